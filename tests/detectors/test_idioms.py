"""The table of idioms: every turn can be found, and what carries its meaning stands in it."""

from __future__ import annotations

import pytest

from drift.language import lexicon
from drift.language.words import split_words

ROWS = lexicon.curated_rows("idioms.tsv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].partition("|")[0])
def test_an_idiom_has_its_words_that_carry_meaning(row: list[str]) -> None:
    turns, words = ([part.split() for part in cell.split("|")] for cell in row)
    own = {base for word in turns[0] for base in lexicon.base_forms(word.removesuffix("*"))}
    assert len(words) >= 2
    assert all(word[0] in own for word in words)
    assert {word for known in words for word in known}.isdisjoint(lexicon.function_words() - {"can"})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].partition("|")[0])
def test_an_idiom_is_cut_into_words_as_a_text_is(row: list[str]) -> None:
    for turn in row[0].replace("*", "").split("|"):
        assert [word.text for word in split_words(turn)] == turn.split()


def test_no_idiom_stands_twice() -> None:
    turns = [turn for row in ROWS for turn in row[0].split("|")]
    assert len(set(turns)) == len(turns)
