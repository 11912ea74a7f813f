"""How near a lineage comes to what is known: right parents, and splits of the versions that both trees have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

Edges = Iterable[tuple[str, str]]  # (parent, child); names that are no versions' are unseen ancestors


def nearest_seen(edges: Edges, versions: Iterable[str]) -> dict[str, str]:
    """For each version the nearest version above it, "" where there is none."""
    above = {child: parent for parent, child in edges}
    seen = set(versions)

    def nearest(name: str) -> str:
        passed = {name}
        while (name := above.get(name, "")) and name not in seen and name not in passed:
            passed.add(name)
        return name if name in seen else ""

    return {name: nearest(name) for name in seen}


def right_parents(found: Mapping[str, str], true: Mapping[str, str]) -> float:
    """The share of the versions whose nearest version above is the right one, or none where none is left.

    >>> right_parents({"a": "", "b": "a", "c": "b"}, {"a": "", "b": "a", "c": "a"})
    0.6666666666666666
    """
    return sum(found.get(name, "") == parent for name, parent in true.items()) / len(true)


def splits(edges: Edges, versions: Iterable[str]) -> set[frozenset[frozenset[str]]]:
    """How the edges of a tree part the versions in two, at least two on either side; unrooted.

    A version may be a leaf or stand at an inner node; one that no edge touches stands by itself.

    >>> [pair] = splits([("x", "a"), ("x", "b"), ("x", "y"), ("y", "c"), ("y", "d")], "abcd")
    >>> sorted(map(sorted, pair))
    [['a', 'b'], ['c', 'd']]
    """
    seen = frozenset(versions)
    graph = nx.Graph()
    graph.add_edges_from(edges)
    found = set()
    for edge in list(graph.edges):
        graph.remove_edge(*edge)
        side = seen & set(nx.node_connected_component(graph, edge[0]))
        graph.add_edge(*edge)
        # A version at an inner node is a leaf at a branch of no length.
        if 2 <= len(side) <= len(seen) - 2:
            found.add(frozenset({side, seen - side}))
    return found


def robinson_foulds(found: Edges, true: Edges, versions: Iterable[str]) -> float:
    """The share of both trees' splits that only one has (Robinson and Foulds 1981), in [0, 1]; 0 where neither has any."""
    names = list(versions)
    one, other = splits(found, names), splits(true, names)
    return len(one ^ other) / (len(one) + len(other)) if one or other else 0.0
