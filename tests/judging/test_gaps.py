"""What needs no model: equal texts, and passages that stand on one side only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.judging.gaps import gap_drift, missing_translation, trivial_drift
from drift.types import Kind, Side

CLAIM = "The ministry denied the report. He met the Polish minister on Monday."


@pytest.mark.parametrize(
    ("original", "version"),
    [
        ("The same.", "the  same!"),
        ("", ""),
        ("?!", "?!"),
        ("“Peter’s” – he said", "'Peter's' — he said."),
        ("It ran from 1939–1945", "It ran from 1939-1945"),
        ("He paused — then left.", "He paused, then left"),
    ],
)
def test_case_spacing_quotation_marks_dashes_and_sentence_marks_are_no_change(original: str, version: str) -> None:
    verdict = trivial_drift(original, version)
    assert verdict is not None and verdict.drift == 0


@pytest.mark.parametrize(
    ("original", "version"),
    [
        ("-5 degrees", "5 degrees"),
        ("It was −5 there.", "It was 5 there."),
        ("€500", "£500"),
        ("a loss of -€5 million", "a loss of €5 million"),
        ("£5 million", "$5 million"),
        ("x < 5", "x > 5"),
        ("C++", "C#"),
        ("5%", "5‰"),
        ("Well done 🙂", "Well done 🙃"),
        ("🇩🇪", "🇫🇷"),
        ("He left.", "He left?"),
        ("(5)", "5"),
        ("@home", "home"),
    ],
)
def test_every_other_sign_counts(original: str, version: str) -> None:
    assert trivial_drift(original, version) is None
    assert trivial_drift(version, original) is None


@given(st.text(), st.text())
def test_what_needs_no_model_does_so_both_ways(a: str, b: str) -> None:
    one, other = trivial_drift(a, b), trivial_drift(b, a)
    assert (one is None) == (other is None)
    if one and other:
        assert one.drift == other.drift


@pytest.mark.parametrize(("original", "version", "kind"), [(CLAIM, " ", "omission"), ("", CLAIM, "addition")])
def test_a_pair_with_an_empty_side_is_at_least_major_and_says_what_it_is(
    original: str, version: str, kind: Kind
) -> None:
    verdict = trivial_drift(original, version)
    assert verdict is not None and verdict.severity == "major" and verdict.kinds == (kind,)


def test_a_unit_that_nobody_translated_is_untranslated() -> None:
    verdict = missing_translation("OK", "original", "untranslated")
    assert (verdict.severity, verdict.kinds) == ("major", ("untranslated",))


def test_a_gap_weighs_what_it_says() -> None:
    aside, claim = (gap_drift(text, "original") for text in ("And so on.", CLAIM))
    assert aside.drift is not None and claim.drift is not None
    assert 0 <= aside.drift < 1 / 6 < claim.drift <= 2 / 3
    (finding,) = gap_drift("  Three men were shot. ", "version").findings
    assert (finding.kind, finding.spans[0].start, finding.spans[0].end) == ("addition", 2, 22)


@pytest.mark.parametrize("side", ["original", "version"])
def test_a_gap_bears_its_kind_whatever_its_severity(side: Side) -> None:
    verdict = gap_drift("And so on.", side)
    assert verdict.severity == "none"
    assert verdict.kinds == ("omission" if side == "original" else "addition",)
