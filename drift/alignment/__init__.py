"""Which sentences of a version say what which sentences of the original say: docs/alignment.md."""

from drift.alignment.search import align

__all__ = ["align"]
