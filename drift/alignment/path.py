"""Paths through a band: which links can be on a good one, which one is best, and how sure each link is.

A place (i, j) stands between sentences: i of the first side and j of the second lie before it. A path goes from (0, 0) to
(n, m) by links and by gaps of one sentence. All scores are logarithms; a path's is the sum of its steps'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from drift.alignment.arrays import running
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


def likely_links(band: Band, score: TileScorer, gaps: Gaps, sizes: int, slack: float) -> Spans:
    """The links whose best path scores at most `slack` below the best of all."""
    import numpy as np

    ahead = _best_ahead(band, score, gaps, sizes)
    best = float(ahead[0][0, 0])
    found: list[np.ndarray] = []
    for t, here in _best_here(band, score, gaps, sizes):
        first, low = t * ROWS, int(band.low[t])
        scores = score(t)
        rows, columns = scores.shape[2:]
        total = scores + here[:rows, :columns] + _beyond(ahead[t], rows, columns, sizes)
        i, a, b, j = np.nonzero(np.moveaxis(total >= best - slack, 2, 0))
        found.append(np.stack([first + i, first + i + a + 1, low + j, low + j + b + 1]))
    return Spans(*np.concatenate(found, axis=1))


def best_places(band: Band, score: TileScorer, gaps: Gaps, sizes: int) -> np.ndarray:
    """The place (n + 1,) of the second side that the best path has reached after each sentence of the first."""
    import numpy as np

    ahead = _best_ahead(band, score, gaps, sizes)
    reached = np.zeros(len(band.one) + 1, int)
    for t, here in _best_here(band, score, gaps, sizes):
        through = here + ahead[t][: len(here), : here.shape[1]]
        reached[t * ROWS : t * ROWS + len(here)] = int(band.low[t]) + through.argmax(1)
    return reached


def _best_here(band: Band, score: TileScorer, gaps: Gaps, sizes: int) -> Iterator[tuple[int, np.ndarray]]:
    """For each tile, its places (rows, columns): the score of the best path from the beginning to there."""
    import numpy as np

    inserted = running(gaps.two)
    arrived = _frame(band, 0, sizes)  # best arrivals by links, from this tile and those before
    arrived[0, 0] = 0.0
    taken = np.full(arrived.shape[1], NEVER)  # best arrivals by a gap of the first side, at the row to come
    for t in range(len(band.low)):
        if t:
            shift = int(band.low[t] - band.low[t - 1])
            last, arrived = arrived, _frame(band, t, sizes)
            spilt = last[-sizes:, shift : shift + arrived.shape[1]]
            arrived[:sizes, : spilt.shape[1]] = spilt
            taken = np.concatenate([taken[shift:], np.full(arrived.shape[1], NEVER)])[: arrived.shape[1]]
        here = np.full((len(arrived) - sizes, arrived.shape[1] - sizes), NEVER)
        there = inserted[band.low[t] : band.high[t] + 1]
        scores = score(t)
        rows, columns = scores.shape[2:]
        for i, row in enumerate(here):
            np.maximum(arrived[i, :-sizes], taken[:-sizes], out=row)
            row -= there
            np.maximum.accumulate(row, out=row)
            row += there
            if i == rows:
                break
            steps = scores[:, :, i] + row[:columns]
            for size in range(1, sizes + 1):
                part = arrived[i + 1 : i + 1 + sizes, size : size + columns]
                np.maximum(part, steps[:, size - 1], out=part)
            taken[:-sizes] = row + gaps.one[t * ROWS + i]
        yield t, here


def _best_ahead(band: Band, score: TileScorer, gaps: Gaps, sizes: int) -> list[np.ndarray]:
    """For each tile, the frame of its places: the score of the best path from there to the end."""
    import numpy as np

    inserted = running(gaps.two)
    frames: list[np.ndarray] = [np.zeros((0, 0))] * len(band.low)
    for t in range(len(band.low) - 1, -1, -1):
        frame = frames[t] = _frame(band, t, sizes)
        inner = frame[:-sizes, :-sizes]
        if t + 1 < len(band.low):
            shift = int(band.low[t + 1] - band.low[t])
            after = frames[t + 1][:sizes, : max(frame.shape[1] - shift, 0)]
            frame[-sizes:, shift : shift + after.shape[1]] = after
        else:
            inner[-1, -1] = 0.0
        there = inserted[band.low[t] : band.high[t] + 1]
        scores = score(t)
        rows, columns = scores.shape[2:]
        beyond = _beyond(frame, rows, columns, sizes)
        for i in range(len(inner) - 1, -1, -1):
            row = inner[i]
            if i < rows:
                np.maximum(row, frame[i + 1, :-sizes] + gaps.one[t * ROWS + i], out=row)
                steps = (scores[:, :, i] + beyond[:, :, i]).reshape(sizes * sizes, columns).max(0)
                np.maximum(row[:columns], steps, out=row[:columns])
            row += there
            np.maximum.accumulate(row[::-1], out=row[::-1])
            row -= there
    return frames


def _frame(band: Band, t: int, sizes: int) -> np.ndarray:
    """A number for each place of a tile, and of the `sizes` rows and columns after it: `NEVER` at first.

    The last place of the first side belongs to the last tile.
    """
    import numpy as np

    n = len(band.one)
    rows = min(ROWS, n - t * ROWS) + (t == len(band.low) - 1)
    return np.full((rows + sizes, int(band.high[t] - band.low[t]) + 1 + sizes), NEVER)


def _beyond(frame: np.ndarray, rows: int, columns: int, sizes: int) -> np.ndarray:
    """(sizes, sizes, rows, columns): what a frame holds a sentences down and b to the right of each place, a view."""
    import numpy as np

    down, right = frame.strides
    return np.lib.stride_tricks.as_strided(
        frame[1:, 1:], (sizes, sizes, rows, columns), (down, right, down, right), writeable=False
    )


@dataclass(frozen=True, slots=True)
class Chances:
    """Of each candidate link, the share of all paths' weight that goes through it; the same for each sentence's gap; and
    the logarithm of the whole weight."""

    links: np.ndarray
    one: np.ndarray
    two: np.ndarray
    total: float


class _Table:
    """A number for every place of the band, `NEVER` at first, and a last one that stays so, for places beyond it."""

    def __init__(self, band: Band) -> None:
        import numpy as np

        tiles = np.minimum(np.arange(len(band.one) + 1) // ROWS, len(band.low) - 1)
        self.low, self.high = band.low[tiles], band.high[tiles]
        self.offset = running(self.high - self.low + 1)
        self.numbers = np.full(self.offset[-1] + 1, NEVER)
        self._rows: list[np.ndarray] = [self.numbers[start:stop] for start, stop in pairwise(self.offset.tolist())]
        self._places = list(zip(self.low.tolist(), self.high.tolist(), strict=True))

    def row(self, i: int) -> np.ndarray:
        """A view."""
        return self._rows[i]

    def at(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Where in `numbers` the places (i, j) are."""
        import numpy as np

        inside = (j >= self.low[i]) & (j <= self.high[i])
        return np.asarray(np.where(inside, self.offset[i] + j - self.low[i], self.offset[-1]))

    def beside(self, i: int, other: int) -> np.ndarray:
        """Row `other`, laid over the columns of row i."""
        import numpy as np

        (low, high), (other_low, other_high) = self._places[i], self._places[other]
        if (low, high) == (other_low, other_high):
            return self._rows[other]
        out = np.full(high - low + 1, NEVER)
        first, last = max(low, other_low), min(high, other_high) + 1
        if first < last:
            out[first - low : last - low] = self._rows[other][first - other_low : last - other_low]
        return out


class _Sorted:
    """Candidates by the row in which they end, or start: `order`, and the part of it that each row has."""

    def __init__(self, keys: np.ndarray, n: int) -> None:
        import numpy as np

        self.order = np.argsort(keys, kind="stable")
        self._bounds = np.searchsorted(keys[self.order], np.arange(n + 2)).tolist()

    def of(self, i: int) -> slice:
        return slice(self._bounds[i], self._bounds[i + 1])


def chances(band: Band, spans: Spans, scores: np.ndarray, gaps: Gaps) -> Chances:
    """Forward-backward over the candidates. Of the orders of neighbouring gaps only one counts: first side first."""
    import numpy as np

    n, m = len(band.one), len(band.two)
    inserted = running(gaps.two)
    # a path may take gaps of the first side while `open_`; it is `full` when it has taken its gaps of the second
    open_, full = _Table(band), _Table(band)
    low, high = full.low, full.high
    begins, ends = full.at(spans.i0, spans.j0), full.at(spans.i1, spans.j1)
    by = _Sorted(spans.i1, n)
    score, source, column = scores[by.order], begins[by.order], (spans.j1 - low[spans.i1])[by.order]
    for i in range(n + 1):
        here, there = open_.row(i), inserted[low[i] : high[i] + 1]
        if i == 0:
            here[0] = 0.0
        else:
            of_it = by.of(i)
            here[:] = open_.beside(i, i - 1) + gaps.one[i - 1]
            np.logaddexp.at(here, column[of_it], score[of_it] + full.numbers[source[of_it]])
        full.row(i)[:] = np.logaddexp.accumulate(here - there) + there
    total = float(full.row(n)[-1])
    out_full, out_open = _Table(band), _Table(band)
    by = _Sorted(spans.i0, n)
    score, source, column = scores[by.order], ends[by.order], (spans.j0 - low[spans.i0])[by.order]
    for i in range(n, -1, -1):
        here, there = out_full.row(i), inserted[low[i] : high[i] + 1]
        of_it = by.of(i)
        if i == n:
            here[-1] = 0.0
        else:
            np.logaddexp.at(here, column[of_it], score[of_it] + out_open.numbers[source[of_it]])
        on = np.logaddexp.accumulate((here + there)[::-1])[::-1] - there
        out_open.row(i)[:] = np.logaddexp(on, out_open.beside(i, i + 1) + gaps.one[i]) if i < n else on
    through = scores + full.numbers[begins] + out_open.numbers[ends] - total
    links = np.exp(np.minimum(through, 0.0))
    return Chances(links, _uncovered(links, spans.i0, spans.i1, n), _uncovered(links, spans.j0, spans.j1, m), total)


def best_path(band: Band, spans: Spans, scores: np.ndarray, gaps: Gaps) -> np.ndarray:
    """The candidates on the best path, as sorted indices into `spans`."""
    import numpy as np

    n, m = len(band.one), len(band.two)
    inserted = running(gaps.two)
    best = _Table(band)
    by = _Sorted(spans.i1, n)
    score, source = scores[by.order], best.at(spans.i0, spans.j0)[by.order]
    column = (spans.j1 - best.low[spans.i1])[by.order]
    came: list[np.ndarray] = []  # the candidate by which a place was reached, -1 by a gap of the first side
    origin: list[np.ndarray] = []  # the column from which gaps of the second side run to a place
    for i in range(n + 1):
        there = inserted[best.low[i] : best.high[i] + 1]
        link = np.full(len(there), -1)
        here = np.full(len(there), NEVER)
        if i == 0:
            here[0] = 0.0
        else:
            of_it = by.of(i)
            at, places = by.order[of_it], column[of_it]
            arrive = score[of_it] + best.numbers[source[of_it]]
            order = np.argsort(arrive, kind="stable")
            here[places[order]], link[places[order]] = (
                arrive[order],
                at[order],
            )  # of equal places the last, the best, stays
            before = best.beside(i, i - 1) + gaps.one[i - 1]
            link[before > here] = -1
            here = np.maximum(before, here)
        run = np.maximum.accumulate(here - there)
        origin.append(np.maximum.accumulate(np.where(here - there >= run, np.arange(len(here)), 0)))
        came.append(link)
        best.row(i)[:] = run + there
    chosen = []
    i, j = n, m
    while i > 0:
        column_of_it = int(origin[i][j - best.low[i]])
        k = int(came[i][column_of_it])
        j = int(best.low[i]) + column_of_it
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


def _uncovered(links: np.ndarray, start: np.ndarray, stop: np.ndarray, n: int) -> np.ndarray:
    import numpy as np

    change = np.zeros(n + 1)
    np.add.at(change, start, links)
    np.add.at(change, stop, -links)
    return np.asarray(np.clip(1 - np.cumsum(change)[:n], 0.0, 1.0))
