"""Discontinuous links: a sentence without a partner may stand between two that belong to one link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from drift.alignment.links import FoundLink
from drift.alignment.side import unit_rows

_WEAK = 0.6  # a sentence within a link may be out of place if its cosine is less than this share of the others' mean


def interrupting(
    links: Sequence[FoundLink], vectors: Sequence[np.ndarray], nearest: Sequence[np.ndarray]
) -> tuple[set[int], set[int]]:
    """The sentences of either side without which their neighbours may be better linked.

    These are single gaps, of two neighbouring gaps the one that is less like anything, and within a link the sentence
    that agrees least with its other side.

    Args:
        links: In order.
        vectors: Of either side, centred (n, d).
        nearest: For each sentence of either side its similarity to what it is most like (n,).
    """
    out: tuple[set[int], set[int]] = (set(), set())
    for side, (here, there) in enumerate((vectors, vectors[::-1])):
        held = {i for link in links for i in link.sides[side]}
        for run in _runs([i for i in range(len(here)) if i not in held]):
            if len(run) <= 2:
                out[side].add(run[int(nearest[side][run].argmin())])
        for link in links:
            group = link.sides[side]
            if len(group) < 3:
                continue
            other = unit_rows(there[list(link.sides[1 - side])].sum(0))
            cosines = unit_rows(here[list(group)]) @ other
            weakest = int(cosines[1:-1].argmin()) + 1
            if cosines[weakest] < _WEAK * float(np.delete(cosines, weakest).mean()):
                out[side].add(group[weakest])
    return out


def take_discontinuous(before: Sequence[FoundLink], after: Sequence[FoundLink]) -> list[FoundLink]:
    """The links `before`, but where those `after` are discontinuous and gain more, these.

    Args:
        before: Links in order.
        after: Links in order that were found with the interrupting sentences left out.
    """
    old, new = set(before) - set(after), set(after) - set(before)
    out = [link for link in before if link not in old]
    for was, now in _overlapping(old, new):
        better = sum(link.gain for link in now) > sum(link.gain for link in was)
        out += now if better and any(link.is_discontinuous for link in now) else was
    return sorted(out, key=lambda link: link.sides)


def _overlapping(old: set[FoundLink], new: set[FoundLink]) -> Iterator[tuple[list[FoundLink], list[FoundLink]]]:
    """The links of both sets in connected components, where links that share a sentence are connected."""
    holders: dict[tuple[int, int], list[FoundLink]] = {}
    for link in [*old, *new]:
        for side in (0, 1):
            for i in link.sides[side]:
                holders.setdefault((side, i), []).append(link)
    seen: set[FoundLink] = set()
    for first in sorted([*old, *new], key=lambda link: link.sides):
        component, todo = [], [first]
        while todo:
            link = todo.pop()
            if link in seen:
                continue
            seen.add(link)
            component.append(link)
            todo += [other for side in (0, 1) for i in link.sides[side] for other in holders[side, i]]
        yield [link for link in component if link in old], [link for link in component if link in new]


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Sorted places in runs without a hole.

    >>> list(_runs([1, 2, 5]))
    [[1, 2], [5]]
    """
    run: list[int] = []
    for i in places:
        if run and i != run[-1] + 1:
            yield run
            run = []
        run.append(i)
    if run:
        yield run
