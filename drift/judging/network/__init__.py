"""The drift model: networks that read original and version together, and what they predict."""

from drift.judging.network.model import DriftModel, Predictions
from drift.judging.network.panel import PairReader, Panel

__all__ = ["DriftModel", "PairReader", "Panel", "Predictions"]
