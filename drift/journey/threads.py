"""Threads: one sentence followed through all versions, put together from the links of each version with each other.

Sentences are joined along the links, the surest first. Two threads are made one where the links of all their versions,
weighed by confidence, speak more for it than against; it is greedy additive edge contraction (Keuper et al. 2015) for
correlation clustering (Bansal, Blum and Chawla 2004), with the links' confidences as the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from drift.types import Link, Story, Thread, Version

_APART = -0.5  # what it says of two sentences of a version that no link joins them
_UNSAID = 0.25  # against one thread for sentences of two versions that have no counterpart in each other at all

Links = Mapping[tuple[str, str], Sequence[Link]]  # by the names of the two versions, in either order, each pair once
Node = tuple[str, int]  # a version and the index of one of its sentences


class Group:
    """Sentences that are one thread so far, by version."""

    def __init__(self, name: str, sentence: int) -> None:
        self.sentences: dict[str, set[int]] = {name: {sentence}}

    def take(self, other: Group) -> None:
        """Take in the sentences of another."""
        for name, sentences in other.sentences.items():
            self.sentences.setdefault(name, set()).update(sentences)

    def __iter__(self) -> Iterator[Node]:
        return ((name, i) for name, sentences in self.sentences.items() for i in sentences)


class Evidence:
    """What the links say of two sentences.

    Attributes:
        aligned: The pairs of versions that were held against each other, both ways round; others say nothing.
        counterparts: For a sentence and another version the sentences that it is linked to there, and the confidence.
        joined: For two sentences of one version, lower index first, the confidence of the surest link that joins them.
    """

    def __init__(self, links: Links) -> None:
        self.aligned = {pair for left, right in links for pair in ((left, right), (right, left))}
        self.counterparts: dict[tuple[str, int, str], tuple[tuple[int, ...], float]] = {}
        self.joined: dict[tuple[str, int, int], float] = {}
        for (left, right), found in links.items():
            for link in found:
                if link.is_gap:
                    continue
                for name, own, other, theirs in (
                    (left, link.original, right, link.version),
                    (right, link.version, left, link.original),
                ):
                    for i in own:
                        self.counterparts[name, i, other] = theirs, link.confidence
                    for i, j in combinations(sorted(own), 2):
                        self.joined[name, i, j] = max(link.confidence, self.joined.get((name, i, j), 0.0))

    def for_one(self, one: Group, two: Group) -> float:
        """How far the links speak for making two groups one thread; below 0 they speak against it."""
        said = 0.0
        for name, own in sorted(one.sentences.items()):
            for other, theirs in sorted(two.sentences.items()):
                if name == other:
                    said += max(self._of_neighbours(name, i, j) for i in own for j in theirs)
                elif (name, other) in self.aligned and not (name in two.sentences and other in one.sentences):
                    # Where both have the other, too, their sentences of one version have had their say.
                    said += self._of_versions(name, own, other, theirs)
        return said

    def _of_neighbours(self, name: str, i: int, j: int) -> float:
        """How sure it is that two sentences of a version belong together; a link likelier wrong than right is against it."""
        confidence = self.joined.get((name, min(i, j), max(i, j)))
        return _APART if confidence is None else max(_APART, 2 * confidence - 1)

    def _of_versions(self, name: str, own: Iterable[int], other: str, theirs: set[int]) -> float:
        """The confidence that sentences of two versions are counterparts, negative if they have others."""
        found = [self.counterparts.get((name, i, other), ((), 0.0)) for i in own]
        if linked := [confidence for at, confidence in found if theirs.intersection(at)]:
            return max(linked)
        back = [self.counterparts.get((other, j, name), ((), 0.0)) for j in theirs]
        return -max(_UNSAID, *(confidence for _, confidence in [*found, *back]))


def thread_up(story: Story, links: Links) -> tuple[Thread, ...]:
    """The threads of a story: each sentence that is not set aside is in exactly one.

    The order of the versions has no influence. The threads come in reading order: that of the original, or else of the
    version with the most sentences, and what it lacks after what precedes it in the others.

    Args:
        story: Its versions are split.
        links: Those of the pairs of versions that were aligned: all, or enough to lead from each version to each.
    """
    texts = {version.name: version for version in story.versions}
    groups: dict[Node, Group] = {}
    for version in story.versions:
        for i, sentence in enumerate(version.sentences):
            if sentence.text and not sentence.set_aside:
                groups[version.name, i] = Group(version.name, i)
    evidence = Evidence(links)
    waiting = sorted(_joins(links, texts), key=lambda join: join[0])
    while True:
        left = [(key, nodes) for key, nodes in waiting if not _join(nodes, groups, evidence)]
        if len(left) == len(waiting):
            return tuple(
                Thread({name: tuple(sorted(group.sentences[name])) for name in sorted(group.sentences)})
                for group in _in_order(story, groups)
            )
        waiting = left


def _joins(links: Links, texts: Mapping[str, Version]) -> Iterator[tuple[tuple[object, ...], list[Node]]]:
    """The sentences of each link, with a key that puts the surest first whatever the versions are called."""
    for (left, right), found in links.items():
        for link in found:
            sides = sorted(
                (
                    (texts[left].passage(link.original), link.original, left),
                    (texts[right].passage(link.version), link.version, right),
                )
            )
            nodes = [(name, i) for _, at, name in sides for i in at]
            if not link.is_gap:
                yield (-round(link.confidence, 6), sides), nodes


def _join(nodes: Sequence[Node], groups: dict[Node, Group], evidence: Evidence) -> bool:
    """Make one thread of those of a link's sentences for which that is right, and say whether it is all of them."""
    while True:
        apart = list({id(groups[node]): groups[node] for node in nodes}.values())
        if len(apart) == 1:
            return True
        scores = [(evidence.for_one(one, two), one, two) for one, two in combinations(apart, 2)]
        score, one, two = max(scores, key=lambda found: found[0])
        if score <= 0:
            return False
        one.take(two)
        for node in two:
            groups[node] = one


def _in_order(story: Story, groups: Mapping[Node, Group]) -> list[Group]:
    """The groups in reading order."""
    sizes = {v.name: sum((v.name, i) in groups for i in range(len(v.sentences))) for v in story.versions}
    names = sorted(sizes, key=lambda name: (name != story.original, -sizes[name], name))
    order: list[Group] = []
    for name in names:
        last: Group | None = None
        places = {id(group): place for place, group in enumerate(order)}
        after: dict[int, list[Group]] = {}
        seen: set[int] = set()
        for _, i in sorted(node for node in groups if node[0] == name):
            group = groups[name, i]
            if id(group) in places:
                last = group
            elif id(group) not in seen:
                after.setdefault(-1 if last is None else places[id(last)], []).append(group)
                seen.add(id(group))
        order = [*after.get(-1, []), *(g for place, own in enumerate(order) for g in [own, *after.get(place, [])])]
    return order
