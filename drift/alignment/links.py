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

_HOPE = 0.7  # log odds for a sentence by which the model would rather link it than leave it alone: hope is no evidence
_LEAST_SUPPORT = (
    0.5  # a lonely passage whose sentences are rather left alone, in most readings, is a reading of nothing
)


@dataclass(frozen=True, slots=True)
class Found:
    """A link between sentences (sorted indices) of the two sides; `gain` is its log odds against leaving them alone,
    `support` the share of all readings in which they are in some link."""

    sides: tuple[tuple[int, ...], tuple[int, ...]]
    chance: float = field(compare=False)
    gain: float = field(compare=False)
    similarity: float = field(compare=False)
    support: float = field(default=1.0, compare=False)
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


def without_chance_finds(found: Sequence[Found], n: int, m: int) -> list[Found]:
    """The links but for passages so lonely among gaps that as good a one may be expected there by chance: whose gain is
    less than the logarithm of the number of places in the gap about them, or that can be read in many ways."""
    kept = list(passages(found))
    while True:
        odds = []
        for k, block in enumerate(kept):
            room = [1, 1]
            for side, size in enumerate((n, m)):
                before = kept[k - 1][-1].sides[side][-1] if k else -1
                after = kept[k + 1][0].sides[side][0] if k + 1 < len(kept) else size
                room[side] = after - before - 1
            gain = sum(it.gain - _HOPE * sum(map(len, it.sides)) for it in block) - math.log(max(room[0] * room[1], 1))
            odds.append(gain if max(it.support for it in block) >= _LEAST_SUPPORT else min(gain, -1.0))
        lost = {
            k
            for k, odd in enumerate(odds)
            if odd < 0 and odd == min(odds[max(k - 1, 0) : k + 2])  # its neighbours get its room, and are asked again
        }
        if not lost:
            return [it for block in kept for it in block]
        kept = [block for k, block in enumerate(kept) if k not in lost]


def starts(found: Sequence[Found]) -> np.ndarray:
    """(links, 2): the first sentence of either side."""
    import numpy as np

    return np.array([[side[0] for side in it.sides] for it in found], int).reshape(-1, 2)


def crosses(block: Sequence[Found], places: np.ndarray) -> bool:
    """Whether a passage lies across links that start at these places."""
    one, two = (side[0] for side in block[0].sides)
    return bool(((places[:, 0] < one) != (places[:, 1] < two)).any())


def less_sure(it: Found, odds: float) -> Found:
    """The link of a passage of which these are the log odds that it is one at all."""
    return replace(it, chance=it.chance / (1 + math.exp(-odds)))


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
