"""A second opinion beside the drift model's: any NLI or sequence-classification cross-encoder, from a folder or the hub.

It reads a pair in both directions. What it says becomes a severity, is calibrated, and joins the drift as log odds.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from drift.encoders.hub import fetch
from drift.judging.odds import chance, log_odds
from drift.runtime.digest import sha256, weights_digest
from drift.runtime.folders import cache_folder
from drift.types import DriftError

# What the answers stand for on the severity scale where nothing else is known: a contradiction is critical; what neither
# follows nor contradicts says something more or less, between minor and major.
CONTRADICTED, NEUTRAL = 1.0, 0.45
_BATCH = 16
_MAX_TOKENS = 512


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the log odds of both expected severities, `ours` and `theirs`, weigh in the joint one, and what is added."""

    ours: float = 0.5
    theirs: float = 0.5
    intercept: float = 0.0


class SecondOpinion:
    """The model called `name`: a folder, or a name on the hub for users with a network."""

    def __init__(self, name: str) -> None:
        self.name = name
        folder = Path(name).expanduser()
        self.folder = folder if folder.is_dir() else fetch("model of --judge", name, name, "leave out --judge")
        self.model, self.tokenizer = _load_classifier(name, self.folder)
        self.labels = _labels(name, self.model.config)
        self.calibration = load_calibration(name)

    @property
    def revision(self) -> str:
        """sha256 (hex) over the weights."""
        return weights_digest(self.folder)

    def joined(self, expected: np.ndarray, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """The expected severities (n,) of pairs with this opinion: the weighted sum of both log odds."""
        weigh, both = self.calibration, opinions(expected, self.severity(pairs))
        return chance(both @ [weigh.ours, weigh.theirs] + weigh.intercept)

    def severity(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """What it makes of the pairs on the severity scale (n,), not calibrated: the graver of both directions."""
        there = self._read(list(pairs))
        back = self._read([(version, original) for original, version in pairs])
        return np.asarray(np.maximum(there, back))

    def _read(self, pairs: list[tuple[str, str]]) -> np.ndarray:
        import torch

        out = np.zeros(len(pairs))
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i][0]) + len(pairs[i][1]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            sides = [list(side) for side in zip(*(pairs[i] for i in rows), strict=True)]
            given = self.tokenizer(*sides, padding=True, truncation=True, max_length=_MAX_TOKENS, return_tensors="pt")
            with torch.inference_mode():
                logits = self.model(**given).logits.float()
            chances = 1 - logits.sigmoid() if logits.shape[1] == 1 else logits.softmax(-1)
            out[rows] = (chances.numpy() * self.labels).sum(1)
        return out


def opinions(ours: Sequence[float] | np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """Both severities of n pairs as log odds, (n, 2), as a `Calibration` weighs them."""
    return log_odds(np.column_stack([ours, theirs]), 1e-3)


def calibration_path(name: str) -> Path:
    """Where the calibration of the judge `name` is kept; `research/training/judge.py` writes it."""
    return cache_folder() / "judges" / f"{sha256(name).hex()[:16]}.json"


def load_calibration(name: str) -> Calibration:
    """The model's own calibration if one was fitted, else equal weights for what both say."""
    try:
        stored = json.loads(calibration_path(name).read_text(encoding="utf-8"))
        return Calibration(**{key: float(stored[key]) for key in ("ours", "theirs", "intercept")})
    except (OSError, ValueError, KeyError, TypeError):
        return Calibration()


def _labels(name: str, config: Any) -> np.ndarray:
    """The severity of each label (labels,). Raises DriftError for labels that say nothing of two texts' meaning."""
    names = [str(config.id2label[k]).lower() for k in range(config.num_labels)]
    if len(names) == 1:  # a similarity, of which `_read` takes the rest
        return np.ones(1)
    if any("contradict" in label for label in names):
        worth = {"contradict": CONTRADICTED, "neutral": NEUTRAL, "entail": 0.0}
        return np.array([next((w for key, w in worth.items() if key in label), NEUTRAL) for label in names])
    same = [k for k, label in enumerate(names) if label in _SAME]
    if len(names) == 2 and len(same) == 1:
        return np.array([0.0 if k == same[0] else 1.0 for k in range(2)])
    raise DriftError(
        f"The model {name} of --judge answers {', '.join(names)}, which is neither inference nor equivalence: choose a model that "
        "tells entailment, or whether two texts mean the same."
    )


_SAME = {"equivalent", "paraphrase", "entailment", "duplicate", "is_duplicate", "same", "label_1"}


@cache
def load_second_opinion(name: str) -> SecondOpinion:
    """The model called `name`, loaded once a process.

    Raises:
        DriftError: If it cannot be had or says nothing of meaning.
    """
    return SecondOpinion(name)


@cache
def _load_classifier(name: str, folder: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        model = AutoModelForSequenceClassification.from_pretrained(
            folder, use_safetensors=True, trust_remote_code=False
        )
        return model.eval(), AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
    except (OSError, ValueError, KeyError) as error:
        raise DriftError(
            f"The model {name} of --judge cannot be loaded ({str(error).splitlines()[0]}): it must be a sequence classifier with "
            "weights in safetensors and a tokenizer."
        ) from None
