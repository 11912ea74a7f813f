"""Links across a stranger: a sentence that belongs to nothing may stand between two that belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from drift.alignment.arrays import unit
from drift.alignment.links import Found

if TYPE_CHECKING:
    import numpy as np

_WEAK = 0.6  # a sentence within a link that agrees with the other side less than this share of its fellows is a suspect


def strangers(
    found: Sequence[Found], vectors: Sequence[np.ndarray], nearest: Sequence[np.ndarray]
) -> tuple[set[int], set[int]]:
    """The sentences of either side without which their neighbours may be better linked: lone gaps, the one of two gaps
    that is less like anything, and those within a link that agree least with its other side.

    `vectors` (n, d) of either side are centred, `nearest` (n,) is each sentence's likeness to what it is most like.
    """
    import numpy as np

    out: tuple[set[int], set[int]] = (set(), set())
    for side, (here, there) in enumerate((vectors, vectors[::-1])):
        held = {i for it in found for i in it.sides[side]}
        for run in _runs([i for i in range(len(here)) if i not in held]):
            if len(run) <= 2:
                out[side].add(run[int(nearest[side][run].argmin())])
        for it in found:
            group = it.sides[side]
            if len(group) < 3:
                continue
            other = unit(there[list(it.sides[1 - side])].sum(0))
            cosines = unit(here[list(group)]) @ other
            weakest = int(cosines[1:-1].argmin()) + 1
            if cosines[weakest] < _WEAK * float(np.delete(cosines, weakest).mean()):
                out[side].add(group[weakest])
    return out


def across(before: Sequence[Found], after: Sequence[Found]) -> list[Found]:
    """The links `before`, but those `after`, found with the strangers out of the way, where they reach across one and
    gain more."""
    old, new = set(before) - set(after), set(after) - set(before)
    out = [it for it in before if it not in old]
    for was, now in _knots(old, new):
        better = sum(it.gain for it in now) > sum(it.gain for it in was)
        out += now if better and any(it.has_hole for it in now) else was
    return sorted(out, key=lambda it: it.sides)


def _knots(old: set[Found], new: set[Found]) -> Iterator[tuple[list[Found], list[Found]]]:
    """The differing links, in sets that share sentences."""
    holders: dict[tuple[int, int], list[Found]] = {}
    for it in [*old, *new]:
        for side in (0, 1):
            for i in it.sides[side]:
                holders.setdefault((side, i), []).append(it)
    seen: set[Found] = set()
    for first in sorted([*old, *new], key=lambda it: it.sides):
        knot, todo = [], [first]
        while todo:
            it = todo.pop()
            if it in seen:
                continue
            seen.add(it)
            knot.append(it)
            todo += [x for side in (0, 1) for i in it.sides[side] for x in holders[side, i]]
        yield [it for it in knot if it in old], [it for it in knot if it in new]


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for i in places:
        if run and i != run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run
