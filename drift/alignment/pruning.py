"""Which links can be on a good path: two passes over all groups of the band, from either end.

A place (i, j) stands between sentences: i of the first side and j of the second lie before it. A path goes from (0, 0) to
(n, m) by links and by gaps of one sentence. All scores are logarithms; a path's is the sum of its steps'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from drift.alignment.band import ROWS, Band, Spans
from drift.alignment.shapes import Shapes
from drift.alignment.side import running_sums

NEVER = -1e30
TileScorer = Callable[[int], np.ndarray]  # tile -> scores (shapes, rows, columns) of the groups starting there


@dataclass(frozen=True, slots=True)
class Gaps:
    """The score of leaving each sentence without a link: of the first side (n,) and of the second (m,)."""

    one: np.ndarray
    two: np.ndarray


def likely_links(band: Band, score: TileScorer, gaps: Gaps, shapes: Shapes, slack: float) -> Spans:
    """The links whose best path scores at most `slack` below the best of all.

    Args:
        band: Where to look.
        score: The score of every link in a tile.
        gaps: The score of every gap.
        shapes: The links that there may be, those of the scores.
        slack: In the unit of the scores, natural logarithms.
    """
    ahead = _best_ahead(band, score, gaps, shapes)
    best = float(ahead[0][0, 0])
    found: list[np.ndarray] = []
    sizes = np.array(shapes.sizes)
    for t, here in _best_here(band, score, gaps, shapes):
        first, low = t * ROWS, int(band.low[t])
        scores = score(t)
        rows, columns = scores.shape[1:]
        good = np.zeros(scores.shape, bool)
        need = best - slack - here[:rows, :columns]
        for k, (a, b) in enumerate(shapes.sizes):
            np.greater_equal(scores[k] + ahead[t][a : a + rows, b : b + columns], need, out=good[k])
        shape, i, j = np.nonzero(good)
        one, two = sizes[shape].T
        order = np.lexsort((j, two, one, i))
        found.append(np.stack([first + i, first + i + one, low + j, low + j + two])[:, order])
    return Spans(*np.concatenate(found, axis=1))


def best_places(band: Band, score: TileScorer, gaps: Gaps, shapes: Shapes) -> np.ndarray:
    """The place (n + 1,) of the second side that the best path has reached after each sentence of the first."""
    ahead = _best_ahead(band, score, gaps, shapes)
    reached = np.zeros(len(band.one) + 1, int)
    for t, here in _best_here(band, score, gaps, shapes):
        through = here + ahead[t][: len(here), : here.shape[1]]
        reached[t * ROWS : t * ROWS + len(here)] = int(band.low[t]) + through.argmax(1)
    return reached


def _best_here(band: Band, score: TileScorer, gaps: Gaps, shapes: Shapes) -> Iterator[tuple[int, np.ndarray]]:
    """For each tile, its places (rows, columns): the score of the best path from the beginning to there."""
    inserted, sizes = running_sums(gaps.two), shapes.longest
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
        rows, columns = scores.shape[1:]
        for i, row in enumerate(here):
            np.maximum(arrived[i, :-sizes], taken[:-sizes], out=row)
            row -= there
            np.maximum.accumulate(row, out=row)
            row += there
            if i == rows:
                break
            steps = scores[:, i] + row[:columns]
            for b, (most, of) in enumerate(zip(shapes.most, shapes.of, strict=True), 1):
                part = arrived[i + 1 : i + 1 + most, b : b + columns]
                np.maximum(part, steps[of], out=part)
            taken[:-sizes] = row + gaps.one[t * ROWS + i]
        yield t, here


def _best_ahead(band: Band, score: TileScorer, gaps: Gaps, shapes: Shapes) -> list[np.ndarray]:
    """For each tile, the frame of its places: the score of the best path from there to the end."""
    inserted, sizes = running_sums(gaps.two), shapes.longest
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
        rows, columns = scores.shape[1:]
        steps = np.empty((len(shapes.sizes), columns))
        for i in range(len(inner) - 1, -1, -1):
            row = inner[i]
            if i < rows:
                np.maximum(row, frame[i + 1, :-sizes] + gaps.one[t * ROWS + i], out=row)
                for b, (most, of) in enumerate(zip(shapes.most, shapes.of, strict=True), 1):
                    np.add(scores[of, i], frame[i + 1 : i + 1 + most, b : b + columns], out=steps[of])
                np.maximum(row[:columns], steps.max(0), out=row[:columns])
            row += there
            np.maximum.accumulate(row[::-1], out=row[::-1])
            row -= there
    return frames


def _frame(band: Band, t: int, sizes: int) -> np.ndarray:
    """A number for each place of a tile, and of the `sizes` rows and columns after it: `NEVER` at first.

    The last place of the first side belongs to the last tile.
    """
    n = len(band.one)
    rows = min(ROWS, n - t * ROWS) + (t == len(band.low) - 1)
    return np.full((rows + sizes, int(band.high[t] - band.low[t]) + 1 + sizes), NEVER)
