"""Splitting: gold sentences by language, offsets that hold for any text, lines as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.sentences.split import split, split_lines
from drift.stories.normalise import normalise
from drift.types import Sentence, Version

_GOLD = Path(__file__).parents[1] / "data" / "split_sentences.txt"


def _cases() -> list[tuple[str, list[str]]]:
    """Blocks of a language line (`# en`) and then a sentence a line."""
    cases = []
    for block in _GOLD.read_text(encoding="utf-8").strip().split("\n\n"):
        language, *sentences = block.split("\n")
        cases.append((language.removeprefix("# "), sentences))
    return cases


def _texts(text: str, language: str = "en") -> list[str]:
    return [sentence.text for sentence in split(Version("v", text, language)).sentences]


@pytest.mark.parametrize(("language", "sentences"), _cases())
def test_gold_sentences(language: str, sentences: list[str]) -> None:
    joined = ("" if language in ("zh", "ja") else " ").join(sentences)
    assert _texts(joined, language) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Harbour reopens\nThe first ship left.\n\nIt carried grain",
            ["Harbour reopens", "The first ship left.", "It carried grain"],
        ),
        ("They wait near the border It is cold there.", ["They wait near the border It is cold there."]),
        ("He left.Then she left.", ["He left.", "Then she left."]),
        ("»Ja.« Dann ging er.", ["»Ja.«", "Dann ging er."]),
        ("It was “serious and true. Then he left.", ["It was “serious and true.", "Then he left."]),
        ("It was serious.” Then he left.", ["It was serious.”", "Then he left."]),
        ("“Stop!” he said. ”She did.”", ["“Stop!” he said. ”", "She did.”"]),
        ("One. ... Two.", ["One. ...", "Two."]),
        ("- Bread is dear.\n- Milk is not.", ["- Bread is dear.", "- Milk is not."]),
        ("...", ["..."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_shapes(text: str, sentences: list[str]) -> None:
    assert _texts(text) == sentences


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The council met on Monday to talk about the old\nbridge, which has been shut since the flood of last\n"
        "spring. Engineers want to pull it down, but those\nwho live near it would rather see it mended.\n"
    )
    assert len(_texts(wrapped)) == 2


def test_lines_of_whole_sentences_are_not_taken_for_wrapped() -> None:
    lines = ["The council met at noon to talk about bridges."] * 6
    assert _texts("\n".join(lines)) == lines


_CHARACTERS = st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(' .!?"“”(\n\u2028-1a。😀'))
_PIECES = st.sampled_from(
    ["The council met.", "com-\nmon", "\n", "\n\n", " 12\n", "1. ", "[3]", " and so on ", "\u2028", "…"]
)


@given(st.one_of(st.text(_CHARACTERS, max_size=300), st.lists(_PIECES, max_size=30).map("".join)))
def test_sentences_and_what_is_left_out_are_the_text(text: str) -> None:
    text = normalise(text)
    version = split(Version("v", text, "en"))
    covered = 0
    for sentence in version.sentences:
        assert sentence.text == version.text[sentence.start : sentence.end] == sentence.text.strip()
        assert not version.text[covered : sentence.start].strip()
        assert sentence.start < sentence.end
        covered = sentence.end
    assert not version.text[covered:].strip()
    found = "".join([s.text for s in version.sentences] + [piece.text for piece in version.left_out])
    assert sorted(_solid(found)) == sorted(_solid(text))


def _solid(text: str) -> str:
    """The text without white space, and without hyphens, as one at a line's end may go."""
    return "".join(text.split()).replace("-", "").replace("\u2010", "")


@given(st.text(max_size=200).map(normalise))
def test_lines_mode_keeps_every_line(text: str) -> None:
    version = split_lines(Version("v", text, "en"))
    lines = text.replace("\u2028", " ").removesuffix("\n").split("\n")
    assert [s.text for s in version.sentences] == [line.strip() for line in lines]
    assert all(version.text[s.start : s.end] == s.text and not s.set_aside for s in version.sentences)


def test_blank_lines_are_empty_sentences() -> None:
    version = split_lines(Version("v", "One.\n\nAdvertisement\n", "en"))
    assert version.sentences == (Sentence("One.", 0, 4), Sentence("", 5, 5), Sentence("Advertisement", 6, 19))


def test_a_known_language_is_kept() -> None:
    assert split(Version("v", "The council met on Monday.", "nl")).language == "nl"


@pytest.mark.parametrize(
    ("piece", "length"),
    [
        ("He left at 5 p.m. with Dr. Lee. ", 1_000_000),
        ("x", 1_000_000),
        ("word ", 1_000_000),
        ('"', 1_000_000),
        ("(a. ", 200_000),
        ("“好的。走吧。”他笑。", 200_000),  # quotations without spaces are the splitter's worst case
    ],
)
def test_one_huge_line(piece: str, length: int) -> None:
    text = piece * (length // len(piece))
    sentences = split(Version("v", text, "en")).sentences
    assert sum(len(s.text.replace(" ", "")) for s in sentences) == len(text.replace(" ", ""))


def test_windows_do_not_cut_sentences() -> None:
    sentence = "Mr. Smith of the U.S. team left at 5 p.m. on Monday, and “nobody minded,” said Dr. Lee."
    assert set(_texts(" ".join([sentence] * 500))) == {sentence}
