"""Predictions and findings made up for tests."""

from __future__ import annotations

import numpy as np

from drift.judging.network import Predictions
from drift.judging.network.model import Marks
from drift.types import Finding, Kind, Span


def finding(kind: Kind, weight: float, detector: str = "") -> Finding:
    """A finding on the original's first letter."""
    return Finding(kind, (Span("original", 0, 1),), weight, detector)


def predicted(chance: float) -> Predictions:
    """Predictions for one pair in which every kind and every severity has this chance."""
    marks = Marks(np.array([[0, 3]]), np.array([chance]))
    return Predictions(
        np.full((1, 3), chance), np.full((1, 15), chance), np.full((1, 2, 3), 1 / 3), np.array([1 - chance]),
        np.array([1 - chance]), [marks], [marks],
    )  # fmt: skip
