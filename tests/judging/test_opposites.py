"""Opposites across languages: by an opposite put in the English word's place.

`tests/data/opposites_across.csv`, written before any score was looked at: opposites, and faithful translations of words that have
some; `told` says who tells an opposite: such an `exchange`, `rules`, or nobody so far.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drift.judging.opposites import with_opposites
from drift.judging.scorer import Evidence, Scorer, load_scorer
from drift.types import Finding

with (Path(__file__).parents[1] / "data" / "opposites_across.csv").open(encoding="utf-8", newline="") as _table:
    ROWS = list(csv.DictReader(_table))
PAIRS = [(row["original"], row["version"]) for row in ROWS]


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load_scorer("multi", multilingual=True)


@pytest.fixture(scope="module")
def evidence(scorer: Scorer) -> Evidence:
    return scorer.evidence(PAIRS)


def opposites(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.detector == "opposites"]


def test_of_the_opposites_those_are_found_that_are_told_by_an_exchange(evidence: Evidence) -> None:
    found = {pair for pair, findings in zip(PAIRS, evidence.findings, strict=True) if opposites(findings)}
    assert found >= {pair for pair, row in zip(PAIRS, ROWS, strict=True) if row["told"] == "exchange"}


def test_no_faithful_word_is_one(evidence: Evidence) -> None:
    for row, findings in zip(ROWS, evidence.findings, strict=True):
        assert row["shift"] == "opposite" or opposites(findings) == []


@pytest.mark.parametrize(
    ("original", "words"),
    [
        ("Die Brücke war nach dem Beben noch stabil.", ["stabil", "unstable"]),
        ("The film has a happy ending.", ["happy", "печальный"]),
        ("La direction a embauché trente ouvriers en janvier.", ["embauché", "dismissed"]),
    ],
)
def test_the_words_of_both_sides_are_shown(original: str, words: list[str], evidence: Evidence) -> None:
    k = [pair[0] for pair in PAIRS].index(original)
    (found,) = opposites(evidence.findings[k])
    assert found.kind == "antonym"
    assert [PAIRS[k][span.side == "version"][span.start : span.end] for span in found.spans] == words


def test_an_opposite_is_major_whatever_the_network_says_of_its_kind(scorer: Scorer) -> None:
    pair = ("I due fratelli vivono insieme da anni.", "The two brothers have lived apart for years.")
    assert scorer.score([pair])[0].severity == "major"


@pytest.mark.parametrize(
    "pair",
    [
        ("The minister denied it.", "The minister confirmed it."),  # the business of rules that know English
        ("Der Minister bestritt es.", "El ministro lo confirmó."),  # no side is English
        ("The bridge is safe.", ""),
    ],
)
def test_one_side_alone_is_english(pair: tuple[str, str], scorer: Scorer) -> None:
    assert opposites(scorer.evidence([pair]).findings[0]) == []


def test_words_are_exchanged_only_where_the_network_allows_for_an_opposite(scorer: Scorer, evidence: Evidence) -> None:
    assert evidence.predictions is not None and scorer.model is not None
    unlikely = replace(evidence.predictions, kinds=np.full_like(evidence.predictions.kinds, 0.001))
    unmarked = [
        [replace(marks, probability=np.zeros_like(marks.probability)) for marks in side]
        for side in (evidence.predictions.original, evidence.predictions.version)
    ]
    nothing: list[list[Finding]] = [[] for _ in PAIRS]
    for predictions in (unlikely, replace(evidence.predictions, original=unmarked[0], version=unmarked[1])):
        assert with_opposites(nothing, evidence.readings, predictions, scorer.model, scorer.encoder) == nothing
