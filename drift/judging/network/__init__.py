"""The drift model: a network that reads original and version together, and what it says of a pair."""

from drift.judging.network.model import DriftModel, Judgement

__all__ = ["DriftModel", "Judgement"]
