"""The paths through a band by candidate links: the best one, and each link's share of all paths' weight.

Places, paths and scores are those of `drift.alignment.pruning`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from drift.alignment.band import ROWS, Band, Spans
from drift.alignment.pruning import NEVER, Gaps
from drift.alignment.side import running_sums

_AS_GOOD = 2.0  # links whose scores (log) differ less are about as good


@dataclass(frozen=True, slots=True)
class Chances:
    """Shares of the weight of all paths, a path's weight being the exponential of its score.

    Attributes:
        links: For each candidate the share of the paths through it (candidates,).
        one: For each sentence of the first side the share of the paths that leave it without a link (n,).
        two: The same for the second side (m,).
    """

    links: np.ndarray
    one: np.ndarray
    two: np.ndarray


class _Table:
    """A number for every place of the band, `NEVER` at first, and one more that stays so, for places beyond the band."""

    def __init__(self, band: Band) -> None:
        tiles = np.minimum(np.arange(len(band.one) + 1) // ROWS, len(band.low) - 1)
        self.low, self.high = band.low[tiles], band.high[tiles]
        self.offset = running_sums(self.high - self.low + 1)
        self.numbers = np.full(self.offset[-1] + 1, NEVER)
        self._rows: list[np.ndarray] = [self.numbers[start:stop] for start, stop in pairwise(self.offset.tolist())]
        self._places = list(zip(self.low.tolist(), self.high.tolist(), strict=True))

    def row(self, i: int) -> np.ndarray:
        """The numbers of the places in row i, as a view."""
        return self._rows[i]

    def at(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """Where in `numbers` the places (i, j) stand."""
        inside = (j >= self.low[i]) & (j <= self.high[i])
        return np.asarray(np.where(inside, self.offset[i] + j - self.low[i], self.offset[-1]))

    def beside(self, i: int, other: int) -> np.ndarray:
        """Row `other`, laid over the columns of row i."""
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
        self.order = np.argsort(keys, kind="stable")
        self._bounds = np.searchsorted(keys[self.order], np.arange(n + 2)).tolist()

    def of(self, i: int) -> slice:
        return slice(self._bounds[i], self._bounds[i + 1])


def chances(band: Band, spans: Spans, scores: np.ndarray, gaps: Gaps) -> Chances:
    """The chance of each link and each gap, by forward-backward over the candidates.

    Of the orders of neighbouring gaps only one counts: those of the first side come first.

    Args:
        band: The band in which the candidates lie.
        spans: The candidates.
        scores: Their log odds (candidates,).
        gaps: The log odds of gaps.
    """
    n, m = len(band.one), len(band.two)
    inserted = running_sums(gaps.two)
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
            ending = by.of(i)
            here[:] = open_.beside(i, i - 1) + gaps.one[i - 1]
            np.logaddexp.at(here, column[ending], score[ending] + full.numbers[source[ending]])
        full.row(i)[:] = np.logaddexp.accumulate(here - there) + there
    total = float(full.row(n)[-1])
    out_full, out_open = _Table(band), _Table(band)
    by = _Sorted(spans.i0, n)
    score, source, column = scores[by.order], ends[by.order], (spans.j0 - low[spans.i0])[by.order]
    for i in range(n, -1, -1):
        here, there = out_full.row(i), inserted[low[i] : high[i] + 1]
        ending = by.of(i)
        if i == n:
            here[-1] = 0.0
        else:
            np.logaddexp.at(here, column[ending], score[ending] + out_open.numbers[source[ending]])
        on = np.logaddexp.accumulate((here + there)[::-1])[::-1] - there
        out_open.row(i)[:] = np.logaddexp(on, out_open.beside(i, i + 1) + gaps.one[i]) if i < n else on
    through = scores + full.numbers[begins] + out_open.numbers[ends] - total
    links = np.exp(np.minimum(through, 0.0))
    return Chances(links, _uncovered(links, spans.i0, spans.i1, n), _uncovered(links, spans.j0, spans.j1, m))


def best_path(band: Band, spans: Spans, scores: np.ndarray, gaps: Gaps) -> np.ndarray:
    """The candidates on the best path, as sorted indices into `spans` (links,), int; the arguments are those of `chances`."""
    n, m = len(band.one), len(band.two)
    inserted = running_sums(gaps.two)
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
            ending = by.of(i)
            at, places = by.order[ending], column[ending]
            arrive = score[ending] + best.numbers[source[ending]]
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
        from_column = int(origin[i][j - best.low[i]])
        k = int(came[i][from_column])
        j = int(best.low[i]) + from_column
        if k < 0:
            i -= 1
        else:
            chosen.append(k)
            i, j = int(spans.i0[k]), int(spans.j0[k])
    return np.array(chosen[::-1], int)


def shed_borders(
    spans: Spans, links: np.ndarray, scores: np.ndarray, cosines: np.ndarray, chosen: np.ndarray
) -> list[tuple[int, float]]:
    """The chosen links, those less likely than not without border sentences that do not raise the cosine.

    A path prefers links to gaps, but what a gap costs is no evidence that a sentence belongs to a link. So of two links
    with about the same score the smaller one is taken if its cosine is not lower; it keeps the larger one's chance.

    Args:
        spans: The candidates.
        links: Their chances (candidates,).
        scores: Their log odds (candidates,).
        cosines: Their cosines (candidates,).
        chosen: Indices of the candidates on the best path (links,).

    Returns:
        For each chosen link the index of the candidate taken for it, and its chance.
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
    """For each of n sentences 1 less the chances of all links that hold it (n,)."""
    change = np.zeros(n + 1)
    np.add.at(change, start, links)
    np.add.at(change, stop, -links)
    return np.asarray(np.clip(1 - np.cumsum(change)[:n], 0.0, 1.0))
