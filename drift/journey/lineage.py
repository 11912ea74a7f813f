"""Lineage: which version was made from which, when nobody says.

Each version has the parent from which it is told in fewest words of its own, all versions together: the directed tree of
least cost (Edmonds 1967). The cost of a step is what `drift.journey.wording` counts. What no version of the story comes
near is independent; where two come near each other and neither is made of the other, they have an unseen ancestor. How sure
an edge is, is the share of bootstrap samples of the threads that have it, too (Felsenstein 1985). docs/journey.md says what
this has from stemmatology, and where it departs from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx
import numpy as np

from drift.journey.wording import Wording, compare_wording
from drift.types import Descent, Lineage, Story

_INCONSISTENT, _RETURNED = 1.0, 2.0  # costs beside that of a new word
_INDEPENDENT = 0.65  # share of new words from which two texts share no more than their subject
_HOP = 0.3  # share of new words beyond which a text is told anew rather than made from the other
SAMPLES = 100

Parents = Mapping[int, int | tuple[int, ...] | None]
"""By version its parent: a version, an unseen ancestor, known by its children, or none."""


def infer(story: Story, seed: int = 0, wording: Wording | None = None) -> Lineage | None:
    """The lineage of a story with threads and three versions or more; None for others.

    Parents that the routes tell are taken as they are. The original, where one is known, is made from none.

    Args:
        story: Its versions and threads.
        seed: For the bootstrap samples.
        wording: That of the story, if it is at hand.
    """
    if len(story.versions) < 3 or not story.threads:
        return None
    names = [version.name for version in story.versions]
    known = {names.index(v.name): names.index(v.parent) for v in story.versions if v.parent}
    root = names.index(story.original) if story.original else None
    wording = compare_wording(story) if wording is None else wording
    count = len(story.threads)
    found = _parents(wording, np.ones(count), known, root)
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), SAMPLES)
    samples = [_parents(wording, draw.astype(float), known, root) for draw in draws]
    return _named(found, samples, names, known)


def _parents(wording: Wording, times: np.ndarray, known: Mapping[int, int], root: int | None) -> Parents:
    """The parent of each version, with thread t counted `times[t]` times."""
    size = times @ wording.size
    novel, inconsistent, returned = (
        np.tensordot(times, part, 1) for part in (wording.novel, wording.inconsistent, wording.returned)
    )
    cost = novel + _INCONSISTENT * inconsistent + _RETURNED * returned
    share = novel / np.maximum(size, 1.0)[None, :]
    parents: dict[int, int | tuple[int, ...] | None] = dict(_tree(cost, known, root))
    for copy, parent in sorted(parents.items()):
        if isinstance(parent, int) and copy not in known and share[parent, copy] > _INDEPENDENT:
            parents[copy] = None
    for top in [version for version, parent in parents.items() if parent is None and version != root]:
        apart = [c for c, p in parents.items() if p == top and c not in known and share[top, c] > _HOP]
        if apart and top not in known:
            family = tuple(sorted((top, *apart)))
            parents |= dict.fromkeys(family, family)
    return parents


def _tree(cost: np.ndarray, known: Mapping[int, int], root: int | None) -> Iterator[tuple[int, int | None]]:
    """The tree of least cost over all versions, as versions and their parents."""
    versions = range(len(cost))
    graph = nx.DiGraph()
    start = -1
    far = float(cost.sum()) + 1.0  # so that no more than one version has no parent
    for copy in versions:
        if root in (None, copy) and copy not in known:
            graph.add_edge(start, copy, weight=far)
        for parent in versions:
            if parent != copy and copy != root and known.get(copy, parent) == parent:
                graph.add_edge(parent, copy, weight=float(cost[parent, copy]))
    for parent, copy in nx.minimum_spanning_arborescence(graph).edges:
        yield copy, None if parent == start else parent


def _named(found: Parents, samples: list[Parents], names: list[str], known: Mapping[int, int]) -> Lineage:
    families = sorted({parent for parent in found.values() if isinstance(parent, tuple)})
    unseen = {family: f"?{number}" for number, family in enumerate(families, start=1)}
    descents = []
    for copy, parent in sorted(found.items()):
        if parent is None:
            continue
        times = sum(_agree(copy, parent, sample) for sample in samples)
        name = names[parent] if isinstance(parent, int) else unseen[parent]
        descents.append(Descent(name, names[copy], times / len(samples), copy in known))
    return Lineage(tuple(descents), tuple(unseen.values()))


def _agree(copy: int, parent: int | tuple[int, ...], sample: Parents) -> bool:
    """Whether a sample has the copy's parent; an unseen one if it has another child of it besides."""
    other = sample[copy]
    if isinstance(parent, tuple):
        return isinstance(other, tuple) and len(set(parent) & set(other)) > 1
    return other == parent
