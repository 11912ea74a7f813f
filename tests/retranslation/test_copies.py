"""Texts along routes: paragraphs and blank lines kept, shared hops made once, a run that was cut short goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.retranslation.cached import CHUNK, translate_unique
from drift.retranslation.copies import Copy, copies
from drift.retranslation.protocols import Direction
from drift.runtime.translation_cache import TranslationCache
from drift.sentences.split import split
from drift.types import DriftError, Version

THERE = Direction("en", "es")


class Marking:
    """An engine that puts the target before each sentence, and may give up after some."""

    name = "marking"

    def __init__(self, patience: int = 10**6) -> None:
        self.asked: list[str] = []
        self.patience = patience

    def directions(self) -> Sequence[Direction]:
        return [Direction(a, b) for a in ("en", "es", "ca") for b in ("en", "es", "ca") if a != b]

    def made_by(self, direction: Direction) -> str:
        return f"marking {direction.target}"

    def revision(self, direction: Direction) -> str:
        return "-".join(direction)

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        if len(self.asked) + len(sentences) > self.patience:
            raise DriftError("the engine gave up.")
        self.asked += sentences
        return [f"{direction.target}:{sentence}" for sentence in sentences]


def made(text: str, routes: list[tuple[str, ...]], engine: Marking) -> list[Copy]:
    return list(copies(split(Version("original", text, "en")), routes, engine))


def test_every_stop_is_made_once_from_the_one_before() -> None:
    engine = Marking()
    found = made("It rained.\n\nNobody came. It rained.", [("es", "en"), ("es", "ca", "en")], engine)
    assert [(copy.codes, copy.text) for copy in found] == [
        (("es",), "es:It rained.\n\nes:Nobody came. es:It rained."),
        (("es", "en"), "en:es:It rained.\n\nen:es:Nobody came. en:es:It rained."),
        (("es", "ca"), "ca:es:It rained.\n\nca:es:Nobody came. ca:es:It rained."),
        (("es", "ca", "en"), "en:ca:es:It rained.\n\nen:ca:es:Nobody came. en:ca:es:It rained."),
    ]
    assert len(engine.asked) == 2 * 4  # two different sentences, four stops


def test_a_missing_direction_is_said_before_anything_is_translated() -> None:
    engine = Marking()
    with pytest.raises(DriftError, match="does not translate from es into de"):
        made("It rained.", [("es", "en"), ("es", "de", "en")], engine)
    assert engine.asked == []


LINES = st.lists(st.sampled_from(["", "  ", "It rained. Nobody came!", "***", "12", "\tHe said so.", "A – b"]))


@given(LINES)
def test_paragraphs_and_blank_lines_are_kept(lines: list[str]) -> None:
    original = split(Version("original", "\n".join(lines), "en"))
    (copy, _) = copies(original, [("es", "en")], Marking())
    assert copy.text.replace("es:", "") == original.text
    assert len(re.findall("es:", copy.text)) == sum(any(map(str.isalpha, s.text)) for s in original.sentences)


def test_a_run_that_was_cut_short_goes_on_where_it_stopped(tmp_path: Path) -> None:
    cache, sentences = TranslationCache(tmp_path / "t.sqlite"), [f"number {k}" for k in range(3 * CHUNK)]
    with pytest.raises(DriftError, match="gave up"):
        translate_unique(Marking(patience=2 * CHUNK), sentences, THERE, cache)
    seen: list[tuple[int, int]] = []
    engine = Marking()
    translated = translate_unique(engine, sentences, THERE, cache, lambda *done: seen.append(done))
    assert engine.asked == sentences[2 * CHUNK :]
    assert translated == [f"es:{sentence}" for sentence in sentences]
    assert seen[-1] == (3 * CHUNK, 3 * CHUNK)
    again = Marking()
    assert translate_unique(again, sentences, THERE, cache) == translated
    assert again.asked == []


def test_other_directions_and_fresh_runs_are_translated_anew(tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    translate_unique(Marking(), ["a"], THERE, TranslationCache(path))
    assert translate_unique(Marking(), ["a"], Direction("en", "ca"), TranslationCache(path)) == ["ca:a"]
    engine = Marking()
    translate_unique(engine, ["a"], THERE, TranslationCache(path, writes_only=True))
    assert engine.asked == ["a"]
