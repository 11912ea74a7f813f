"""The drift model: a network that reads original and version together, and what it says of a pair."""

from drift.model.judge import DriftModel, Judgement

__all__ = ["DriftModel", "Judgement"]
