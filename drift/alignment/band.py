"""Similarities of groups of sentences, kept only in a band of the whole table around the path that the texts take.

The band is a row of tiles, one for every `ROWS` sentences of the first side. A tile holds the running sums (integral
images) of the dot products of sentences, so that the dot product of any two groups is four look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from drift.alignment.shapes import Shapes
from drift.alignment.side import Side, running_sums, unit_rows

ROWS = 32
_NEAREST = 4  # neighbours that a margin is measured against (Artetxe and Schwenk 2019)


@dataclass(frozen=True, slots=True)
class Spans:
    """Candidate links, one an entry: sentences [i0, i1) of the first side and [j0, j1) of the second, int arrays."""

    i0: np.ndarray
    i1: np.ndarray
    j0: np.ndarray
    j1: np.ndarray

    def __len__(self) -> int:
        return len(self.i0)


class Band:
    """Part of the table of all sentences of `one` by all of `two`.

    Args:
        one: The first side, of n sentences.
        two: The second side, of m sentences.
        low: For each tile its first column (tiles,), int; columns are places between sentences, 0 to m.
        high: For each tile its last column (tiles,), int.

    Attributes:
        nearest_one: For each sentence of the first side the mean cosine of its nearest ones on the second (n,).
        nearest_two: The same for the second side (m,).
        nearest_sums: For either side the running sums of these, weighted by the sentences' lengths.
        ratio: How many characters of the first side stand for one of the second.
    """

    def __init__(self, one: Side, two: Side, low: np.ndarray, high: np.ndarray) -> None:
        self.one, self.two = one, two
        self.low, self.high = low, high
        n, m = len(one), len(two)
        tiles, reach = range(len(low)), one.reach
        self.top = np.array([max(t * ROWS - reach, 0) for t in tiles], int)
        self.left = np.maximum(low - reach, 0)
        bottom = np.array([min((t + 1) * ROWS + reach, n) for t in tiles], int)
        right = np.minimum(high + reach, m)
        self.width = right - self.left + 1
        self.height = bottom - self.top + 1
        self.offset = running_sums(self.height * self.width)
        self._meaning = np.zeros(self.offset[-1])
        self._wording = np.zeros(self.offset[-1])
        self.nearest_one = np.zeros(n)
        self.nearest_two = np.zeros(m)
        best_one, best_two = _Best(n), _Best(m)
        unit_one, unit_two = unit_rows(one.meaning), unit_rows(two.meaning)
        for t in tiles:
            rows, columns = slice(self.top[t], bottom[t]), slice(self.left[t], right[t])
            for store, a, b in ((self._meaning, one.meaning, two.meaning), (self._wording, one.wording, two.wording)):
                image = self._tile(store, t)
                np.cumsum(a[rows] @ b[columns].T, axis=0, out=image[1:, 1:])
                np.cumsum(image[1:, 1:], axis=1, out=image[1:, 1:])
            cosines = unit_one[rows] @ unit_two[columns].T
            _keep_nearest(cosines, self.nearest_one[rows], 1)
            _keep_nearest(cosines, self.nearest_two[columns], 0)
            best_one.update(cosines, rows, columns)
            best_two.update(cosines.T, columns, rows)
        self.ratio = _length_ratio(one, two, best_one, best_two)
        self.raise_nearest(self.nearest_one, self.nearest_two)

    def __len__(self) -> int:
        """The cells of the table that are kept."""
        return int(self.offset[-1])

    def raise_nearest(self, one: np.ndarray, two: np.ndarray) -> None:
        """Raise `nearest_one` and `nearest_two` to these (n,) and (m,) where they are lower."""
        np.maximum(self.nearest_one, one, out=self.nearest_one)
        np.maximum(self.nearest_two, two, out=self.nearest_two)
        self.nearest_sums = tuple(
            running_sums(near * side.lengths)
            for near, side in ((self.nearest_one, self.one), (self.nearest_two, self.two))
        )

    def _tile(self, store: np.ndarray, t: int) -> np.ndarray:
        return store[self.offset[t] : self.offset[t + 1]].reshape(self.height[t], self.width[t])

    def tile_cosines(self, t: int, shapes: Shapes) -> np.ndarray:
        """Cosines (shapes, rows, columns) of all groups that start at the places of tile t, float32.

        They are 0 where the texts end before.
        """
        n, m = len(self.one), len(self.two)
        first, last = t * ROWS, min((t + 1) * ROWS, n)
        low, high = int(self.low[t]), int(min(self.high[t], m - 1))
        rows, columns = last - first, high - low + 1
        out = np.zeros((len(shapes.sizes), rows, columns), np.float32)
        image = self._tile(self._meaning, t)
        i, j = first - int(self.top[t]), low - int(self.left[t])
        for a in range(1, shapes.longest + 1):
            fit = min(rows, n - a + 1 - first)
            if fit <= 0:
                break
            stripe = image[i + a : i + a + fit] - image[i : i + fit]
            norms_one = self.one.meaning_norms[a, first + a : first + a + fit, None]
            for b in range(1, shapes.most[a - 1] + 1):
                wide = min(columns, m - b + 1 - low)
                if wide <= 0:
                    break
                dots = stripe[:, j + b : j + b + wide] - stripe[:, j : j + wide]
                norms_two = self.two.meaning_norms[b, None, low + b : low + b + wide]
                out[shapes.of[b - 1].start + a - 1, :fit, :wide] = dots / norms_one / norms_two
        return out

    def cosines(self, spans: Spans, tiles: np.ndarray, wording: bool = False) -> np.ndarray:
        """Cosines (candidates,) of the groups of each span; nan where a group is empty or its sentences no neighbours.

        Args:
            spans: The groups; those beyond the texts' ends are allowed.
            tiles: The tile from which each is read (candidates,), int.
            wording: Compare `Side.wording` instead of `Side.meaning`.
        """
        n, m = len(self.one), len(self.two)
        a, b = spans.i1 - spans.i0, spans.j1 - spans.j0
        good = (spans.i0 >= 0) & (spans.i1 <= n) & (spans.j0 >= 0) & (spans.j1 <= m)
        good &= (a > 0) & (b > 0) & (a <= self.one.reach) & (b <= self.two.reach)
        t = tiles[good]
        i0, i1 = spans.i0[good] - self.top[t], spans.i1[good] - self.top[t]
        j0, j1 = spans.j0[good] - self.left[t], spans.j1[good] - self.left[t]
        base, width = self.offset[t], self.width[t]
        store = self._wording if wording else self._meaning
        dots = store[base + i1 * width + j1] - store[base + i0 * width + j1]
        dots += store[base + i0 * width + j0] - store[base + i1 * width + j0]
        one = (self.one.wording_norms if wording else self.one.meaning_norms)[a[good], spans.i1[good]]
        two = (self.two.wording_norms if wording else self.two.meaning_norms)[b[good], spans.j1[good]]
        out = np.full(len(spans), np.nan)
        out[good] = np.where(np.isfinite(one) & np.isfinite(two), dots / one / two, np.nan)
        return out


class _Best:
    """For each of a side's n sentences the most similar one of the other side, among those seen so far."""

    def __init__(self, n: int) -> None:
        self.cosine, self.index = np.full(n, -2.0), np.zeros(n, int)

    def update(self, cosines: np.ndarray, mine: slice, others: slice) -> None:
        if not cosines.size:
            return
        best = cosines.argmax(1)
        high = cosines[np.arange(len(cosines)), best]
        better = high > self.cosine[mine]
        self.cosine[mine] = np.where(better, high, self.cosine[mine])
        self.index[mine] = np.where(better, best + others.start, self.index[mine])


def _length_ratio(one: Side, two: Side, best_one: _Best, best_two: _Best) -> float:
    """How many characters of the first side stand for one of the second.

    The median over the sentences that are each other's most similar, drawn towards 1 where these are few.
    """
    if not len(one) or not len(two):
        return 1.0
    mutual = np.flatnonzero(best_two.index[best_one.index] == np.arange(len(one)))
    if not len(mutual):
        return 1.0
    logs = np.log(one.lengths[mutual] / two.lengths[best_one.index[mutual]])
    return float(np.exp(np.median(logs) * len(mutual) / (len(mutual) + 5)))


def _keep_nearest(cosines: np.ndarray, kept: np.ndarray, axis: int) -> None:
    """Raise `kept` to the mean of the highest cosines of each row (axis 1) or column (axis 0)."""
    if not cosines.size:
        return
    count = min(_NEAREST, cosines.shape[axis])
    highest = np.partition(cosines, -count, axis=axis)
    highest = highest[:, -count:] if axis else highest[-count:]
    np.maximum(kept, highest.mean(axis), out=kept)
