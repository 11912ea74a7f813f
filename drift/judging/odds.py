"""Chances as log odds, in which evidence adds up, and back."""

from __future__ import annotations

import numpy as np


def log_odds(chance: np.ndarray | float, least: float) -> np.ndarray:
    """The log odds of chances in [0, 1], which are kept `least` away from both ends."""
    p = np.clip(chance, least, 1 - least)
    return np.asarray(np.log(p / (1 - p)))


def chance(odds: np.ndarray) -> np.ndarray:
    """The chances that log odds stand for."""
    return np.asarray(1 / (1 + np.exp(-odds)))
