"""The drift model: a network that reads original and version together, and what it predicts."""

from drift.judging.network.model import DriftModel, Predictions

__all__ = ["DriftModel", "Predictions"]
