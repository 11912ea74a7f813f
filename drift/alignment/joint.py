"""Close decisions: the few groups that matter to them are encoded as joined text."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from drift.alignment.band import Band, Spans

Group = tuple[int, int, int]  # side 0 or 1, and the sentences [start, stop) of it

_DOUBT = 0.03  # least chance, for and against, that makes a decision close


def doubtful_groups(spans: Spans, chance: np.ndarray, most: int) -> list[Group]:
    """The groups of two sentences or more that close decisions depend on, most doubtful first, as many as may be encoded.

    A group's doubt is the sum of min(p, 1 - p) over the candidates that hold it.

    Args:
        spans: The candidates.
        chance: Their chances p (candidates,).
        most: How many may be encoded.
    """
    doubt = np.minimum(chance, 1 - chance)
    doubts: dict[Group, float] = {}
    for k in np.flatnonzero(doubt >= _DOUBT):
        for group in _groups(spans, int(k)):
            if group[2] - group[1] > 1:
                doubts[group] = doubts.get(group, 0.0) + float(doubt[k])
    return sorted(doubts, key=lambda group: (-doubts[group], group))[:most]


def joint_cosines(band: Band, spans: Spans, joined: Mapping[Group, np.ndarray]) -> np.ndarray:
    """Cosines (candidates,) of the candidates with a group that was encoded as joined text, nan for the others.

    Args:
        band: The two sides.
        spans: The candidates.
        joined: The centred vector (d,) of each such group.
    """
    out = np.full(len(spans), np.nan)
    if not joined:
        return out
    sides = (band.one.meaning, band.two.meaning)
    for k in range(len(spans)):
        groups = _groups(spans, k)
        if groups[0] in joined or groups[1] in joined:
            a, b = (joined[g] if g in joined else sides[g[0]][g[1] : g[2]].sum(0) for g in groups)
            out[k] = float(a @ b) / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9)
    return out


def _groups(spans: Spans, k: int) -> tuple[Group, Group]:
    return (0, int(spans.i0[k]), int(spans.i1[k])), (1, int(spans.j0[k]), int(spans.j1[k]))
