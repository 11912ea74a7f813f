"""Which versions are aligned for the threads: all of a few; of many, each with its nearest, in any order."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drift.comparing.neighbours import ALL, NEAREST, pairs_for_threads, pairs_to_judge
from drift.types import Version

WORDS = "dam council water report speaker valley meeting owners March inspection summer farmers".split()


def told_by(number: int) -> str:
    """A text of the words whose bits are set."""
    return " ".join(word for k, word in enumerate(WORDS) if number >> k & 1)


# More texts than are all held against each other, no two with the same words.
MANY = st.lists(st.integers(1, 2 ** len(WORDS) - 1), min_size=ALL + 1, max_size=20, unique=True).map(
    lambda numbers: list(map(told_by, numbers))
)


def made(texts: list[str]) -> list[Version]:
    return [Version(f"copy-{number}", text) for number, text in enumerate(texts)]


def as_texts(pairs: list[tuple[Version, Version]]) -> set[frozenset[str]]:
    return {frozenset((one.text, two.text)) for one, two in pairs}


@pytest.mark.parametrize("count", [2, 3, ALL])
def test_of_a_few_versions_all_pairs_are_aligned(count: int) -> None:
    versions = made([f"The dam {number}." for number in range(count)])
    assert pairs_for_threads(versions) == list(combinations(versions, 2))


@settings(deadline=None)
@given(MANY, st.randoms(use_true_random=False))
def test_of_many_each_has_some_and_the_number_grows_with_the_versions(texts: list[str], shuffle) -> None:  # type: ignore[no-untyped-def]
    found = pairs_for_threads(made(texts))
    assert len({frozenset((one.name, two.name)) for one, two in found}) == len(found) <= NEAREST * len(texts)
    assert {version.name for pair in found for version in pair} == {version.name for version in made(texts)}
    shuffled = shuffle.sample(texts, len(texts))
    assert as_texts(pairs_for_threads(made(shuffled))) == as_texts(found)


@settings(deadline=None)
@given(MANY, st.randoms(use_true_random=False))
def test_without_an_original_any_two_of_many_are_at_most_two_pairs_apart(texts: list[str], shuffle) -> None:  # type: ignore[no-untyped-def]
    found = pairs_to_judge(made(texts))
    pairs = as_texts(found)
    assert len(pairs) == len(found) < (NEAREST + 1) * len(texts)
    assert pairs >= as_texts(pairs_for_threads(made(texts)))
    assert any(all(one == two or frozenset((one, two)) in pairs for two in texts) for one in texts)
    assert as_texts(pairs_to_judge(made(shuffle.sample(texts, len(texts))))) == pairs


@pytest.mark.parametrize("count", [2, ALL])
def test_of_a_few_all_pairs_are_judged(count: int) -> None:
    versions = made([f"The dam {number}." for number in range(count)])
    assert pairs_to_judge(versions) == list(combinations(versions, 2))


def test_of_many_the_nearest_are_taken() -> None:
    families = [f"{' '.join(WORDS[6 * k : 6 * k + 6])} {n}" for k in range(2) for n in range(ALL // 2 + 1)]
    for one, two in pairs_for_threads(made(families)):
        assert one.text.split()[0] == two.text.split()[0]
