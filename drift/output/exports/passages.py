"""What belongs together in all versions of a story: links of all comparisons that share a sentence are one passage."""

from __future__ import annotations

from dataclasses import dataclass

from drift.types import Story, Version

_Node = tuple[str, int]  # a version's name and a sentence of it


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences of each version, by its name, that a passage has; `begins_paragraph` goes by the base's line breaks."""

    sentences: dict[str, tuple[int, ...]]
    begins_paragraph: bool = False

    def text(self, version: Version) -> str:
        """What a version has for it, "" if nothing."""
        return version.passage(self.sentences.get(version.name, ()))


def passages(story: Story) -> list[Passage]:
    """All passages of a story in the order of its base, the original or else its first version.

    Every sentence that counts is in just one. What the base lacks follows what it follows in its own version.
    """
    order = [*filter(lambda v: v.name == story.original, story.versions)]
    order += [version for version in story.versions if version.name != story.original]
    leaders = _leaders(story)
    members: dict[_Node, dict[str, list[int]]] = {}
    placed: list[_Node] = []
    for version in order:
        at = 0
        for index, sentence in enumerate(version.sentences):
            if sentence.set_aside or not sentence.text:
                continue
            leader = leaders.get((version.name, index), (version.name, index))
            if leader in members:
                at = _place(placed, leader, at) + 1
            else:
                members[leader] = {}
                placed.insert(at, leader)
                at += 1
            members[leader].setdefault(version.name, []).append(index)
    return [
        Passage(
            {name: tuple(sentences) for name, sentences in members[leader].items()}, _breaks(order[0], members[leader])
        )
        for leader in placed
    ]


def _place(placed: list[_Node], leader: _Node, at: int) -> int:
    """Where a passage is; it is looked for first where it should be."""
    try:
        return placed.index(leader, at)
    except ValueError:
        return placed.index(leader)


def _leaders(story: Story) -> dict[_Node, _Node]:
    """Each linked sentence's passage, named by one of its sentences (union by path compression)."""
    parents: dict[_Node, _Node] = {}

    def find(node: _Node) -> _Node:
        parents.setdefault(node, node)
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    for comparison in story.comparisons:
        for link in comparison.links:
            nodes = [(comparison.original, i) for i in link.original] + [(comparison.version, i) for i in link.version]
            for node in nodes[1:]:
                parents[find(node)] = find(nodes[0])
    return {node: find(node) for node in parents}


def _breaks(base: Version, members: dict[str, list[int]]) -> bool:
    """Whether a passage is the first of a paragraph of the base."""
    first = min(members.get(base.name, [0]), default=0)
    if not first or base.name not in members:
        return base.name in members
    return "\n" in base.text[base.sentences[first - 1].end : base.sentences[first].start]
