"""Comparisons in which a side is not English: who judges them, what is said of it, and where the words stand."""

from __future__ import annotations

from pathlib import Path

import pytest

import drift
from drift.comparing.verdicts import Judges, Pairing, judge
from drift.judging.models import MULTILINGUAL, shipped_models
from drift.language.words import split_words

ENGLISH = "On Tuesday the ministry said that 13 soldiers had been killed at the border."
SPANISH = "El martes el ministerio dijo que {} soldados habían muerto en la frontera."
CHINESE = "该部周二表示，有{}名士兵在边境丧生。"


def pairing(version: str, language: str) -> Pairing:
    return Pairing(ENGLISH, version, frozenset({"en", language}))


def test_a_side_in_another_language_is_judged_by_the_multilingual_model() -> None:
    (verdict,), models = judge([pairing(SPANISH.format(13), "es")], Judges())
    assert verdict.judged_by == MULTILINGUAL and verdict.drift.drift is not None
    assert verdict.drift.note == f"{MULTILINGUAL} {shipped_models()[MULTILINGUAL].caution}"
    assert any(name.startswith(f"drift model {MULTILINGUAL}") for name in models)


def test_a_language_that_it_was_not_measured_on_gets_a_note_or_no_verdict() -> None:
    catalan = pairing("El ministeri va dir dimarts que 13 soldats havien mort a la frontera.", "ca")
    (noted,), _ = judge([catalan], Judges())
    (strict,), _ = judge([catalan], Judges(strict_languages=True))
    assert noted.drift.note == f"{MULTILINGUAL} was neither taught nor measured on ca"
    assert (strict.drift.severity, strict.drift.note) == ("unjudged", "no drift model at hand reads ca")


@pytest.mark.parametrize("text", [SPANISH, CHINESE])
def test_a_changed_figure_is_found_across_languages_and_an_equal_one_is_not(text: str) -> None:
    same, changed = (drift.compare(ENGLISH, text.format(n)) for n in (13, 30))
    assert "number" not in same.kinds and "number" in changed.kinds
    assert changed.severity in ("major", "critical") and (same.drift or 0) < (changed.drift or 0)
    shown = {text.format(30)[s.start : s.end] for f in changed.findings for s in f.spans if s.side == "version"}
    assert "30" in shown


def test_evidence_is_whole_words_in_a_script_without_spaces() -> None:
    version = CHINESE.format(30) + "部长对此表示否认。"
    bounds = {(w.start, w.end) for w in split_words(version)}
    starts, ends = {start for start, _ in bounds}, {end for _, end in bounds}
    for finding in drift.compare(ENGLISH, version).findings:
        for span in finding.spans:
            if span.side == "version":
                assert span.start in starts and span.end in ends


def test_english_comparisons_keep_their_encoder_beside_foreign_ones(tmp_path: Path) -> None:
    texts = {"original": ENGLISH, "copy": ENGLISH.replace("13", "30"), "spanish": SPANISH.format(13)}
    analysis = drift.analyze(texts)
    judged_by = {c.version: c.judged_by for c in analysis.stories[0].comparisons}
    assert judged_by == {"copy": "base", "spanish": MULTILINGUAL}
    assert {name for name in analysis.signature.models if name.startswith("encoder ")} == {
        "encoder all-MiniLM-L6-v2", "encoder multilingual-e5-small",
    }  # fmt: skip


def test_its_languages_are_codes_of_two_letters_each_listed_once() -> None:
    entry = shipped_models()[MULTILINGUAL]
    assert all(len(code) == 2 for code in entry.languages | entry.other_languages)
    assert entry.languages.isdisjoint(entry.other_languages) and "en" in entry.languages
