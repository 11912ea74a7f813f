"""Cleaning: what must change, what must not, and what holds for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.stories.normalise import compose, markdown, normalise


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("five\u00a0million\u202feuros", "five million euros"),
        ("\ufeffThe har\u00adbour\u200b is\u2060 open", "The harbour is open"),
        ('we\\\'ll \\"see\\"', 'we\'ll "see"'),
        ("Salt &amp; pepper&nbsp;&#8212; &quot;both&quot;", 'Salt & pepper — "both"'),
        ("  •  First point \n ● Second", "First point\nSecond"),
        ("Cafe\u0301", "Café"),
        ("bell\x07 and\x00 NUL", "bell and NUL"),
        ("tab\tand   runs ", "tab and runs"),
        ("page\x0cbreak\u2028line", "page break line"),
    ],
)
def test_leftovers_go(raw: str, clean: str) -> None:
    assert normalise(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "He paid $3.5 million – “all of it”, he said… twice!",
        "AT&T and R&D; Q&A at 5 > 4 & 3 < 4.",
        "می‌خواهم",  # a zero-width non-joiner makes the word
        "क्‍ष and 👩‍👩‍👧",  # zero-width joiners
        "ภาษา\u200bไทย",  # Thai marks its words so
        "\u200fשלום\u200e (2021)",
        "- Is it true? - No.",
        "* an unmarked footnote, **bold claims** and _names_",
        "C:\\harbour\\plans",
        "one\n\n\ntwo",
        "5 · 3 = 15, 20 °C, H₂O, ½",
        "ﬁne ﬂour ①",
    ],
)
def test_text_that_must_not_change(text: str) -> None:
    assert normalise(text) == text


@given(st.text())
def test_line_numbers_and_letters_survive(text: str) -> None:
    clean = normalise(text)
    assert clean.count("\n") == text.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    assert "\r" not in clean
    assert "\0" not in clean


@given(st.text(st.characters(exclude_characters="&\\")))
def test_a_clean_text_is_left_alone(text: str) -> None:
    """Apart from references and backslashes, which may have been escaped several times."""
    clean = normalise(text)
    if not any(mark in text for mark in "•‣▪▫◦●○■□⁃∙"):
        assert normalise(clean) == clean
        assert unicodedata.is_normalized("NFC", clean)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("# The port\n\nIt **reopened** on *Monday*.", "The port\n\nIt reopened on Monday."),
        ("See [the report](https://example.org/a) ![map](m.png).", "See the report ."),
        ("> He said so.", "He said so."),
        ("2 * 3 * 4 and snake_case_name, 5 #1", "2 * 3 * 4 and snake_case_name, 5 #1"),
    ],
)
def test_markdown_leaves_the_words(raw: str, words: str) -> None:
    assert markdown(raw) == words


def test_compose_keeps_the_order() -> None:
    assert compose(str.strip, lambda text: text + " ")(" a ") == "a "
