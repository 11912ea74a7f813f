"""A version laid out in the original's order: once it is known which passages have moved, all can be read in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from drift.alignment.links import FoundLink, free_sentences
from drift.alignment.side import unit_rows


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The sentences of either side that are read, in the order in which they are: `one` (n,) and `two` (m,), int."""

    one: np.ndarray
    two: np.ndarray

    def placed(self, links: Sequence[FoundLink]) -> list[FoundLink]:
        """Links between these sentences with their places in this order instead, sorted."""
        places = [{i: place for place, i in enumerate(side.tolist())} for side in (self.one, self.two)]
        return sorted((_renumbered(link, *places) for link in links), key=lambda link: link.sides)

    def restored(self, links: Sequence[FoundLink]) -> list[FoundLink]:
        """The links of which these are the places."""
        sentences = [dict(enumerate(side.tolist())) for side in (self.one, self.two)]
        return [_renumbered(link, *sentences) for link in links]

    def path(self, links: Sequence[FoundLink]) -> tuple[np.ndarray, np.ndarray]:
        """The path along these links, from `path_along`."""
        return path_along(self.placed(links), np.arange(len(self.one)), np.arange(len(self.two)))


def arrange(links: Sequence[FoundLink], vectors: Sequence[np.ndarray]) -> Arrangement:
    """The second side's sentences in the order of their partners.

    Sentences without a partner stay with the link that they follow or that follows them: where these two have come
    apart, a run of such sentences is cut where both parts are most like what stands beside them on the first side.
    Those of discontinuous links are left out.

    Args:
        links: At least one; no two share a sentence.
        vectors: Of either side, centred (n, d) and (m, d).
    """
    apart = [link for link in links if link.is_discontinuous]
    one, free = (free_sentences(len(side), apart, k) for k, side in enumerate(vectors))
    order = _order(links, vectors)
    return Arrangement(one, order[np.isin(order, free)])


def path_along(links: Sequence[FoundLink], one_kept: np.ndarray, two_kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places of the second side that links in order let a path take with each place of the first.

    Args:
        links: In order.
        one_kept: The kept sentences of the first side (k,), int, sorted.
        two_kept: Those of the second.

    Returns:
        The first and the last such place (k + 1,), counted among the kept sentences.
    """
    ends = np.array([[side[-1] + 1 for side in link.sides] for link in links], int).reshape(-1, 2)
    begins = np.array([[side[0] for side in link.sides] for link in links], int).reshape(-1, 2)
    places = np.append(one_kept, one_kept[-1] + 1)
    before = np.searchsorted(ends[:, 0], places, "right")
    after = np.searchsorted(begins[:, 0], places, "left")
    first = np.append(0, ends[:, 1])[before]
    last = np.append(begins[:, 1], two_kept[-1] + 1)[after]
    return np.searchsorted(two_kept, first), np.searchsorted(two_kept, np.maximum(first, last))


def _beside(links: Sequence[FoundLink], n: int) -> list[tuple[list[int], list[int]]]:
    """For each link its sentences of the first side with the free ones before it, and with those after it."""
    free = free_sentences(n, links, 0)
    ends = [-1, *(link.sides[0][-1] for link in links), n]
    begins = [link.sides[0][0] for link in links] + [n]
    out = []
    for k, link in enumerate(links):
        before, after = (free[(free > a) & (free < b)] for a, b in ((ends[k], begins[k]), (ends[k + 1], begins[k + 1])))
        out.append(([*before.tolist(), *link.sides[0]], [*link.sides[0], *after.tolist()]))
    return out


def _order(links: Sequence[FoundLink], vectors: Sequence[np.ndarray]) -> np.ndarray:
    """All sentences of the second side (m,), int, in the order of their partners."""
    ordered = sorted(links, key=lambda link: link.sides)
    beside = _beside(ordered, len(vectors[0]))
    holder = np.full(len(vectors[1]), -1)
    for k, link in enumerate(ordered):
        holder[list(link.sides[1])] = k
    linked = np.flatnonzero(holder >= 0)
    blocks: list[list[int]] = [[] for _ in ordered]
    blocks[holder[linked[0]]] += range(linked[0])
    for at, after in zip(linked, np.append(linked[1:], len(holder)), strict=True):
        first = holder[at]
        last = holder[after] if after < len(holder) else first
        run = np.arange(at + 1, after)
        cut = len(run)
        if len(run) and last not in (first, first + 1):
            likeness = [
                (unit_rows(vectors[1][run]) @ unit_rows(vectors[0][places]).T).max(1)
                for places in (beside[first][1], beside[last][0])
            ]
            sums = [np.concatenate([[0.0], np.cumsum(part)]) for part in likeness]
            cut = int((sums[0] + sums[1][-1] - sums[1]).argmax())
        blocks[first] += [int(at), *run[:cut].tolist()]
        blocks[last] += run[cut:].tolist()
    return np.array([j for block in blocks for j in block], int)


def _renumbered(link: FoundLink, one: Mapping[int, int], two: Mapping[int, int]) -> FoundLink:
    """The link with other numbers for its sentences."""
    return replace(link, sides=(tuple(one[i] for i in link.sides[0]), tuple(two[j] for j in link.sides[1])))
