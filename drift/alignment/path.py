"""Paths through a band: which links can be on a good one, which one is best, and how sure each link is.

A place (i, j) stands between sentences: i of the first side and j of the second lie before it. A path goes from (0, 0) to
(n, m) by links and by gaps of one sentence. All scores are logarithms; a path's is the sum of its steps'.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from drift.alignment.band import ROWS, Band, Spans

if TYPE_CHECKING:
    import numpy as np

NEVER = -1e30
_AS_GOOD = 2.0  # links whose scores (log) differ less are about as good
TileScorer = Callable[[int], "np.ndarray"]  # tile -> scores (sizes, sizes, rows, columns) of groups starting there


@dataclass(frozen=True, slots=True)
class Gaps:
    """The score of leaving each sentence of either side without a link."""

    one: np.ndarray
    two: np.ndarray


def likely_links(band: Band, score: TileScorer, gaps: Gaps, sizes: int, slack: float) -> tuple[Spans, np.ndarray]:
    """The links whose best path scores at most `slack` below the best of all, and the best path itself, as the places
    (n + 1,) of the second side that it has reached after each sentence of the first."""
    import numpy as np

    n, m = len(band.one), len(band.two)
    ahead = _best_ahead(band, score, gaps, sizes)
    best = float(ahead[0][0])
    inserted = np.concatenate([[0.0], np.cumsum(gaps.two)])
    ring = np.full((sizes + 1, m + 1 + sizes), NEVER)  # row i % (sizes + 1): best arrivals by links at places (i, ·)
    ring[0, 0] = 0.0
    before = np.full(m + 1, NEVER)
    found: list[np.ndarray] = []
    reached = np.zeros(n + 1, int)
    scores = score(0)
    for i in range(n + 1):
        low, high = _columns(band, i)
        here = np.maximum(ring[i % (sizes + 1), low : high + 1], before[low : high + 1] + (gaps.one[i - 1] if i else 0))
        ring[i % (sizes + 1), _columns(band, max(i - sizes, 0))[0] : high + sizes + 1] = NEVER  # all that was written
        here = np.maximum.accumulate(here - inserted[low : high + 1]) + inserted[low : high + 1]
        before[_columns(band, max(i - 1, 0))[0] : low] = NEVER
        before[low : high + 1] = here
        reached[i] = low + int((here + ahead[i]).argmax())
        if i == n:
            break
        if i % ROWS == 0:
            scores = score(i // ROWS)
        steps = scores[:, :, i % ROWS, : len(here)] + here[: scores.shape[3]]
        spread = np.full((sizes, steps.shape[2] + sizes), NEVER)
        for size in range(1, sizes + 1):
            part = spread[:, size : size + steps.shape[2]]
            np.maximum(part, steps[:, size - 1], out=part)
        rows = np.arange(i + 1, i + sizes + 1) % (sizes + 1)
        ring[rows, low : low + spread.shape[1]] = np.maximum(ring[rows, low : low + spread.shape[1]], spread)
        total = steps + _windows(ahead, band, i, low, steps.shape[2], sizes)
        a, b, at = np.nonzero(total >= best - slack)
        found.append(np.stack([np.full(len(a), i), i + a + 1, low + at, low + at + b + 1]))
    table = np.concatenate(found, axis=1) if found else np.zeros((4, 0), int)
    return Spans(*table), reached


def _best_ahead(band: Band, score: TileScorer, gaps: Gaps, sizes: int) -> list[np.ndarray]:
    """For each row of places, over its columns: the score of the best path from there to the end."""
    import numpy as np

    n, m = len(band.one), len(band.two)
    inserted = np.concatenate([[0.0], np.cumsum(gaps.two)])
    rows: list[np.ndarray] = [np.zeros(0)] * (n + 1)
    scores = score(max(n - 1, 0) // ROWS)
    for i in range(n, -1, -1):
        low, high = _columns(band, i)
        here = np.full(high - low + 1, NEVER)
        if i == n:
            here[m - low] = 0.0
        else:
            if i % ROWS == ROWS - 1:
                scores = score(i // ROWS)
            wide = min(scores.shape[3], len(here))
            steps = scores[:, :, i % ROWS, :wide] + _windows(rows, band, i, low, wide, sizes)
            here[:wide] = steps.max((0, 1))
            next_low, next_high = _columns(band, i + 1)
            a, b = max(low, next_low), min(high, next_high)
            if a <= b:
                after = rows[i + 1][a - next_low : b - next_low + 1] + gaps.one[i]
                np.maximum(here[a - low : b - low + 1], after, out=here[a - low : b - low + 1])
        there = inserted[low : high + 1]
        rows[i] = np.maximum.accumulate((here + there)[::-1])[::-1] - there
    return rows


def _windows(rows: list[np.ndarray], band: Band, i: int, low: int, wide: int, sizes: int) -> np.ndarray:
    """(sizes, sizes, wide): what `rows` holds at the places (i + a, low + j + b), never where they are out of the band."""
    import numpy as np

    padded = np.full((sizes, wide + sizes), NEVER)
    for a in range(1, sizes + 1):
        if i + a >= len(rows):
            break
        from_, to = _columns(band, i + a)
        first, last = max(from_, low), min(to, low + wide + sizes - 1)
        if first <= last:
            padded[a - 1, first - low : last - low + 1] = rows[i + a][first - from_ : last - from_ + 1]
    s0, s1 = padded.strides
    return np.lib.stride_tricks.as_strided(padded[:, 1:], (sizes, sizes, wide), (s0, s1, s1), writeable=False)


def _columns(band: Band, i: int) -> tuple[int, int]:
    """The first and last column of row i of places."""
    t = min(i // ROWS, len(band.low) - 1)
    return int(band.low[t]), int(band.high[t])


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each candidate link, the share of all paths' weight that goes through it; the same for each sentence's gap; and
    the logarithm of the whole weight."""

    links: np.ndarray
    one: np.ndarray
    two: np.ndarray
    total: float


class _Table:
    """A number for every place of the band, `NEVER` at first; never, too, where one looks beyond it."""

    def __init__(self, band: Band) -> None:
        import numpy as np

        tiles = np.minimum(np.arange(len(band.one) + 1) // ROWS, len(band.low) - 1)
        self.low, self.high = band.low[tiles], band.high[tiles]
        self.offset = np.concatenate([[0], np.cumsum(self.high - self.low + 1)])
        self.numbers = np.full(self.offset[-1], NEVER)

    def row(self, i: int) -> np.ndarray:
        return self.numbers[self.offset[i] : self.offset[i + 1]]

    def look(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        import numpy as np

        inside = (j >= self.low[i]) & (j <= self.high[i])
        at = self.offset[i] + np.clip(j, self.low[i], self.high[i]) - self.low[i]
        return np.where(inside, self.numbers[at], NEVER)

    def beside(self, i: int, other: int) -> np.ndarray:
        """Row `other`, laid over the columns of row i."""
        import numpy as np

        out = np.full(self.high[i] - self.low[i] + 1, NEVER)
        first, last = max(self.low[i], self.low[other]), min(self.high[i], self.high[other]) + 1
        if first < last:
            out[first - self.low[i] : last - self.low[i]] = self.row(other)[
                first - self.low[other] : last - self.low[other]
            ]
        return out


def chances(band: Band, spans: Spans, scores: np.ndarray, gaps: Gaps) -> Chances:
    """Forward-backward over the candidates. Of the orders of neighbouring gaps only one counts: first side first."""
    import numpy as np

    n, m = len(band.one), len(band.two)
    inserted = np.concatenate([[0.0], np.cumsum(gaps.two)])
    by_start, by_end = _groups(spans.i0, n), _groups(spans.i1, n)
    # a path may take gaps of the first side while `open_`; it is `full` when it has taken its gaps of the second
    open_, full = _Table(band), _Table(band)
    low, high = full.low, full.high
    for i in range(n + 1):
        here, there = open_.row(i), inserted[low[i] : high[i] + 1]
        if i == 0:
            here[0] = 0.0
        else:
            here[:] = open_.beside(i, i - 1) + gaps.one[i - 1]
            at = by_end[i]
            np.logaddexp.at(here, spans.j1[at] - low[i], scores[at] + full.look(spans.i0[at], spans.j0[at]))
        full.row(i)[:] = np.logaddexp.accumulate(here - there) + there
    total = float(full.row(n)[-1])
    out_full, out_open = _Table(band), _Table(band)
    for i in range(n, -1, -1):
        here, there = out_full.row(i), inserted[low[i] : high[i] + 1]
        if i == n:
            here[-1] = 0.0
        at = by_start[i]
        np.logaddexp.at(here, spans.j0[at] - low[i], scores[at] + out_open.look(spans.i1[at], spans.j1[at]))
        on = np.logaddexp.accumulate((here + there)[::-1])[::-1] - there
        out_open.row(i)[:] = np.logaddexp(on, out_open.beside(i, i + 1) + gaps.one[i]) if i < n else on
    through = scores + full.look(spans.i0, spans.j0) + out_open.look(spans.i1, spans.j1) - total
    links = np.exp(np.minimum(through, 0.0))
    return Chances(links, _uncovered(links, spans.i0, spans.i1, n), _uncovered(links, spans.j0, spans.j1, m), total)


def best_path(band: Band, spans: Spans, scores: np.ndarray, gaps: Gaps) -> np.ndarray:
    """The candidates on the best path, as sorted indices into `spans`."""
    import numpy as np

    n, m = len(band.one), len(band.two)
    inserted = np.concatenate([[0.0], np.cumsum(gaps.two)])
    by_end = _groups(spans.i1, n)
    best = _Table(band)
    came: list[np.ndarray] = []  # the candidate by which a place was reached, -1 by a gap of the first side
    origin: list[np.ndarray] = []  # the column from which gaps of the second side run to a place
    for i in range(n + 1):
        low, there = best.low[i], inserted[best.low[i] : best.high[i] + 1]
        by = np.full(len(there), -1)
        if i == 0:
            here = np.where(np.arange(len(there)) == 0, 0.0, NEVER)
        else:
            at = by_end[i]
            arrive = scores[at] + best.look(spans.i0[at], spans.j0[at])
            order = np.lexsort((-at, arrive))
            here = np.full(len(there), NEVER)
            places = spans.j1[at][order] - low
            here[places], by[places] = arrive[order], at[order]  # of equal places the last, the best, stays
            before = best.beside(i, i - 1) + gaps.one[i - 1]
            by[before > here] = -1
            here = np.maximum(before, here)
        run = np.maximum.accumulate(here - there)
        origin.append(np.maximum.accumulate(np.where(here - there >= run, np.arange(len(here)), 0)))
        came.append(by)
        best.row(i)[:] = run + there
    chosen = []
    i, j = n, m
    while i > 0:
        column = int(origin[i][j - best.low[i]])
        k = int(came[i][column])
        j = int(best.low[i]) + column
        if k < 0:
            i -= 1
        else:
            chosen.append(k)
            i, j = int(spans.i0[k]), int(spans.j0[k])
    return np.array(chosen[::-1], int)


def shed(
    spans: Spans, links: np.ndarray, scores: np.ndarray, cosines: np.ndarray, chosen: np.ndarray
) -> list[tuple[int, float]]:
    """The `chosen` links and their chances; those less likely than not without border sentences that add no likeness.

    What it would cost to leave a sentence alone is no reason to have it in a link: of two links about as good (`scores`)
    the one stays that claims less, if its sides are as like each other (`cosines`) or more, with the chance (`links`, of
    all candidates) of the whole.
    """
    at = {
        key: k
        for k, key in enumerate(zip(*(x.tolist() for x in (spans.i0, spans.i1, spans.j0, spans.j1)), strict=True))
    }
    out = []
    for k in chosen.tolist():
        chance = float(links[k])
        while chance < 0.5:
            i0, i1, j0, j1 = (int(x[k]) for x in (spans.i0, spans.i1, spans.j0, spans.j1))
            without = [(i0 + 1, i1, j0, j1), (i0, i1 - 1, j0, j1), (i0, i1, j0 + 1, j1), (i0, i1, j0, j1 - 1)]
            less = [at[key] for key in without if key in at]
            less = [x for x in less if scores[x] >= scores[k] - _AS_GOOD and cosines[x] >= cosines[k]]
            if not less:
                break
            k = max(less, key=lambda x: (links[x], -x))
        out.append((k, chance))
    return out


def _groups(keys: np.ndarray, n: int) -> list[np.ndarray]:
    """For each row 0..n the indices of the candidates with that key."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    return np.split(order, np.searchsorted(keys[order], np.arange(1, n + 1)))


def _uncovered(links: np.ndarray, start: np.ndarray, stop: np.ndarray, n: int) -> np.ndarray:
    import numpy as np

    change = np.zeros(n + 1)
    np.add.at(change, start, links)
    np.add.at(change, stop, -links)
    return np.asarray(np.clip(1 - np.cumsum(change)[:n], 0.0, 1.0))
