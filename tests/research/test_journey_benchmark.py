"""What the journey's benchmark measures with: right parents, splits, baselines that find a tree from its distances."""

from __future__ import annotations

from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.benchmarks.journey.baselines import chrf_distances, neighbour_joining, spanning_tree
from research.benchmarks.journey.measures import nearest_seen, right_parents, robinson_foulds, splits

TREE = [("x", "a"), ("x", "b"), ("x", "y"), ("y", "c"), ("y", "d"), ("d", "e")]
VERSIONS = "abcde"


@pytest.mark.parametrize(
    "edges, above",
    [
        (TREE, {"a": "", "b": "", "c": "", "d": "", "e": "d"}),
        ([("a", "x"), ("x", "y"), ("y", "b"), ("b", "c")], {"a": "", "b": "a", "c": "b"}),
        ([("a", "b"), ("b", "a")], {"a": "b", "b": "a"}),  # no tree, but no endless search either
        ([], {"a": "", "b": ""}),
    ],
)
def test_the_nearest_version_above(edges: list[tuple[str, str]], above: dict[str, str]) -> None:
    assert nearest_seen(edges, above) == above
    assert right_parents(nearest_seen(edges, above), above) == 1


def test_splits_of_versions_at_leaves_and_inner_nodes() -> None:
    sides = {tuple(sorted(map("".join, map(sorted, pair)))) for pair in splits(TREE, VERSIONS)}
    assert sides == {("ab", "cde"), ("abc", "de")}


def test_the_distance_of_trees() -> None:
    assert robinson_foulds(TREE, TREE, VERSIONS) == 0
    assert robinson_foulds([("x", name) for name in VERSIONS], TREE, VERSIONS) == 1
    half = [("x", "a"), ("x", "b"), ("x", "y"), ("y", "c"), ("y", "d"), ("y", "e")]
    assert robinson_foulds(half, TREE, VERSIONS) == pytest.approx(1 / 3)
    assert robinson_foulds([], [], VERSIONS) == 0


@settings(deadline=None, max_examples=40)
@given(st.integers(5, 9), st.randoms(use_true_random=False))
def test_a_tree_is_found_from_its_distances(count: int, random: Random) -> None:
    names = [f"v{k}" for k in range(count)]
    graph = nx.Graph()
    for k in range(1, count):
        graph.add_edge(names[k], names[random.randrange(k)], length=random.uniform(0.5, 1))
    along = dict(nx.all_pairs_dijkstra_path_length(graph, weight="length"))
    distances = np.array([[along[one][other] for other in names] for one in names])
    distances = (distances + distances.T) / 2  # summed from either end, the last digit may differ
    true = list(nx.bfs_edges(graph, names[0]))
    for found in (
        neighbour_joining(names, distances, 1e-6, names[0]),
        spanning_tree(names, distances, names[0]),
    ):
        assert nearest_seen(found, names) == nearest_seen(true, names)
        assert robinson_foulds(found, true, names) == 0


def test_an_unseen_ancestor_is_found() -> None:
    distances = np.array([[0.0, 2, 3, 3], [2, 0, 3, 3], [3, 3, 0, 2], [3, 3, 2, 0]])
    found = neighbour_joining(["a", "b", "c", "d"], distances, 0.01)
    assert nearest_seen(found, "abcd") == dict.fromkeys("abcd", "")
    assert len(splits(found, "abcd")) == 1


def test_chrf_distances_are_symmetric_and_nought_for_equal_texts() -> None:
    found = chrf_distances(["It rained all day.", "It rained all day.", "Nobody came to the match."])
    assert found[0, 1] == 0 and found[0, 2] > 0.5
    assert np.array_equal(found, found.T)
