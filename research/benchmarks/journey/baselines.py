"""What one would do without this program: a tree from distances between texts, as phylogenetics makes them.

Neighbour joining (Saitou and Nei 1987) gives an unrooted tree with the versions as leaves. Which branches count as none,
so that a version is an ancestor, is chosen with hindsight: the share that gives most right parents over all stories. It is
rooted at its midpoint, or, where the original is known, there. A minimum spanning tree, which has no unseen versions, is
rooted at the version with the least distance to all others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

import networkx as nx
import numpy as np

Edges = list[tuple[str, str]]
Distance = Callable[[Sequence[str]], np.ndarray]  # texts -> (n, n), symmetric, 0 on the diagonal

SHORT = (0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75)
"""Shares of the mean branch up to which a branch counts as none."""


def chrf_distances(texts: Sequence[str]) -> np.ndarray:
    """1 - chrF (Popović 2015), the mean of both directions."""
    from sacrebleu.metrics.chrf import CHRF

    chrf = CHRF()
    found = np.zeros((len(texts), len(texts)))
    for i, j in combinations(range(len(texts)), 2):
        scores = [chrf.sentence_score(texts[a], [texts[b]]).score for a, b in ((i, j), (j, i))]
        found[i, j] = found[j, i] = 1 - sum(scores) / 200
    return found


def embedding_distances(texts: Sequence[str]) -> np.ndarray:
    """1 - the mean cosine of each paragraph with the likest of the other text, the mean of both directions."""
    from drift.encoders import load_encoder
    from drift.encoders.cached import CachedEncoder
    from drift.runtime.vector_cache import VectorCache

    encoder = CachedEncoder(load_encoder(), VectorCache())
    vectors = [encoder.encode(text.split("\n\n")) for text in texts]
    found = np.zeros((len(texts), len(texts)))
    for i, j in combinations(range(len(texts)), 2):
        cosines = vectors[i] @ vectors[j].T
        found[i, j] = found[j, i] = max(0.0, 1 - (cosines.max(axis=1).mean() + cosines.max(axis=0).mean()) / 2)
    return found


DISTANCES: dict[str, Distance] = {"chrF": chrf_distances, "embeddings": embedding_distances}


def neighbour_joining(names: Sequence[str], distances: np.ndarray, short: float, original: str = "") -> Edges:
    """The tree as (parent, child); what branches of at most `short` times the mean branch join is one version or ancestor.

    Args:
        names: The versions'.
        distances: (n, n).
        short: See `SHORT`. Of the leaves at one inner node only the nearest is taken for it.
        original: The root, if it is known.
    """
    from skbio import DistanceMatrix
    from skbio.tree import nj

    tree = nj(DistanceMatrix(np.ascontiguousarray(distances), [str(k) for k in range(len(names))]))
    labels = {id(node): names[int(node.name)] if node.is_tip() else f"?{k}" for k, node in enumerate(tree.levelorder())}
    graph = nx.Graph()
    for node in tree.levelorder():
        if node.parent is not None:
            graph.add_edge(labels[id(node.parent)], labels[id(node)], length=max(0.0, float(node.length or 0.0)))
    limit = short * float(np.mean([length for _, _, length in graph.edges(data="length")]))
    while near := _nearest_to_unseen(graph, limit):
        graph = nx.contracted_nodes(graph, *near, self_loops=False)
    return list(nx.bfs_edges(graph, original or _middle(graph, names)))


def _nearest_to_unseen(graph: nx.Graph, limit: float) -> tuple[str, str] | None:
    """The ends of the shortest branch up to `limit` that has an unseen end, that end last."""
    # "?" comes before the letters of a version: if one end is unseen, the first is.
    branches = sorted((length, *sorted(edge)) for *edge, length in graph.edges(data="length"))
    return next(((two, one) for length, one, two in branches if length <= limit and one.startswith("?")), None)


def _middle(graph: nx.Graph, names: Sequence[str]) -> str:
    """The node nearest to the midpoint of the longest way between versions."""
    along = {name: nx.single_source_dijkstra_path_length(graph, name, weight="length") for name in names}
    nodes: list[str] = sorted(graph.nodes)
    return min(nodes, key=lambda node: max(along[name][node] for name in names))


def spanning_tree(names: Sequence[str], distances: np.ndarray, original: str = "") -> Edges:
    """The minimum spanning tree as (parent, child): each version stands at an inner node or leaf, none is unseen."""
    whole = nx.Graph()
    for i, j in combinations(range(len(names)), 2):
        whole.add_edge(names[i], names[j], length=float(distances[i, j]))
    middle = names[int(np.argmin(distances.sum(axis=0)))]
    return list(nx.bfs_edges(nx.minimum_spanning_tree(whole, weight="length"), original or middle))
