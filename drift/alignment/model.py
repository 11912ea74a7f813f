"""The learnt weights that turn what is measured of a link or a gap into log odds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from drift.alignment.features import FEATURES, GAP_FEATURES
from drift.alignment.pruning import Gaps
from drift.encoders import DEFAULT_MULTILINGUAL
from drift.runtime.resources import resource

_BEYOND_TWO = 1.0  # log odds taken off each sentence beyond two for two: such links are too rare to be learnt


@dataclass(frozen=True, slots=True)
class Model:
    """A linear score plus a layer of h tanh units over the f standardised features, and a linear score of gaps.

    Attributes:
        mean: Of each feature where the weights were learnt (f,).
        scale: The standard deviations there (f,).
        linear: Weights (f,).
        bias: What is added.
        hidden: Weights of the tanh units (f, h).
        hidden_bias: What is added to each unit (h,).
        out: Weights of the units (h,).
        gap: Weights of the measures of a gap (g,).
    """

    mean: np.ndarray
    scale: np.ndarray
    linear: np.ndarray
    bias: float
    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: np.ndarray
    gap: np.ndarray

    def score(self, features: np.ndarray) -> np.ndarray:
        """Log odds (candidates,) of links, up to a constant that the gaps share, from `features.measure`."""
        x = (features - self.mean) / self.scale
        learnt = x @ self.linear + self.bias + np.tanh(x @ self.hidden + self.hidden_bias) @ self.out
        fewer = features[:, FEATURES.index("least")] + 1  # sentences on the side with fewer
        more = fewer + features[:, FEATURES.index("uneven")]
        return np.asarray(learnt - _BEYOND_TWO * (np.maximum(fewer - 2, 0) + ((fewer > 1) & (more > 3))))

    def score_gaps(self, features: tuple[np.ndarray, np.ndarray]) -> Gaps:
        """Log odds of gaps, up to the same constant, from `features.measure_gaps`."""
        return Gaps(features[0] @ self.gap, features[1] @ self.gap)


@cache
def load_model(encoder: str) -> Model:
    """The weights that research/recipes/align_weights.py learnt for an encoder.

    An encoder that they were not learnt for gets those of the packaged multilingual one.
    """
    stored = json.loads(resource("drift.alignment", "weights.json"))
    if tuple(stored["features"]) != FEATURES or tuple(stored["gap_features"]) != GAP_FEATURES:
        raise ValueError(
            "drift/alignment/weights.json was learnt on other features: run research/recipes/align_weights.py"
        )
    read = stored["encoders"].get(encoder) or stored["encoders"][DEFAULT_MULTILINGUAL]
    arrays = {name: np.array(read[name]) for name in ("mean", "scale", "linear", "hidden", "hidden_bias", "out", "gap")}
    return Model(bias=float(read["bias"]), **arrays)
