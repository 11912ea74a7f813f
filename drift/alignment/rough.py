"""A rough score of links, and by it where in a long pair of texts to look.

The path is found on halved texts first; in the texts themselves only its surroundings are searched.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from drift.alignment.band import ROWS, Band
from drift.alignment.pruning import NEVER, Gaps, TileScorer, best_places
from drift.alignment.shapes import ALL, SHORT, Shapes
from drift.alignment.side import Side, halve

_WHOLE = 300_000  # a table of so many cells is searched whole
_MARGIN = 24  # places kept on either side of the path that the halved texts took


def find_band(one: Side, two: Side) -> Band:
    """The part of the table where the alignment is looked for; its size, and the work, grow linearly with the texts.

    As in Vecalign (Thompson and Koehn 2019, after Salvador and Chan 2007), each text is halved by adding up neighbours
    until the whole table is small.
    """
    n, m = len(one), len(two)
    tiles = -(-n // ROWS)
    if n * m <= _WHOLE or min(n, m) < 2 * ROWS:
        return Band(one, two, np.zeros(tiles, int), np.full(tiles, m))
    reached = 2 * coarse_path(find_band(halve(one), halve(two)))[np.arange(n + 1) // 2]
    return band_around(one, two, reached, np.minimum(reached + 2, m))


def band_around(one: Side, two: Side, first: np.ndarray, last: np.ndarray) -> Band:
    """The band around a path.

    Args:
        one: The first side, of n sentences.
        two: The second side, of m sentences.
        first: For each place of the first side the first place of the second that the path reaches with it (n + 1,).
        last: The last one (n + 1,).
    """
    n, m = len(one), len(two)
    begin = np.arange(-(-n // ROWS)) * ROWS
    end = np.minimum(begin + ROWS, n)
    low, high = np.maximum(first[begin] - _MARGIN, 0), np.minimum(last[end] + _MARGIN, m)
    low[0], high[-1] = 0, m
    return Band(one, two, np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))


def coarse_path(band: Band) -> np.ndarray:
    """The places (n + 1,) of the best path by the rough score, with at most two sentences to a side of a link."""
    return best_places(band, rough_score(band, SHORT), rough_gaps(band), SHORT)


def rough_score(band: Band, shapes: Shapes = ALL) -> TileScorer:
    """A rough score of every link in a tile, from cosine, margin and length: enough to drop the unlikely ones."""
    one, two = np.array(shapes.sizes).T
    bonus = -0.3 * np.maximum(one + two - 4, 0) - 2.0 * ((one > 1) & (two > 1))
    bonus[0] = 1.0
    bonus = bonus.astype(np.float32)[:, None, None]
    longest = shapes.longest

    def across(of_one: np.ndarray, of_two: np.ndarray) -> np.ndarray:
        """The sum of a number of each group of either side, for each pair of groups: (shapes, rows, columns), float32."""
        return np.asarray(of_one.astype(np.float32)[one - 1, :, None] + of_two.astype(np.float32)[two - 1, None, :])

    def score(t: int) -> np.ndarray:
        cosines = band.tile_cosines(t, shapes)
        rows, columns = cosines.shape[1:]
        i, j = t * ROWS, int(band.low[t])
        (near_one, long_one), (near_two, long_two) = (
            (1.5 * _ahead(sums, start, count, longest) / lengths, np.log(lengths * ratio))
            for sums, side, start, count, ratio in (
                (band.nearest_sums[0], band.one, i, rows, 1.0), (band.nearest_sums[1], band.two, j, columns, band.ratio),
            )
            for lengths in [_ahead(side.length_sums, start, count, longest)]
        )  # fmt: skip
        out = np.abs(across(long_one, -long_two))
        np.minimum(out, 2.5, out=out)
        out *= -3
        out -= across(near_one, near_two)
        out += 12 * cosines  # 9 cosine + 3 margin - 3 unevenness
        out += bonus
        out[cosines == 0] = NEVER
        return np.asarray(out)

    return cache(score)  # each tile is scored twice: from the start and from the end


def rough_gaps(band: Band) -> Gaps:
    """A rough score of every gap: the worse, the nearer a sentence is to some of the other side."""
    return Gaps(-2.5 * band.nearest_one, -2.5 * band.nearest_two)


def _ahead(sums: np.ndarray, start: int, count: int, sizes: int) -> np.ndarray:
    """From running sums, the sums over the next 1, 2, … entries from each place, to the end at most (sizes, count)."""
    places = np.arange(start, start + count)
    ends = np.minimum(places + np.arange(1, sizes + 1)[:, None], len(sums) - 1)
    return np.asarray(np.maximum(sums[ends] - sums[places], 1e-9))
