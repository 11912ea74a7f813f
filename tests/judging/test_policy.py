"""What rules may decide by themselves, and where bands begin."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.detectors import detect
from drift.judging import policy
from drift.judging.combination import load_combination
from drift.judging.features import feature_rows
from drift.judging.models import shipped_models
from drift.judging.network import Predictions
from drift.judging.policy import POLICY, banded
from drift.language.reading import read
from drift.language.word_links import make_pair
from drift.types import CRITICAL, MAJOR, MINOR, Finding, Kind, Pair, Span, severity_of
from tests.judging.predictions import finding, predicted

PAIR = make_pair("The talks failed.", "The talks succeeded.")
CHANGED = Span("original", 10, 16), Span("version", 10, 19)  # failed, succeeded


def drift(found: list[Finding], predictions: Predictions | None, pair: Pair = PAIR, model: str = "base") -> float:
    combination = load_combination(shipped_models()[model].folder / "combination.json")
    rows = feature_rows([pair], [found], predictions)
    return float(policy.drifts(combination.expected(rows), [read(pair)], [found], rows, combination.marks)[0])


def of_rule(name: str, weight: float) -> Finding:
    """A finding that the policy's row of this name speaks of."""
    detector, _, kind = name.rpartition("/")
    return Finding(cast(Kind, kind), CHANGED, weight, detector)


@pytest.mark.parametrize("name", [name for name, rule in POLICY.items() if rule.least_log_odds < 0])
def test_what_rules_are_sure_of_counts_unless_the_network_rules_it_out(name: str) -> None:
    rule = POLICY[name]
    found = [of_rule(name, 0.95)]
    agreed = drift(found, predicted(0.6))
    assert agreed >= rule.share * 0.95
    doubted = drift(found, predicted(0.03))  # log odds of -3.5
    if rule.least_log_odds > -3.5 and rule.certain_from > 0.95:
        assert severity_of(doubted) == "none"
    else:
        assert doubted >= (min(policy.CAP, rule.share * 0.95) if rule.capped else rule.share * 0.95)


@pytest.mark.parametrize("name", [name for name, rule in POLICY.items() if rule.least_weight > 0])
def test_what_rules_are_less_sure_of_sets_no_floor(name: str) -> None:
    found = [[of_rule(name, POLICY[name].least_weight - 0.05)]]
    assert policy.floors([read(PAIR)], found, feature_rows([PAIR], found, predicted(0.6))) == [0]


def test_a_detector_that_is_surer_of_a_kind_than_others_has_a_row_of_its_own() -> None:
    assert policy.rule_for(finding("number", 0.8, "numbers")) is POLICY["numbers/number"]
    assert policy.rule_for(finding("number", 0.8, "senses")) is POLICY["number"]


def test_two_known_names_are_two_whatever_the_network_says() -> None:
    pair = make_pair("Maria called.", "Marta called.")
    assert severity_of(drift(detect(read(pair)), predicted(0.03), pair)) == "major"


@pytest.mark.parametrize("name", [name for name, rule in POLICY.items() if rule.certain_from <= 1])
def test_what_is_certain_from_the_text_counts_whatever_the_network_says(name: str) -> None:
    assert severity_of(drift([of_rule(name, 1.0)], predicted(0.001))) != "none"


@pytest.mark.parametrize(
    ("version", "least"),
    [
        ("The ministry said that 40 people had died.", "major"),
        ("The ministry stated that 40 persons had perished.", "major"),
        ("According to officials, the blaze killed two.", "none"),
    ],
)
def test_amid_other_matter_a_figure_needs_the_networks_consent(version: str, least: str) -> None:
    reading = read(make_pair("The ministry said that 14 people had died.", version))
    found = [next(f for f in detect(reading) if f.detector == "numbers")]

    def floor(chance: float) -> float:
        rows = feature_rows([reading.pair], [found], predicted(chance))
        return float(policy.floors([reading], [found], rows)[0])

    assert severity_of(floor(0.03)) == least
    assert severity_of(floor(0.6)) == "major"


def test_a_lost_placeholder_is_major() -> None:
    pair = make_pair("%d files were deleted.", "Files were deleted.")
    assert severity_of(drift(detect(read(pair)), predicted(0.001), pair)) == "major"


def test_without_a_network_floors_hold() -> None:
    assert severity_of(drift([finding("entity", 0.95)], None, model="lexical")) != "none"


def test_a_capped_floor_counts_whole_where_the_network_names_the_kind() -> None:
    pair = make_pair("He may go.", "He must go.")
    names, doubts = (drift([finding("modality", 0.64)], predicted(p), pair) for p in (0.6, 0.2))
    assert severity_of(doubts) == "minor" and severity_of(names) != "minor"


def test_what_is_certain_is_not_capped() -> None:
    pair = make_pair("You must stop.", "You should stop.")
    assert severity_of(drift(detect(read(pair)), predicted(0.001), pair)) == "major"


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.17, 0.45), st.floats(0.5, 0.7), st.floats(0.75, 0.9))
def test_bands_keep_the_order_and_begin_where_they_should(
    one: float, other: float, minor: float, major: float, critical: float
) -> None:
    low, high = banded(np.array(sorted((one, other))), (minor, major, critical))
    assert 0 <= low <= high <= 1
    begin = banded(np.array([0, minor, major, critical, 1]), (minor, major, critical))
    assert begin == pytest.approx([0, MINOR, MAJOR, CRITICAL, 1])
    assert [severity_of(d + 1e-9) for d in begin] == ["none", "minor", "major", "critical", "critical"]
