"""Lineage: which version was made from which, when nobody says.

Versions that share more than their subject are kin. Among kin, each has the parent that costs least, all together: the
directed tree of least cost (Edmonds 1967), under the root that makes it least. Words that a copy has and its parent lacks
cost, the more if the root has them: what is lost cannot come back. Where the first of the kin has a copy that is too far
from it to be one, both have an unseen ancestor. How sure an edge is, is the share of bootstrap samples of the threads that
have it, too (Felsenstein 1985). docs/journey.md says what this has from stemmatology, and where it departs from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from drift.journey.making import Making
from drift.journey.rarity import rarities
from drift.journey.translationese import translationese
from drift.journey.wording import Wording, compare_wording
from drift.types import Descent, Lineage, Story

_RETURNED, _LOST, _INCONSISTENT = 2.0, 0.5, 1.0  # costs beside that of a new word
_RARE, _TRANSLATED = 20.0, 60.0  # what rare words and marks of translation of a root cost beside them
_INDEPENDENT = 0.65  # share of new words from which two texts share no more than their subject
_HOP = 0.3  # share of new words beyond which a text is told anew rather than made from the other
_MADE = 0.9  # likeness to what the engine makes of a version from which a copy was made from it
_ROOTS = 3  # candidates for the root that are tried in each sample
SAMPLES = 100

Parents = Mapping[int, int | tuple[int, ...] | None]
"""By version its parent: a version, an unseen ancestor, known by its children, or none."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a lineage is inferred from: wording, what each version costs as a root (K,), known parents, original, making."""

    wording: Wording
    rooting: np.ndarray
    known: Mapping[int, int]
    original: int | None
    making: Making | None

    def made(self, times: np.ndarray) -> np.ndarray:
        """How like each version (columns) is to what the engine makes of another (rows), 0 where none was named (K, K)."""
        return np.zeros_like(self.wording.foreign, float) if self.making is None else self.making.shares(times)


def is_to_infer(story: Story) -> bool:
    """Whether a story has a lineage that its routes do not tell."""
    return len(story.versions) > 2 and any(not v.parent and v.name != story.original for v in story.versions)


def infer(
    story: Story,
    seed: int = 0,
    wording: Wording | None = None,
    making: Making | None = None,
    samples: int = SAMPLES,
) -> Lineage | None:
    """The lineage of a story with threads and three versions or more; None for others.

    Parents that the routes tell are taken as they are. The original, where one is known, is made from none.

    Args:
        story: Its versions and threads.
        seed: For the bootstrap samples.
        wording: That of the story, if it is at hand.
        making: What the engine that made the copies makes of each version, if one is named.
        samples: How many bootstrap samples; they take most of the time. At least 1.
    """
    if len(story.versions) < 3 or not story.threads:
        return None
    names = [version.name for version in story.versions]
    known = {names.index(v.name): names.index(v.parent) for v in story.versions if v.parent}
    original = names.index(story.original) if story.original else None
    rooting = _RARE * rarities(story.versions) + _TRANSLATED * translationese(story.versions)
    facts = _Facts(wording or compare_wording(story), rooting, known, original, making)
    count = len(story.threads)
    found, roots = _parents(facts, np.ones(count), {})
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), samples)
    sampled = [_parents(facts, draw.astype(float), roots)[0] for draw in draws]
    return _named(found, sampled, names, known)


def _parents(
    facts: _Facts, times: np.ndarray, likely: Mapping[int, Sequence[int]]
) -> tuple[Parents, dict[int, list[int]]]:
    """The parent of each version, with thread t counted `times[t]` times, and by version the likeliest roots of its kin.

    Args:
        facts: What is known.
        times: How often each thread counts (T,).
        likely: The roots to try for the kin that a version is of; all of them where it is empty.
    """
    shares, made = facts.wording.shares(times), facts.made(times)
    parents: dict[int, int | tuple[int, ...] | None] = {}
    roots: dict[int, list[int]] = {}
    for kin in _kin(np.where(made >= _MADE, 0.0, shares), facts.known):
        tried = [facts.original] if facts.original in kin else [r for r in kin if r not in facts.known]
        tried = [root for root in tried if root in likely.get(kin[0], tried)] or tried
        tried = [root for root in tried if root == facts.original or made[:, root].max() < _MADE] or tried
        trees = sorted(
            (_tree(facts, times, shares, made, kin, root) for root in tried if root is not None), key=lambda t: t[0]
        )
        roots |= {version: [root for _, root, _ in trees[:_ROOTS]] for version in kin}
        _, root, edges = trees[0]
        parents |= {root: None, **edges}
        near = np.where(facts.wording.foreign, 0.0, shares)
        far = [
            c for c, p in edges.items()
            if p == root and c not in facts.known and near[root, c] > _HOP and made[root, c] < _MADE
        ]  # fmt: skip
        if far and root != facts.original:
            family = tuple(sorted((root, *far)))
            parents |= dict.fromkeys(family, family)
    return parents, roots


def _kin(shares: np.ndarray, known: Mapping[int, int]) -> list[list[int]]:
    """The versions in groups that share more than their subject, or that a route joins."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(shares)))
    graph.add_edges_from(zip(*np.nonzero(np.minimum(shares, shares.T) <= _INDEPENDENT), strict=True))
    graph.add_edges_from(known.items())
    return sorted(sorted(map(int, group)) for group in nx.connected_components(graph))


def _tree(
    facts: _Facts, times: np.ndarray, shares: np.ndarray, made: np.ndarray, kin: Sequence[int], root: int
) -> tuple[float, int, dict[int, int]]:
    """The cost of the best tree of some versions under a root, the root, and the parents of the others."""
    has, weighed = facts.wording.has, facts.wording.weight * times[facts.wording.thread]
    size = np.maximum(weighed @ has, 1.0)
    lacks, rooted = 1 - has, has[:, [root]]
    returned = lacks.T @ (has * rooted * weighed[:, None])
    lost = (has * (1 - rooted) * weighed[:, None]).T @ lacks
    inconsistent = np.tensordot(times, facts.wording.inconsistent, 1)
    beside = (_RETURNED * returned + _LOST * lost + _INCONSISTENT * inconsistent) / size[root]
    cost = shares * (size / size[root])[None, :] + np.where(facts.wording.foreign, 0.0, beside)
    cost = np.where(made >= _MADE, 1 - made, cost)
    graph = nx.DiGraph()
    graph.add_node(root)
    for copy in kin:
        for parent in kin:
            if parent != copy and copy != root and facts.known.get(copy, parent) == parent:
                graph.add_edge(parent, copy, weight=float(cost[parent, copy]))
    tree = nx.minimum_spanning_arborescence(graph)
    total = sum(weight for _, _, weight in tree.edges(data="weight"))
    return total + float(facts.rooting[root]), root, {copy: parent for parent, copy in tree.edges}


def _named(found: Parents, samples: Iterable[Parents], names: Sequence[str], known: Mapping[int, int]) -> Lineage:
    families = sorted({parent for parent in found.values() if isinstance(parent, tuple)})
    unseen = {family: f"?{number}" for number, family in enumerate(families, start=1)}
    samples = list(samples)
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
