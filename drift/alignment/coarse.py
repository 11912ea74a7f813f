"""Where in a long pair of texts to look: the path is found on halved texts first, then only its surroundings count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drift.alignment.band import ROWS, Band
from drift.alignment.model import quick_gaps, quick_score
from drift.alignment.path import best_places
from drift.alignment.side import Side, halve

if TYPE_CHECKING:
    import numpy as np

_WHOLE = 300_000  # a table of so many cells is searched whole
_MARGIN = 24  # places kept on either side of the path that the halved texts took


def find_band(one: Side, two: Side) -> Band:
    """The part of the table where the alignment lies; its size, and the work, grow linearly with the texts.

    As in Vecalign (Thompson and Koehn 2019, after Salvador and Chan 2007), each text is halved by adding up neighbours
    until the whole table is small.
    """
    import numpy as np

    n, m = len(one), len(two)
    tiles = -(-n // ROWS)
    if n * m <= _WHOLE or min(n, m) < 2 * ROWS:
        return Band(one, two, np.zeros(tiles, int), np.full(tiles, m))
    reached = 2 * coarse_path(find_band(halve(one), halve(two)))[np.arange(n + 1) // 2]
    return band_around(one, two, reached, np.minimum(reached + 2, m))


def band_around(one: Side, two: Side, first: np.ndarray, last: np.ndarray) -> Band:
    """The band about a path that reaches the places [first[i], last[i]] (n + 1,) of the second side with place i."""
    import numpy as np

    n, m = len(one), len(two)
    begin = np.arange(-(-n // ROWS)) * ROWS
    end = np.minimum(begin + ROWS, n)
    low, high = np.maximum(first[begin] - _MARGIN, 0), np.minimum(last[end] + _MARGIN, m)
    low[0], high[-1] = 0, m
    return Band(one, two, np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))


def coarse_path(band: Band) -> np.ndarray:
    """`best_places` of the rough path: at most two sentences to a side of a link."""
    return best_places(band, quick_score(band, 2), quick_gaps(band), 2)
