"""Numbers, months and weekdays in many languages, in figures and words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.language.number_words import numbers, table

SPELLED = [
    ("de", "zweihundertdreizehn", 213), ("de", "achtundneunzigtausend", 98_000), ("nl", "honderddertien", 113),
    ("fr", "quatre-vingt-dix-neuf mille trois cent douze", 99_312), ("it", "duecentocinquanta", 250),
    ("es", "doscientos treinta y tres mil", 233_000), ("pt", "vinte e um", 21), ("ro", "treisprezece mii", 13_000),
    ("ru", "двадцати одного", 21), ("ru", "тремя", 3), ("uk", "тринадцять", 13), ("pl", "trzynastu", 13),
    ("cs", "třináct", 13), ("et", "kolmteist", 13), ("fi", "kahdeksankymmentäviisi", 85), ("hu", "tizenhárom", 13),
    ("tr", "on üç", 13), ("id", "dua puluh tiga", 23), ("vi", "mười ba", 13), ("el", "δεκατρία", 13),
    ("ar", "ثلاثة عشر", 13), ("he", "שלוש עשרה", 13), ("fa", "سیزده", 13), ("hi", "तेरह", 13), ("gu", "તેર", 13),
    ("ne", "एक सय १४", 114), ("hi", "3.5 लाख", 350_000), ("ko", "5만", 50_000), ("ja", "1万2000", 12_000),
    ("zh", "一亿二千万", 120_000_000), ("zh", "二〇二一", 2021), ("th", "สิบสาม", 13), ("sv", "tjugo miljoner", 20_000_000),
]  # fmt: skip


@pytest.mark.parametrize(("language", "words", "value"), SPELLED)
def test_a_spelled_number_is_read_as_a_whole(language: str, words: str, value: float) -> None:
    (found,) = numbers(words, language)
    assert (found.value, found.start, found.end, found.weak) == (value, 0, len(words), False)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "of two or three hundred", [2, 300]),
        ("en", "between 5 and 10", [5, 10]),
        ("de", "Am Dienstag, dem 3. Mai", [3, 3, 5]),
        ("en", "Covid-19, G20 and 13", [13]),
        ("", "13 Menschen und dreißig", [13]),
    ],
)
def test_numbers_side_by_side_stay_apart(language: str, text: str, values: list[float]) -> None:
    assert [n.value for n in numbers(text, language)] == values


@pytest.mark.parametrize("word", ["eine", "Zwei", "tausend", "Million"])
def test_words_that_come_and_go_in_translation_are_weak(word: str) -> None:
    assert [n.weak for n in numbers(word, "de")] == [True]


@given(st.integers(3, 10**9), st.sampled_from(("de", "fr", "hi", "ar", "zh")), st.sampled_from("0٠०০０"))
def test_digits_of_every_script_are_one_number(value: int, language: str, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(c)) for c in str(value))
    assert [n.value for n in numbers(written, language)] == [value]


@given(st.text(alphabet="vierundzwanzig hundert tausend Million 12.,-", max_size=60))
def test_places_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    found = numbers(text, "de")
    assert all(0 <= n.start < n.end <= len(text) and n.values for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_language_without_a_table_has_figures_alone() -> None:
    assert not table("ha").entries and [n.value for n in numbers("mutane 13", "ha")] == [13]
