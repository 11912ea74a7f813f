"""Which sentences of a version say what which sentences of the original say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from drift.types import Link

if TYPE_CHECKING:
    import numpy as np

    from drift.embed import Encoder

_LARGEST = 4
_GAP = 0.35  # cosine that a link must beat, above the level of random pairs, to be better than two gaps


def align(original: Sequence[str], version: Sequence[str], encoder: Encoder) -> tuple[Link, ...]:
    """Links and gaps in the original's order, each sentence in exactly one."""
    import numpy as np

    left, right = _vectors(original, encoder), _vectors(version, encoder)
    n, m = len(left), len(right)
    level = float(np.median(left @ right.T)) if n and m else 0.0
    best = np.full((n + 1, m + 1), -np.inf)
    best[0, 0] = 0
    step: dict[tuple[int, int], tuple[int, int]] = {}
    moves = [(a, b) for a in range(1, _LARGEST + 1) for b in range(1, _LARGEST + 1) if min(a, b) < 3]
    for i in range(n + 1):
        for j in range(m + 1):
            for a, b in [(1, 0), (0, 1), *moves]:
                if a > i or b > j:
                    continue
                x, y = left[i - a : i].sum(0), right[j - b : j].sum(0)
                gain = 0.0
                if a and b:
                    cosine = float(x @ y / max(np.linalg.norm(x) * np.linalg.norm(y), 1e-9))
                    gain = ((cosine - level) / max(1 - level, 1e-9) - _GAP) * (a + b) - 0.05 * (a + b - 2)
                if best[i - a, j - b] + gain > best[i, j]:
                    best[i, j] = best[i - a, j - b] + gain
                    step[i, j] = (a, b)
    links = []
    i, j = n, m
    while i or j:
        a, b = step[i, j]
        x, y = left[i - a : i].sum(0), right[j - b : j].sum(0)
        cosine = float(x @ y / max(np.linalg.norm(x) * np.linalg.norm(y), 1e-9)) if a and b else None
        links.append(Link(tuple(range(i - a, i)), tuple(range(j - b, j)), cosine))
        i, j = i - a, j - b
    return tuple(reversed(links))


def _vectors(sentences: Sequence[str], encoder: Encoder) -> np.ndarray:
    from drift.embed import encode_unique

    return encode_unique(encoder, sentences)
