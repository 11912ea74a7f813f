"""Opposites across languages: by the lexicon's English opposites and the encoder's vectors of single words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from drift.encoders import load_encoder
from drift.encoders.protocols import TokenEncoder
from drift.judging.network.model import Marks
from drift.judging.opposites import with_opposites
from drift.judging.scorer import prepare
from drift.language.reading import read
from drift.types import Finding
from tests.judging.predictions import predicted


@pytest.fixture(scope="module")
def encoder() -> TokenEncoder:
    return load_encoder(languages=frozenset({"en", "de", "es"}))


def opposites(
    original: str, version: str, encoder: TokenEncoder, antonym: float = 0.5, marked: float = 0.3
) -> list[Finding]:
    readings = [read(pair) for pair in prepare([(original, version)], encoder)]
    marks = [Marks(np.array([[0, len(text)]]), np.array([marked])) for text in (original, version)]
    predictions = replace(predicted(antonym), original=[marks[0]], version=[marks[1]])
    return with_opposites([[]], readings, predictions, encoder)[0]


@pytest.mark.parametrize(
    ("original", "version", "words"),
    [
        ("The minister denied it.", "Der Minister bestätigte es.", ("denied", "bestätigte")),
        ("El ministro lo confirmó.", "The minister denied it.", ("confirmó", "denied")),
        ("The bridge is safe.", "Le pont est dangereux.", ("safe", "dangereux")),
    ],
)
def test_a_word_that_became_its_opposite_is_found(
    original: str, version: str, words: tuple[str, str], encoder: TokenEncoder
) -> None:
    (found,) = opposites(original, version, encoder)
    texts = {"original": original, "version": version}
    assert found.kind == "antonym" and tuple(texts[s.side][s.start : s.end] for s in found.spans) == words


@pytest.mark.parametrize(
    ("original", "version"),
    [
        ("The minister denied it.", "Der Minister bestritt es."),
        ("El ministro lo negó.", "The minister denied it."),
        ("The bridge is safe.", "Le pont est sûr."),
        ("The minister denied it.", "The minister confirmed it."),  # the business of rules that know English
        ("Der Minister bestritt es.", "El ministro lo confirmó."),  # no side is English
        ("The bridge is safe.", ""),
    ],
)
def test_a_faithful_word_is_none(original: str, version: str, encoder: TokenEncoder) -> None:
    assert opposites(original, version, encoder) == []


def test_words_are_asked_for_only_where_the_network_allows_for_an_opposite(encoder: TokenEncoder) -> None:
    pair = ("The minister denied it.", "El ministro lo confirmó.")
    assert opposites(*pair, encoder)
    assert opposites(*pair, encoder, antonym=0.001) == opposites(*pair, encoder, marked=0.01) == []
