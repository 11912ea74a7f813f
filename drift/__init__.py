"""How the meaning of a text drifts when it is retranslated, sentence by sentence.

>>> import drift
>>> verdict = drift.compare("The ministry denied the report.", "The ministry confirmed the report.")
>>> verdict.severity in ("major", "critical"), verdict.kinds
(True, ('antonym',))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drift.analysis import Analysis
from drift.types import Drift, DriftError, Finding, Link, Span

if TYPE_CHECKING:
    from drift.api import align, analyze, compare, retranslate, score, systems

__version__: str

__all__ = [
    "Analysis",
    "Drift",
    "DriftError",
    "Finding",
    "Link",
    "Span",
    "align",
    "analyze",
    "compare",
    "retranslate",
    "score",
    "systems",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("retranslation-drift")
    # The verbs are fetched when first used, so that importing the package costs nothing.
    if name in __all__:
        from drift import api as pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'drift' has no attribute {name!r}")
