"""Threads: a partition of the sentences, whatever the order of the versions; conflicts go to the surer links."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.journey.threads import Links, thread_up
from drift.types import Link, Story, Thread
from tests.report_stories import of_lines


def story(sizes: dict[str, int], original: str = "") -> Story:
    lines = {name: [f"{name} says {i}." for i in range(size)] for name, size in sizes.items()}
    return Story("story", tuple(of_lines(name, said) for name, said in lines.items()), original)


def threads(sizes: dict[str, int], links: dict[str, list[tuple[str, str, float]]]) -> list[dict[str, tuple[int, ...]]]:
    """Threads of versions a, b, …; links by pair, `ab`: (sentences of a, of b, confidence)."""
    made = {
        (pair[0], pair[1]): [Link(tuple(map(int, one)), tuple(map(int, two)), 0.8, sure) for one, two, sure in found]
        for pair, found in links.items()
    }
    return [thread.sentences for thread in thread_up(story(sizes), made)]


def test_two_versions_have_their_links_for_threads() -> None:
    found = threads({"a": 4, "b": 3}, {"ab": [("0", "0", 0.9), ("12", "1", 0.6)]})
    assert found == [{"a": (0,), "b": (0,)}, {"a": (1, 2), "b": (1,)}, {"b": (2,)}, {"a": (3,)}]


def test_a_weak_link_that_would_mix_two_sure_threads_is_dropped() -> None:
    sure = {"ab": [("0", "0", 0.99), ("1", "1", 0.99)], "ac": [("0", "0", 0.99), ("1", "1", 0.99)]}
    found = threads({"a": 2, "b": 2, "c": 2}, {**sure, "bc": [("0", "1", 0.4)]})
    assert found == [{"a": (0,), "b": (0,), "c": (0,)}, {"a": (1,), "b": (1,), "c": (1,)}]


def test_what_one_version_tells_in_one_sentence_is_one_thread() -> None:
    apart = [("0", "0", 0.99), ("1", "1", 0.99)]
    found = threads(
        {"a": 2, "b": 2, "c": 2, "d": 1},
        {
            "ab": apart,
            "ac": apart,
            "bc": apart,
            "ad": [("01", "0", 0.9)],
            "bd": [("01", "0", 0.9)],
            "cd": [("01", "0", 0.9)],
        },
    )
    assert found == [{"a": (0, 1), "b": (0, 1), "c": (0, 1), "d": (0,)}]


def test_one_joining_link_among_many_that_part_is_dropped() -> None:
    apart = [("0", "0", 0.99), ("1", "1", 0.99)]
    pairs = {"ab": apart, "ac": apart, "bc": apart, "bd": apart, "cd": apart}
    found = threads({"a": 2, "b": 2, "c": 2, "d": 2}, {**pairs, "ad": [("01", "0", 0.7)]})
    assert [set(thread) for thread in found] == [set("abcd"), set("abcd")]


def test_the_reading_order_is_the_originals_and_what_it_lacks_comes_where_it_stands() -> None:
    links = {("a", "b"): [Link((0,), (1,), 0.9), Link((1,), (0,), 0.9, moved=True)]}
    found = thread_up(story({"a": 2, "b": 3}, "a"), links)
    assert [thread.sentences for thread in found] == [{"a": (0,), "b": (1,)}, {"b": (2,)}, {"a": (1,), "b": (0,)}]


@st.composite
def linked(draw: st.DrawFn) -> tuple[Story, Links]:
    """A story and links between all its versions, each sentence in one link of a pair at most."""
    sizes = {name: draw(st.integers(1, 5)) for name in "abcde"[: draw(st.integers(2, 5))]}
    links = {}
    for one, two in combinations(sizes, 2):
        found, i, j = [], 0, 0
        while i < sizes[one] and j < sizes[two]:
            n, m = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 2), (0, 1), (1, 0)]))
            left, right = tuple(range(i, min(i + n, sizes[one]))), tuple(range(j, min(j + m, sizes[two])))
            found.append(Link(left, right, 0.5, draw(st.floats(0.2, 1))))
            i, j = i + n, j + m
        links[one, two] = found
    return story(sizes), links


def as_set(threads: tuple[Thread, ...]) -> set[frozenset[tuple[str, tuple[int, ...]]]]:
    return {frozenset(thread.sentences.items()) for thread in threads}


@given(linked(), st.randoms(use_true_random=False))
def test_threads_part_the_sentences_and_the_order_of_versions_is_nothing(made: tuple[Story, Links], shuffle) -> None:  # type: ignore[no-untyped-def]
    one, links = made
    found = thread_up(one, links)
    nodes = [(name, i) for thread in found for name, at in thread.sentences.items() for i in at]
    assert sorted(nodes) == sorted((v.name, i) for v in one.versions for i in range(len(v.sentences)))
    versions = list(one.versions)
    shuffle.shuffle(versions)
    turned = {
        (b, a): [Link(link.version, link.original, 0.5, link.confidence) for link in links_of]
        for (a, b), links_of in links.items()
    }
    assert thread_up(Story("story", tuple(versions)), turned) == found


@given(linked(), st.permutations("abcde"))
def test_other_names_give_the_same_threads(made: tuple[Story, Links], names: list[str]) -> None:
    one, links = made
    new = dict(zip("abcde", names, strict=True))
    versions = tuple(of_lines(new[v.name], [s.text for s in v.sentences]) for v in one.versions)
    renamed = {(new[a], new[b]): found for (a, b), found in links.items()}
    back = {value: key for key, value in new.items()}
    found = as_set(thread_up(Story("story", versions), renamed))
    assert {frozenset((back[name], at) for name, at in thread) for thread in found} == as_set(thread_up(one, links))


@pytest.mark.parametrize("reason", ["cookie notice"])
def test_what_is_set_aside_is_in_no_thread(reason: str) -> None:
    from dataclasses import replace

    version = of_lines("a", ["One.", "Accept cookies"])
    version = replace(version, sentences=(version.sentences[0], replace(version.sentences[1], set_aside=reason)))
    found = thread_up(Story("story", (version, of_lines("b", ["One."]))), {("a", "b"): [Link((0,), (0,), 1.0)]})
    assert [thread.sentences for thread in found] == [{"a": (0,), "b": (0,)}]


@given(linked(), st.data())
def test_pairs_that_were_not_aligned_say_nothing(made: tuple[Story, Links], data: st.DataObject) -> None:
    """A star of links is enough for threads, and they part the sentences as ever."""
    one, links = made
    hub = data.draw(st.sampled_from([version.name for version in one.versions]))
    star = {pair: found for pair, found in links.items() if hub in pair}
    found = thread_up(one, star)
    nodes = [(name, i) for thread in found for name, at in thread.sentences.items() for i in at]
    assert sorted(nodes) == sorted((v.name, i) for v in one.versions for i in range(len(v.sentences)))
    for thread in found:
        assert len(thread.sentences) == 1 or hub in thread.sentences


def test_a_chain_of_sure_links_is_one_thread_though_its_ends_were_not_aligned() -> None:
    pairs = {"ab": [("0", "0", 0.9)], "bc": [("0", "0", 0.9)], "cd": [("0", "0", 0.9)]}
    assert threads(dict.fromkeys("abcd", 1), pairs) == [dict.fromkeys("abcd", (0,))]
