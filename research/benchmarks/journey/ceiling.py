"""How well the lineage could be told by who has the translator: each version is sent through it again, by every route.

A copy is, but for an editor's hand, what its parent gives. This is no method that one has where the copies are a stranger's;
it says which share of the parents the texts leave open, and which share only the ignorance of the translator does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import networkx as nx

from drift.retranslation import load_engine
from drift.retranslation.cached import MANY, translate_unique
from drift.retranslation.languages import find_direction
from drift.runtime.translation_cache import TranslationCache
from research.benchmarks.journey.trees import ROUTES, Tree

Edges = list[tuple[str, str]]
Again = Mapping[tuple[str, ...], Mapping[str, str]]  # by route, of each sentence what it gives

MADE = 0.9  # likeness of a copy to what a version gives, below which it was made from none that is left


def sent_again(stories: Iterable[Tree], cache: Path) -> Again:
    """Every sentence of the stories through every route that their copies may have gone.

    Args:
        stories: Those of `trees.trees`.
        cache: The folder in which translations are kept.
    """
    engine, kept = load_engine("apertium"), TranslationCache(cache / "translations.sqlite")
    sentences = sorted({s for tree in stories for text in tree.texts.values() for s in text.split("\n\n")})
    found: dict[tuple[str, ...], dict[str, str]] = {}
    for route in ROUTES:
        now, language = sentences, "en"
        for target in (*route, "en"):
            now = list(translate_unique(engine, now, find_direction(engine, language, target), kept, chunk=MANY))
            language = target
        found[route] = dict(zip(sentences, now, strict=True))
    return found


def lineage(tree: Tree, again: Again, original: str = "") -> Edges:
    """The edges, as (parent, child), under which the copies are most like what their parents give.

    Args:
        tree: A story.
        again: Of `sent_again`.
        original: The root, if it is known; else a version may have a parent that is lost.
    """
    graph = nx.DiGraph()
    graph.add_nodes_from(["", *tree.texts])
    for copy in tree.texts:
        if copy == original:
            continue
        if not original:
            graph.add_edge("", copy, weight=1 - MADE)
        for parent, text in tree.texts.items():
            if parent != copy:
                given = ([by[s] for s in text.split("\n\n")] for by in again.values())
                alike = max(_alike(own, tree.texts[copy].split("\n\n")) for own in given)
                graph.add_edge(parent, copy, weight=1 - alike)
    if original:
        graph.remove_node("")
    return [(parent, copy) for parent, copy in nx.minimum_spanning_arborescence(graph).edges if parent]


def _alike(given: Sequence[str], copy: Sequence[str]) -> float:
    """The mean share of words that each sentence of a copy has in common with the likest that a version gives."""
    bags = [frozenset(sentence.lower().split()) for sentence in given]
    shares = []
    for sentence in copy:
        words = frozenset(sentence.lower().split())
        shares.append(max(len(words & bag) / max(1, len(words | bag)) for bag in bags))
    return sum(shares) / len(shares)
