"""Lines without words: gaps, unless their like faces them."""

from __future__ import annotations

import pytest

from drift.alignment import align
from drift.alignment.scraps import equal_scraps, is_scrap
from drift.types import Link
from tests.alignment.test_align import BagOfWords, pairs, story


@pytest.mark.parametrize("text", ["", " ", "* * *", ".....", "- _-", 'h * "', "5", "I", "—", ", ."])
def test_a_line_without_words(text: str) -> None:
    assert is_scrap(text)


@pytest.mark.parametrize("text", ["17", "No", "否", "и", "क", "24 a !", "A b", "ok?"])
def test_a_line_with_words(text: str) -> None:
    assert not is_scrap(text)


def test_a_speck_within_a_sentence_is_a_gap_and_the_sentence_is_whole() -> None:
    lines = story(12)
    broken = [*lines[:5], lines[5][:20], ".:--", lines[5][21:], *lines[6:]]
    assert ((5,), (5, 7)) in pairs(align(lines, broken, BagOfWords()))
    assert ((), (6,)) in pairs(align(lines, broken, BagOfWords()))


def test_a_row_of_stars_is_linked_to_the_one_that_faces_it() -> None:
    lines = story(12)
    one = [*lines[:4], "* * *", *lines[4:8], "***", *lines[8:]]
    two = [*lines[:4], "***", *lines[4:8], "…", *lines[8:]]
    found = pairs(align(one, two, BagOfWords()))
    assert ((4,), (4,)) in found
    assert ((9,), ()) in found
    assert ((), (9,)) in found


def test_equal_scraps_are_linked_in_order() -> None:
    links = [
        Link((0,), ()),
        Link((1,), ()),
        Link((2,), ()),
        Link((), (0,)),
        Link((), (1,)),
        Link((3,), (2,)),
        Link((), (3,)),
    ]
    found = equal_scraps(links, ["...", "*", "…", "A word."], ["…", "…", "A word.", "*"])
    assert list(found) == [(0, 0), (2, 1)]
