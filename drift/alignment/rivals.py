"""How surely two groups of sentences are each other's: whether any other sentence of either text is nearer to one of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from drift.alignment.links import FoundLink
from drift.alignment.side import unit_rows

_AROUND = 300  # sentences before and after a link, at least, among which its rivals are looked for
_BLOCK = 128  # links whose rivals are looked for together


def leads(
    links: Sequence[FoundLink],
    vectors: Sequence[np.ndarray],
    units: Sequence[np.ndarray],
    lengths: Sequence[np.ndarray],
) -> list[float]:
    """For each link how far its cosine exceeds that of either of its groups with any sentence outside of it.

    Args:
        links: No two share a sentence.
        vectors: Of either side, centred (n, d) and (m, d).
        units: The same, of length 1.
        lengths: Characters of each sentence (n,) and (m,).

    Returns:
        A number for each link. A rival's cosine counts from 0 on.
    """
    if not links:
        return []
    groups = [_sums([link.sides[k] for link in links], *of) for k, of in enumerate(zip(vectors, lengths, strict=True))]
    rival = np.zeros(len(links))
    for side, rows in enumerate(units):
        order = sorted(range(len(links)), key=lambda k: links[k].sides[side])
        for begin in range(0, len(order), _BLOCK):
            block = order[begin : begin + _BLOCK]
            start = max(links[block[0]].sides[side][0] - _AROUND, 0)
            cosines = groups[1 - side][block] @ rows[start : links[block[-1]].sides[side][0] + 1 + _AROUND].T
            own = [(row, i - start) for row, k in enumerate(block) for i in links[k].sides[side]]
            own = [(row, place) for row, place in own if place < cosines.shape[1]]
            cosines[tuple(np.array(own).T)] = 0.0
            rival[block] = np.maximum(rival[block], cosines.max(1))
    return [float(lead) for lead in (groups[0] * groups[1]).sum(1) - rival]


def _sums(sides: Sequence[tuple[int, ...]], vectors: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The vectors of groups of sentences by length (groups, d), of length 1."""
    starts = np.cumsum([0, *(len(places) for places in sides[:-1])])
    flat = np.array([i for places in sides for i in places])
    return unit_rows(np.add.reduceat(vectors[flat] * lengths[flat, None], starts, axis=0))
