"""Which model judges a pair, what is said where none can, and offsets in texts as given."""

from __future__ import annotations

import pytest

import drift
from drift.comparing.verdicts import Judges, Pairing, judge, moved
from drift.stories.rewriting import Offsets
from drift.types import Drift, DriftError, Finding, Span

GERMAN = "Der Minister hat den Bericht am Dienstag in Berlin entschieden zurückgewiesen, sagte er."
ENGLISH = "On Tuesday in Berlin the minister firmly rejected the report, he said to journalists."


def test_a_language_that_the_chosen_model_does_not_read_gets_no_verdict() -> None:
    pairs = [
        Pairing(ENGLISH, ENGLISH + " Twice.", frozenset({"en"})),
        Pairing(GERMAN, ENGLISH, frozenset({"de", "en"})),
    ]
    (known, foreign), models = judge(pairs, Judges("small"))
    assert known.judged_by == "small" and known.drift.drift is not None
    assert (foreign.judged_by, foreign.drift.drift, foreign.drift.severity) == ("", None, "unjudged")
    assert foreign.drift.note == "small does not read de"
    assert any(name.startswith("drift model small") for name in models)


def test_language_is_told_by_pair() -> None:
    found = drift.score(
        [(ENGLISH, ENGLISH + " Twice."), (GERMAN, GERMAN + " Zweimal."), ("Yes.", "No.")], model="small"
    )
    assert [verdict.severity == "unjudged" for verdict in found] == [False, True, False]


def test_spans_move_to_the_characters_of_another_text() -> None:
    verdict = Drift(0.9, "critical", (Finding("number", (Span("original", 2, 4), Span("version", 0, 1)), 0.9),))
    (finding,) = moved(verdict, Offsets((0, 1, 4, 5), (1, 4, 5, 6), 9), Offsets((0, 1), (1, 2), 2)).findings
    assert finding.spans == (Span("original", 4, 6), Span("version", 0, 1))


@pytest.mark.parametrize("pair", [("a", None), ("a",), "ab", (1, "b")])
def test_what_is_no_pair_of_texts_is_named(pair: object) -> None:
    with pytest.raises(DriftError, match=r"^pair 1 is "):
        drift.score([("One.", "One."), pair])  # type: ignore[list-item]


def test_a_second_comparison_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from drift.judging import scorer

    drift.compare("One ship sank.", "Two ships sank.", model="small")
    monkeypatch.setattr(scorer, "load_encoder", lambda **_: pytest.fail("the encoder is built again"))
    monkeypatch.setattr(scorer, "find_model", lambda _: pytest.fail("the model is loaded again"))
    assert drift.compare("The mayor denied it.", "The mayor confirmed it.", model="small").severity != "none"


def test_no_pairs_no_verdicts() -> None:
    assert drift.score([]) == []
