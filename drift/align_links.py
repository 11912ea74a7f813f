"""Links while they are looked for: which stand, which cross, and in what order they come out."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from drift.types import Link

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Found:
    """A link between sentences (sorted indices) of the two sides; `gain` is its log odds against leaving them alone."""

    sides: tuple[tuple[int, ...], tuple[int, ...]]
    chance: float = field(compare=False)
    gain: float = field(compare=False)
    similarity: float = field(compare=False)
    moved: bool = False

    @property
    def has_hole(self) -> bool:
        return any(side[-1] - side[0] >= len(side) for side in self.sides)


def free_sentences(n: int, found: Sequence[Found], side: int) -> np.ndarray:
    """The sentences of a side, sorted, that no link holds."""
    import numpy as np

    free = np.ones(n, bool)
    for it in found:
        free[list(it.sides[side])] = False
    return np.flatnonzero(free)


def compatible(found: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Those of `found` that share no sentence with `others`."""
    held = [{i for it in others for i in it.sides[side]} for side in (0, 1)]
    return [it for it in found if all(taken.isdisjoint(side) for taken, side in zip(held, it.sides, strict=True))]


def passages(found: Sequence[Found]) -> Iterator[list[Found]]:
    """Runs of links that follow each other on both sides, with at most two sentences between them."""
    block: list[Found] = []
    for it in found:
        if block and not all(0 < new[0] - last[-1] <= 3 for new, last in zip(it.sides, block[-1].sides, strict=True)):
            yield block
            block = []
        block.append(it)
    if block:
        yield block


def crosses(block: Sequence[Found], found: Sequence[Found]) -> bool:
    """Whether a passage lies across links already found."""
    import numpy as np

    places = np.array([[side[0] for side in it.sides] for it in found], int).reshape(-1, 2)
    one, two = (side[0] for side in block[0].sides)
    return bool(((places[:, 0] < one) != (places[:, 1] < two)).any())


def mark_moved(found: Sequence[Found]) -> list[Found]:
    """The links in the first side's order; moved are those outside of the heaviest set of which no two cross."""
    ordered = sorted(found, key=lambda it: it.sides)
    chain = heaviest_chain([it.sides[1][0] for it in ordered], [max(it.gain, 0.1) for it in ordered])
    return [replace(it, moved=k not in chain) for k, it in enumerate(ordered)]


def heaviest_chain(places: Sequence[int], weights: Sequence[float]) -> set[int]:
    """The indices of the heaviest subsequence of rising `places`, all different.

    >>> sorted(heaviest_chain([5, 6, 1, 2, 3, 9], [1, 1, 1, 1, 1, 1]))
    [2, 3, 4, 5]
    >>> sorted(heaviest_chain([5, 6, 1, 2, 3, 9], [4, 1, 1, 1, 1, 1]))
    [0, 1, 5]
    """
    ends: list[tuple[int, float, int]] = []  # last place, weight and last index of chains; places and weights rise
    before: list[int] = []
    for k, (place, weight) in enumerate(zip(places, weights, strict=True)):
        at = bisect_left(ends, (place, -math.inf, -1))
        best = weight + (ends[at - 1][1] if at else 0.0)
        before.append(ends[at - 1][2] if at else -1)
        stop = at
        while stop < len(ends) and ends[stop][1] <= best:
            stop += 1
        ends[at:stop] = [(place, best, k)]
    chain: set[int] = set()
    k = ends[-1][2] if ends else -1
    while k >= 0:
        chain.add(k)
        k = before[k]
    return chain


def in_order(found: Sequence[Found], n: int, m: int) -> tuple[Link, ...]:
    """Links, and a gap for every other sentence: in the first side's order, a gap of the second side after the link of
    the sentence that it follows."""
    links = {
        it.sides[0][0]: Link(*it.sides, similarity=it.similarity, confidence=round(it.chance, 4), moved=it.moved)
        for it in found
    }
    linked = {i for it in found for i in it.sides[0]}
    links.update({i: Link((i,), ()) for i in range(n) if i not in linked})
    place_of = {j: it.sides[0][0] for it in found for j in it.sides[1]}
    after: dict[int, list[Link]] = {}
    place = -1
    for j in range(m):
        if j in place_of:
            place = place_of[j]
        else:
            after.setdefault(place, []).append(Link((), (j,)))
    return tuple(link for i in [-1, *sorted(links)] for link in ([links[i]] if i >= 0 else []) + after.get(i, []))
