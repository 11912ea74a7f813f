"""Links while they are looked for: which are kept, which cross, and in what order they come out."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from drift.types import Link

_LINKING_BIAS = 0.7  # log odds a sentence by which the model prefers a link to a gap; taken off before a test of chance
_LEAST_SUPPORT = 0.5  # a passage none of whose links has so much is more likely no passage, whatever it gains


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link between sentences of the two sides, with what is known of it before all links are chosen.

    Attributes:
        sides: The sentences of either side (sorted indices).
        chance: How likely the link is, in [0, 1].
        gain: Its log odds against leaving all its sentences without a link.
        similarity: Cosine of the two sides.
        support: The share of all paths' weight in which its sentences are in some link.
        moved: Whether it stands elsewhere in the version's order.
    """

    sides: tuple[tuple[int, ...], tuple[int, ...]]
    chance: float = field(compare=False)
    gain: float = field(compare=False)
    similarity: float = field(compare=False)
    support: float = field(default=1.0, compare=False)
    moved: bool = False

    @property
    def is_discontinuous(self) -> bool:
        """Whether a sentence that is not in the link stands between two that are."""
        return any(side[-1] - side[0] >= len(side) for side in self.sides)


def free_sentences(n: int, links: Sequence[FoundLink], side: int) -> np.ndarray:
    """Those of a side's n sentences that no link holds, sorted (k,), int."""
    free = np.ones(n, bool)
    for link in links:
        free[list(link.sides[side])] = False
    return np.flatnonzero(free)


def compatible(links: Sequence[FoundLink], others: Sequence[FoundLink]) -> list[FoundLink]:
    """Those of `links` that share no sentence with `others`."""
    held = [{i for link in others for i in link.sides[side]} for side in (0, 1)]
    return [link for link in links if all(taken.isdisjoint(side) for taken, side in zip(held, link.sides, strict=True))]


def passages(links: Sequence[FoundLink]) -> Iterator[list[FoundLink]]:
    """Runs of links that follow each other on both sides, with at most two sentences between them."""
    passage: list[FoundLink] = []
    for link in links:
        if passage and not all(
            0 < new[0] - last[-1] <= 3 for new, last in zip(link.sides, passage[-1].sides, strict=True)
        ):
            yield passage
            passage = []
        passage.append(link)
    if passage:
        yield passage


def drop_chance_passages(links: Sequence[FoundLink], n: int, m: int) -> list[FoundLink]:
    """The links without the passages between long gaps that are no better than one to be expected there by chance.

    Such a passage gains less than the logarithm of the number of places in the gap around it, or its sentences are in a
    link in fewer than half of all readings.

    Args:
        links: In order.
        n: The sentences of the first side.
        m: The sentences of the second side.
    """
    kept = list(passages(links))
    while True:
        odds = []
        for k, passage in enumerate(kept):
            room = [1, 1]
            for side, size in enumerate((n, m)):
                before = kept[k - 1][-1].sides[side][-1] if k else -1
                after = kept[k + 1][0].sides[side][0] if k + 1 < len(kept) else size
                room[side] = after - before - 1
            gain = sum(link.gain - _LINKING_BIAS * sum(map(len, link.sides)) for link in passage)
            gain -= math.log(max(room[0] * room[1], 1))
            odds.append(gain if max(link.support for link in passage) >= _LEAST_SUPPORT else min(gain, -1.0))
        lost = {
            k
            for k, odd in enumerate(odds)
            if odd < 0 and odd == min(odds[max(k - 1, 0) : k + 2])  # its neighbours get its room and are tested again
        }
        if not lost:
            return [link for passage in kept for link in passage]
        kept = [passage for k, passage in enumerate(kept) if k not in lost]


def starts(links: Sequence[FoundLink]) -> np.ndarray:
    """The first sentence of either side of each link (links, 2), int."""
    return np.array([[side[0] for side in link.sides] for link in links], int).reshape(-1, 2)


def crosses(passage: Sequence[FoundLink], places: np.ndarray) -> bool:
    """Whether a passage crosses a link that starts at one of these places (links, 2)."""
    one, two = (side[0] for side in passage[0].sides)
    return bool(((places[:, 0] < one) != (places[:, 1] < two)).any())


def less_likely(link: FoundLink, odds: float) -> FoundLink:
    """The link with its chance times that of its passage, of which the log odds are given."""
    return replace(link, chance=link.chance / (1 + math.exp(-odds)))


def mark_moved(links: Sequence[FoundLink]) -> list[FoundLink]:
    """The links in the first side's order; moved are those outside of the heaviest set of which no two cross."""
    ordered = sorted(links, key=lambda link: link.sides)
    chain = heaviest_chain([link.sides[1][0] for link in ordered], [max(link.gain, 0.1) for link in ordered])
    return [replace(link, moved=k not in chain) for k, link in enumerate(ordered)]


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


def in_order(links: Sequence[FoundLink], n: int, m: int) -> tuple[Link, ...]:
    """The links, and a gap for every other sentence, in the first side's order.

    A gap of the second side comes after the link of the sentence that it follows. A link's confidence is its chance.

    Args:
        links: Each sentence is in one at most.
        n: The sentences of the first side.
        m: The sentences of the second side.
    """
    by_first = {
        found.sides[0][0]: Link(
            *found.sides, similarity=found.similarity, confidence=round(found.chance, 4), moved=found.moved
        )
        for found in links
    }
    linked = {i for found in links for i in found.sides[0]}
    by_first.update({i: Link((i,), ()) for i in range(n) if i not in linked})
    place_of = {j: found.sides[0][0] for found in links for j in found.sides[1]}
    after: dict[int, list[Link]] = {}
    place = -1
    for j in range(m):
        if j in place_of:
            place = place_of[j]
        else:
            after.setdefault(place, []).append(Link((), (j,)))
    return tuple(link for i in [-1, *sorted(by_first)] for link in ([by_first[i]] if i >= 0 else []) + after.get(i, []))
