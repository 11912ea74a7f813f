"""Cleaning: what must change, what must not, and what holds for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.stories.normalise import is_garbled, markdown, normalise, normalise_with_offsets


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
        ("page\x0cbreak\u2028line", "page\u2028break\u2028line"),
        ("ﬁne ﬂour, Ĳssel, ǆ, Waſſer", "fine flour, IJssel, dž, Wasser"),
        ("ＡＢＣ １２３％ ５，０００ ３．５ ＄９", "ABC 123% 5,000 3.5 $9"),
        ("ﾊﾟﾘ ｶﾞｽ", "パリ ガス"),
        ("ﻣﺮﺣﺒﺎ שׁלום", "مرحبا שׁלום"),
        ("𝐛𝐨𝐥𝐝", "bold"),
        ("Itâ€™s the cafÃ© in MÃ¼nchen", "It’s the café in München"),
        ("дом на горе".encode().decode("latin-1"), "дом на горе"),
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
        "①, x², ™, № 5, …, ‰",
        "你好，世界！真的？（是）：“好”。",
        "São João, ÃO, “naïve façade” – Łódź, Ångström",
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
    if not any(mark in text for mark in "•‣▪▫◦●○■□⁃∙") and not is_garbled(clean):
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


@given(st.text())
def test_offsets_lead_back_to_the_text_as_given(text: str) -> None:
    clean, offsets = normalise_with_offsets(text)
    assert clean == normalise(text)
    assert (len(offsets.starts), len(offsets.ends), offsets.length) == (len(clean), len(clean), len(text))
    assert all(0 <= start < end <= len(text) for start, end in zip(offsets.starts, offsets.ends, strict=True))
    assert list(offsets.starts) == sorted(offsets.starts)
    assert list(offsets.ends) == sorted(offsets.ends)
    for place, character in enumerate(clean):
        start, end = offsets.given(place, place + 1)
        if character.isascii() and character.isalnum() and end - start == 1:
            assert text[start] == character or character in unicodedata.normalize("NFKC", text[start])


_PIECES = ["café", "Cafe\u0301", "ﬁve", "har\u00adbour", "&amp;", "â€™s", "１２", "  ", "\u00a0", "\r\n", "a", "•"]


@given(st.lists(st.sampled_from(_PIECES), max_size=12), st.lists(st.sampled_from(_PIECES), max_size=12))
def test_a_word_is_found_again_whatever_stands_around_it(before: list[str], after: list[str]) -> None:
    text = " ".join([*before, "Danube", *after])
    clean, offsets = normalise_with_offsets(text)
    start, end = offsets.given(clean.index("Danube"), clean.index("Danube") + 6)
    assert text[start:end] == "Danube"


@pytest.mark.parametrize(
    ("raw", "word", "given"),
    [
        ("a ﬁne  har\u00adbour", "harbour", "har\u00adbour"),
        ("a ﬁne day", "fine", "ﬁne"),
        ("Itâ€™s Cafe\u0301 time", "Café", "Cafe\u0301"),
        ("Itâ€™s Cafe\u0301 time", "It’s", "Itâ€™s"),
        ("five &amp; more", "&", "&amp;"),
    ],
)
def test_stretches_of_the_text_as_given(raw: str, word: str, given: str) -> None:
    clean, offsets = normalise_with_offsets(raw)
    start, end = offsets.given(clean.index(word), clean.index(word) + len(word))
    assert raw[start:end] == given


def test_garbled_text_is_known() -> None:
    assert is_garbled("Itâ€™s shut.")
    assert not is_garbled("It’s a café.")
