"""Gold tables for each detector, and the contract that all of them keep."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drift.detectors import DETECTORS, detect
from drift.detectors.quantities_restated import count_restated
from drift.language.names import is_same_name
from drift.language.quantities import quantities
from drift.language.reading import read
from drift.language.word_links import make_pair
from drift.language.wordlist import listed
from drift.language.words import split_words
from drift.types import KINDS, Finding, Pair, severity_of

DATA = Path(__file__).parents[1] / "data"


def gold(detector: str) -> list[dict[str, str]]:
    with (DATA / f"detectors_{detector}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


GOLD = [pytest.param(name, row, id=f"{name}-{i}") for name in DETECTORS for i, row in enumerate(gold(name), 2)]
ODD = [
    "",
    " ",
    ".",
    "🙂🙃",
    "مرحبا بالعالم",
    "שלום 123",
    "a\x00b",
    "— … “”",
    "'",
    "x" * 5000,
    "5" * 400,
    "can't " * 300,
    "ﬁ Ⅷ ½ ²",
]


def words_of(pair: Pair, findings: list[Finding], side: str) -> str:
    """The words that the findings mark on a side, in order."""
    text = getattr(pair, side)
    spans = sorted({(s.start, s.end) for f in findings for s in f.spans if s.side == side})
    return " ".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(("name", "row"), GOLD)
def test_gold(name: str, row: dict[str, str]) -> None:
    pair = make_pair(row["original"], row["version"])
    findings = DETECTORS[name].detect(read(pair))
    if not row["kind"]:
        assert findings == []
        return
    found = [f for f in findings if f.kind == row["kind"]]
    assert found
    for side in ("original", "version"):
        assert set(row[f"{side}_words"].split()) <= set(words_of(pair, found, side).split())


@pytest.mark.parametrize("name", DETECTORS)
def test_gold_has_rows_that_stay_silent(name: str) -> None:
    rows = gold(name)
    many = name in ("numbers", "negation", "antonyms", "entities", "modality")
    assert len(rows) >= (20 if many else 8)
    assert sum(not row["kind"] for row in rows) >= (0.4 if many else 0.35) * len(rows)


@pytest.mark.parametrize("name", DETECTORS)
def test_kinds_are_of_the_closed_list(name: str) -> None:
    assert set(DETECTORS[name].KINDS) <= set(KINDS)
    assert {row["kind"] for row in gold(name)} - {""} <= set(DETECTORS[name].KINDS)


def check(name: str, pair: Pair) -> None:
    for found in DETECTORS[name].detect(read(pair)):
        assert found.kind in DETECTORS[name].KINDS
        assert found.detector == name
        assert 0 < found.weight <= 1
        assert found.spans
        for span in found.spans:
            assert 0 <= span.start < span.end <= len(getattr(pair, span.side))
            assert getattr(pair, span.side)[span.start : span.end].strip()


@pytest.mark.parametrize("name", DETECTORS)
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_texts_do_not_break_a_detector(name: str, odd: str) -> None:
    plain = "The US army did not leave 13 towns on Monday."
    for original, version in ((odd, plain), (plain, odd), (odd, odd + " "), (odd, "")):
        check(name, make_pair(original, version))


SENTENCE = st.lists(
    st.sampled_from(
        listed(
            "the a not never no may will must 13,000 five May Kyiv Psaki Putin rose fell and of in to was , . ? "
            "dogs animal city he she all some only says said allegedly more than 9:30 pm $5 km % gegründet 行星 US"
        )
    ),
    max_size=14,
).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(SENTENCE, SENTENCE)
def test_contract(original: str, version: str) -> None:
    pair = make_pair(original, version)
    for name in DETECTORS:
        check(name, pair)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_contract_on_any_text(original: str, version: str) -> None:
    pair = make_pair(original, version)
    for name in DETECTORS:
        check(name, pair)


@settings(max_examples=40, deadline=None)
@given(SENTENCE)
def test_equal_texts_have_no_findings(text: str) -> None:
    assert detect(read(make_pair(text, text))) == []


@pytest.mark.parametrize("name", ["numbers", "entities", "coverage"])
def test_an_omission_is_an_addition_from_the_other_side(name: str) -> None:
    mirrored = {"omission": "addition", "addition": "omission"}
    for row in gold(name):
        there = DETECTORS[name].detect(read(make_pair(row["original"], row["version"])))
        back = DETECTORS[name].detect(read(make_pair(row["version"], row["original"])))
        kinds = sorted(mirrored[f.kind] for f in there if f.kind in mirrored)
        assert kinds == sorted(f.kind for f in back if f.kind in mirrored)


@pytest.mark.parametrize(
    ("original", "version", "kinds"),
    [
        (
            "Die Stadt hat 13.000 Einwohner, sagte Anna Kessler.",
            "Die Stadt hat 13.000 Einwohner, sagte Anna Kessler heute.",
            set(),
        ),
        ("Die Stadt hat 13.000 Einwohner.", "Die Stadt hat 14.000 Einwohner.", {"number"}),
        ("El alcalde no firmó el acuerdo.", "The mayor signed the agreement.", set()),
    ],
)
def test_other_languages_only_have_numbers_and_names(original: str, version: str, kinds: set[str]) -> None:
    assert {f.kind for f in detect(read(make_pair(original, version)))} == kinds


@pytest.mark.parametrize(
    ("original", "version", "changed"),
    [
        ("Dreizehn Milliarden wurden bewilligt, 7,5 mehr.", "Thirteen billion were granted, 7.5 more.", False),
        ("Около 70 тыс. человек", "About 70,000 people", False),
        ("Около 70 тыс. человек", "About 90,000 people", True),
        ("部长周二证实有30名士兵丧生。", "The minister said that 13 soldiers had died.", True),
        ("7月8日，约翰来了。", "On July 8 John arrived.", False),
        ("७० हजार मानिस", "70,000 people", False),
        ("७० हजार मानिस", "90,000 people", True),
        ("El precio subió a 1.250 euros.", "The price rose to 1,250 euros.", False),
    ],
)
def test_figures_are_compared_across_languages(original: str, version: str, changed: bool) -> None:
    for texts in ((original, version), (version, original)):
        assert bool(DETECTORS["numbers_across"].detect(read(make_pair(*texts)))) is changed


def test_a_text_in_two_orders_gives_the_same_findings() -> None:
    left = "Minister Jen Psaki said 13,000 ships may not leave Kyiv on 3 May 2021."
    right = "Jen Zaki said 14,000 ships will leave Kiev."
    assert detect(read(make_pair(left, right))) == detect(read(make_pair(left, right)))
    assert {f.kind for f in detect(read(make_pair(left, right)))} >= {"number", "entity", "negation"}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [("Kyiv", "Kiev", True), ("Zelenskyy", "Zelensky", True),
     ("Psaki", "Zaki", False), ("Austria", "Australia", False), ("Niger", "Nigeria", False),
     ("Anna", "Hanna", False), ("Müller", "Mueller", True), ("Maria", "Marta", False), ("Martin", "Morton", False),
     ("Robert", "Roberta", False), ("Mohammed", "Muhammad", True), ("Khrushchev", "Chruschtschow", True),
     ("Aleksandr", "Alexander", True), ("Yeltsin", "Jelzin", True), ("CRM", "CRMs", True)],
)  # fmt: skip
def test_spelling_variants_of_a_name(a: str, b: str, same: bool) -> None:
    assert is_same_name(a, b) is same
    assert is_same_name(b, a) is same


@pytest.mark.parametrize(
    ("detector", "original", "version"),
    [
        ("entities", "Officer Pritchard filed the report.", "Officer Richards filed the report."),
        ("modality", "Patients should rest.", "Patients may rest."),
        ("coverage", "Keep the ticket, because the guard checks it at the door.", "Keep the ticket."),
        ("antonyms", "The mill stopped work.", "The mill restarted work."),
    ],
)
def test_what_changes_the_message_weighs_as_major(detector: str, original: str, version: str) -> None:
    weight = max(f.weight for f in DETECTORS[detector].detect(read(make_pair(original, version))))
    assert severity_of(weight) in ("major", "critical")


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=1000, max_value=999_999_999))
def test_thousands_marks_do_not_change_a_number(number: int) -> None:
    plain, comma = quantities(f"{number} ships"), quantities(f"{number:,} ships")
    assert [q.values for q in plain] == [frozenset({float(number)})]
    assert [q.values for q in comma] == [q.values for q in plain]


@pytest.mark.parametrize(
    ("original", "version", "count"),
    [
        ("She stayed 14 days.", "She stayed two weeks.", 1),
        ("It is 5 miles away.", "It is 8 km away.", 1),
        ("In 2019 some 13,000 died.", "Some thirteen thousand died in 2019.", 1),
        ("She stayed 14 days.", "She stayed 15 days.", 0),
        ("She stayed 14 days in May.", "She stayed two weeks.", 0),
        ("More than 40 came.", "Fewer than forty came.", 0),
        ("She stayed 14 days.", "She stayed 14 days.", 0),
        ("She stayed.", "She remained.", 0),
    ],
)
def test_quantities_in_other_words_are_counted(original: str, version: str, count: int) -> None:
    assert count_restated(make_pair(original, version)) == count


def test_pairs_without_word_links_are_judged_all_the_same() -> None:
    original, version = "The mayor did not sign.", "The mayor signed."
    bare = Pair(original, version, split_words(original), split_words(version))
    assert {f.kind for f in detect(read(bare))} == {"negation"}
