"""Verdicts: what needs no model, what each kind of pair gets, and that the order of pairs changes nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

import drift
from drift.judging.models import shipped_models
from drift.judging.scorer import load_scorer
from drift.judging.second_opinion import SecondOpinion
from drift.language.reading import Reading, read
from drift.types import Pair, severity_of

PAIRS = [
    ("The ministry denied the report.", "The ministry confirmed the report."),
    ("He met the Polish minister on Monday.", "He met the Polish minister on Tuesday."),
    ("She may leave the party.", "She is going to leave the party."),
    ("The court upheld the ban.", "The ban was upheld by the court."),
    ("The firm sold 1,200 cars last year.", "Last year the company sold 1200 cars."),
    ("🙂", "مرحبا"),
    ("word " * 3000, "word " * 2999 + "end"),
]


@pytest.fixture(scope="module", params=shipped_models())
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def verdicts(model: str) -> list[drift.Drift]:
    return drift.score(PAIRS, model=model)


def test_every_verdict_is_whole(verdicts: list[drift.Drift]) -> None:
    for pair, verdict in zip(PAIRS, verdicts, strict=True):
        texts = dict(zip(("original", "version"), pair, strict=True))
        assert verdict.drift is not None and 0 <= verdict.drift <= 1
        assert verdict.severity == severity_of(verdict.drift)
        assert bool(verdict.findings) == (verdict.severity != "none")
        for finding in verdict.findings:
            assert all(0 <= s.start < s.end <= len(texts[s.side]) for s in finding.spans)


def test_changed_meaning_outranks_changed_wording(verdicts: list[drift.Drift]) -> None:
    denied, weekday, _may, passive, firm = (v.drift or 0.0 for v in verdicts[:5])
    assert min(denied, weekday) > max(passive, firm)


def test_order_and_company_change_nothing(model: str, verdicts: list[drift.Drift]) -> None:
    shuffled = list(enumerate(PAIRS))
    random.Random(3).shuffle(shuffled)
    again = drift.score([pair for _, pair in shuffled], model=model)
    for (i, _), verdict in zip(shuffled, again, strict=True):
        assert verdict.drift == pytest.approx(verdicts[i].drift, abs=1e-4)
    assert drift.compare(*PAIRS[0], model=model).drift == pytest.approx(verdicts[0].drift, abs=1e-4)


def test_a_pair_is_read_once_for_all_rules_and_for_restating(monkeypatch: pytest.MonkeyPatch) -> None:
    from drift.judging import scorer

    calls: list[Pair] = []

    def counted(pair: Pair) -> Reading:
        calls.append(pair)
        return read(pair)

    monkeypatch.setattr(scorer, "read", counted)
    drift.score(PAIRS[:4], model="small")
    assert sorted((pair.original, pair.version) for pair in calls) == sorted(PAIRS[:4])


def test_a_second_opinion_comes_before_the_policy() -> None:
    own = load_scorer("small")
    pair = ("Officials said 13 men were killed.", "Officials said 30 men were killed.")

    class NothingChanged:
        def joined(self, expected: np.ndarray, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
            return np.zeros(len(expected))

    denied = replace(own, second_opinion=cast("SecondOpinion", NothingChanged()))
    (verdict,) = denied.verdicts([pair])
    assert verdict.severity == "major" and "number" in verdict.kinds
