"""The learnt weights that turn what is measured of a link or a gap into log odds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np

from drift.alignment.features import FEATURES, GAP_FEATURES
from drift.alignment.pruning import Gaps
from drift.encoders import DEFAULT_MULTILINGUAL
from drift.runtime.resources import resource

Manner = Literal["sentences", "lines"]
MOST_LEAD = 0.4  # cosine; a link's lead over its rivals says no more beyond
LEAST_DOUBT = 0.02  # of the links of two texts, on average: fewer is no surer
_SHORTER = 1.8  # times as many units, and as short, as on the other side: lines of verse, subtitles or a list


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
        calibration: How a link's share of the weight of all paths and its lead become its confidence: `confidence`.
        again: How many joined texts, and how many sentences for their words, are encoded a second time at most, for each
            sentence of both sides.
        beyond: Log odds taken off each sentence beyond two for two.
    """

    mean: np.ndarray
    scale: np.ndarray
    linear: np.ndarray
    bias: float
    hidden: np.ndarray
    hidden_bias: np.ndarray
    out: np.ndarray
    gap: np.ndarray
    calibration: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 0.0)
    again: tuple[float, float] = (0.28, 0.0)
    beyond: float = 1.0

    def score(self, features: np.ndarray) -> np.ndarray:
        """Log odds (candidates,) of links, up to a constant that the gaps share, from `features.measure`."""
        x = (features - self.mean) / self.scale
        learnt = x @ self.linear + self.bias + np.tanh(x @ self.hidden + self.hidden_bias) @ self.out
        fewer = features[:, FEATURES.index("least")] + 1  # sentences on the side with fewer
        more = fewer + features[:, FEATURES.index("uneven")]
        return np.asarray(learnt - self.beyond * (np.maximum(fewer - 2, 0) + ((fewer > 1) & (more > 3))))

    def score_gaps(self, features: tuple[np.ndarray, np.ndarray]) -> Gaps:
        """Log odds of gaps, up to the same constant, from `features.measure_gaps`."""
        return Gaps(features[0] @ self.gap, features[1] @ self.gap)

    def confidence(self, chance: float, lead: float, mean: float) -> float:
        """How often such links were right in documents kept aside.

        Platt scaling (Platt 1999) of the share's log odds with two more measures. The share tells a link from those that
        it rules out; the lead, from what stands anywhere else; the mean, how much of the two texts belongs together.

        Args:
            chance: The link's share of the weight of all paths, in [0, 1].
            lead: From `rivals.leads`; beyond .4 either way it tells no more.
            mean: The mean share of all links of the two texts.
        """
        slope, of_lead, of_doubt, shift = self.calibration
        odds = slope * log_odds(chance) + of_lead * min(max(lead, -MOST_LEAD), MOST_LEAD) + shift
        return 1 / (1 + math.exp(-(odds + of_doubt * math.log(LEAST_DOUBT + 1 - min(mean, 1.0)))))


def manner_of(texts: Sequence[Sequence[str]]) -> Manner:
    """Whether the units of either side are lines, many more and much shorter than those of the other side."""
    fewer, more = sorted(texts, key=len)
    if not fewer or len(more) < _SHORTER * len(fewer):
        return "sentences"
    long, short = (sum(map(len, side)) / len(side) for side in (fewer, more))
    return "lines" if long >= _SHORTER * short else "sentences"


def log_odds(chance: float) -> float:
    """The log odds of a chance, that of one nearly sure or nearly ruled out cut off at 8."""
    least = 1 / (1 + math.exp(8))
    inside = min(max(chance, least), 1 - least)
    return math.log(inside / (1 - inside))


def make_model(stored: Mapping[str, Any]) -> Model:
    """The model of these weights, as research/recipes/align_weights.py writes them."""
    arrays = {
        name: np.array(stored[name]) for name in ("mean", "scale", "linear", "hidden", "hidden_bias", "out", "gap")
    }
    slope, lead, doubt, shift = stored.get("calibration", (1.0, 0.0, 0.0, 0.0))
    joined, words = stored["again"]
    beyond = float(stored.get("beyond", 1.0))
    return Model(
        bias=float(stored["bias"]),
        calibration=(slope, lead, doubt, shift),
        again=(joined, words),
        beyond=beyond,
        **arrays,
    )


@cache
def load_model(encoder: str, manner: Manner = "sentences") -> Model:
    """The weights that research/recipes/align_weights.py learnt for an encoder.

    An encoder that they were not learnt for gets those of the packaged multilingual one.
    """
    stored = json.loads(resource("drift.alignment", "weights.json"))
    if tuple(stored["features"]) != FEATURES or tuple(stored["gap_features"]) != GAP_FEATURES:
        raise ValueError(
            "drift/alignment/weights.json was learnt on other features: run research/recipes/align_weights.py"
        )
    return make_model((stored["encoders"].get(encoder) or stored["encoders"][DEFAULT_MULTILINGUAL])[manner])
