"""Training records: parts kept apart, people's labels read rightly, groups of changed copies."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.training.held import Held
from research.training.people import HUMAN
from research.training.records import Choice, Record, read_records, swapped, write_records
from research.training.split import mlqe_part, part_of
from research.training.texts import carried, changed_spans, detokenized
from tests.conftest import SETS

shared = pytest.mark.skipif(not (SETS / "drift/demetr.jsonl.gz").exists(), reason="the shared sets are not here")


@given(st.from_regex(r"(ted-talk\.\d{1,2}-\d{1,3}|(de|es|fr|it)-doc\d{1,3}-\d{1,2})", fullmatch=True))
def test_the_test_part_is_the_benchmarks(row_id: str) -> None:
    key = row_id if row_id.startswith("ted") else row_id.rsplit("-", 1)[0]
    assert (part_of(row_id) == "test") == (crc32(key.encode()) % 5 == 0)


def test_parts_of_numbered_rows_and_of_post_edits() -> None:
    assert [part_of(i) for i in (1, 360, 361, 400, 401, 500)] == ["train", "train", "dev", "dev", "test", "test"]
    assert mlqe_part({"part": "dev", "original": "x"}) == "test"


def test_a_choice_takes_whole_groups_and_stops_where_the_combinations_records_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("research.training.records.TRAINING_RECORDS", 700)
    records = [Record(str(k), "", "nli" if k % 2 else "synthetic.x", k // 4) for k in range(800)]
    kept = list(Choice(100, {"synthetic": 0.25}).of(records))
    assert [r for r in kept if r.family == "nli"] == records[101:700:2]
    groups = [r.group for r in kept if r.family == "synthetic"]
    assert 20 < len(groups) / 2 < 60
    assert all(groups.count(g) == 2 for g in groups)


def test_records_come_back_as_written(tmp_path: Path) -> None:
    records = [
        Record("a", "b", "x", 3, 0.5, True, ["number"], ["*"], [[0, 1]], [], [1, None], 0.4, 0.2, 0.7),
        Record("Größe 卫星", "b", "y"),
    ]
    assert write_records(records, tmp_path / "r.jsonl.gz") == 2
    assert list(read_records(tmp_path / "r.jsonl.gz")) == records


def test_read_backwards_an_omission_is_an_addition() -> None:
    record = Record(
        "a b", "a", "x", drift=0.5, kinds=["omission"], original_spans=[[2, 3]], version_spans=[], nli=[0, 1]
    )
    back = swapped(record)
    assert (back.original, back.version, back.kinds) == ("a", "a b", ["addition"])
    assert (back.original_spans, back.version_spans, back.nli) == ([], [[2, 3]], [1, 0])
    assert swapped(back) == record


@pytest.mark.parametrize(
    ("old", "new", "gone", "came"),
    [
        ("They rose fast today", "They fell today", ["rose fast"], ["fell"]),
        ("The old man slept", "The man slept", ["old"], []),
        ("A boat sank", "a boat sank .", [], ["."]),
        ("Same", "Same", [], []),
    ],
)
def test_changed_spans(old: str, new: str, gone: list[str], came: list[str]) -> None:
    left, right = changed_spans(old, new)
    assert [old[s:e] for s, e in left] == gone
    assert [new[s:e] for s, e in right] == came


def test_spans_are_carried_to_a_paraphrase_or_not_at_all() -> None:
    old, other = "The old mill burned down on Friday", "On Friday the old mill was destroyed by fire"
    assert [other[s:e] for s, e in carried([[4, 7]], old, other) or []] == ["old"]
    assert carried([[13, 24]], old, other) is None
    assert carried([], old, other) == []


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("He did n't go , though .", "He didn't go, though."),
        ("The city 's 5 % tax ( new ) rose .", "The city's 5% tax (new) rose."),
        ('" Why ? " he asked', '"Why?" he asked'),
        ("Plain text stays.", "Plain text stays."),
    ],
)
def test_detokenized(tokens: str, text: str) -> None:
    assert detokenized(tokens) == text


@shared
def test_demetr_changes_are_marked_where_they_are() -> None:
    from research.training.people import demetr

    records = list(demetr(Held(SETS), "dev"))
    assert {r.group - 10_000_000 for r in records} == set(range(361, 401))
    numbers = [r for r in records if r.source == "demetr.numbers_replaced"]
    assert all(r.kinds == ["number"] and r.drift == 1 for r in numbers)
    marked = [r.version[s:e] for r in numbers for s, e in r.version_spans or ()]
    assert sum(any(c.isdigit() for c in m) for m in marked) / len(marked) > 0.5
    lower = [r for r in records if r.source == "demetr.full_lower"]
    assert all(r.drift == 0 and r.version_spans == [] for r in lower)


@shared
def test_no_part_speaks_of_anothers_sentences() -> None:
    from research.training.people import mqm

    held = Held(SETS)
    texts = {part: {r.original for r in mqm(held, "ted_mqm", part)} for part in ("train", "dev", "test")}
    assert all(texts.values())
    repeated = texts["train"] & (texts["dev"] | texts["test"])
    assert all(len(t) < 40 for t in repeated)  # only greetings and thanks come twice


@shared
def test_what_two_people_wrote_drifts_hardly_and_stands_in_one_part() -> None:
    from research.training.people import human

    held = Held(SETS)
    texts = {part: {t for r in human(held, part) for t in (r.original, r.version)} for part in ("train", "dev", "test")}
    assert all(texts.values()) and not texts["train"] & (texts["dev"] | texts["test"])
    assert {r.drift for r in human(held, "train")} == {HUMAN}
