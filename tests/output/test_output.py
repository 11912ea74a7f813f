"""What is written can be read again, safely, and the same input gives the same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.analysis import Analysis
from drift.output.cells import guard
from drift.output.jsonl import read_jsonl, write_jsonl
from drift.output.results import write
from drift.output.rows import evidence, rows, version_rows
from drift.types import (
    SEVERITIES,
    Comparison,
    Drift,
    DriftError,
    Finding,
    Link,
    Sentence,
    Signature,
    Span,
    Story,
    Version,
)
from tests.report_stories import units, unread

ODD = '=HYPERLINK("x"), "quoted" \u202eעברית\u202c 🙂\nline two'


def version(name: str, *texts: str) -> Version:
    whole, sentences = "", []
    for text in texts:
        sentences.append(Sentence(text, len(whole), len(whole) + len(text)))
        whole += text + "\n"
    return Version(name, whole, "en", tuple(sentences))


def analysis(text: str = ODD) -> Analysis:
    found = Finding("antonym", (Span("original", 0, 1), Span("version", 0, 2)), 0.7, "antonyms")
    drifts = Drift(0.71, "major", (found,), 0.93), Drift(0.0, "none"), Drift(0.4, "minor")
    links = Link((0,), (0,), 0.93, 0.8), Link((), (1,)), Link((1,), (), None, 0.5, True)
    comparison = Comparison("original", "copy", links, drifts)
    sides = version("original", text, "Second."), version("copy", text, "Another.")
    return Analysis((Story("@story", sides, "original", (comparison,)),), Signature("drift 0"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=2))
def test_jsonl_keeps_everything(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "analysis.jsonl"
        write_jsonl(analysis(text), path)
        assert Analysis.load(path) == analysis(text)


def test_csv_has_the_contract_columns_and_is_guarded(tmp_path: Path) -> None:
    write(analysis(), tmp_path)
    with (tmp_path / "drift.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert (
        list(table[0])
        == (
            "story original version link original_sentences version_sentences moved original_text version_text "
            "similarity drift severity kinds evidence spans confidence unit"
        ).split()
    )
    first, added, lost = table
    assert (first["story"], first["original_text"]) == ("'@story", "'" + ODD)
    assert (first["similarity"], first["drift"], first["kinds"]) == ("0.9300", "0.7100", "antonym")
    assert [first[f"{side}_text"][a:b] for side, a, b, _ in json.loads(first["spans"])] == [ODD[:1], ODD[:2]]
    assert (added["original_sentences"], added["version_sentences"], added["similarity"]) == ("", "1", "")
    assert (lost["moved"], lost["severity"]) == ("1", "minor")
    assert [row["confidence"] for row in table] == ["0.8000", "1.0000", "0.5000"]
    assert {row["unit"] for row in table} == {""}


def test_a_units_row_has_its_id_and_no_confidence(tmp_path: Path) -> None:
    write(Analysis((units(),), Signature("drift 0")), tmp_path)
    with (tmp_path / "drift.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["unit"], row["confidence"]) for row in table] == [("menu.file.open", ""), ("b<b>", "")]
    with (tmp_path / "versions.csv").open(encoding="utf-8", newline="") as file:
        (version,) = csv.DictReader(file)
    assert list(version)[-5:-2] == ["version_coverage", "unjudged", "judged_by"]
    assert (version["coverage"], version["judged_by"]) == ("0.4444", "tiny")


def test_the_same_analysis_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        write(analysis(), tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_excel_knows_the_encoding_of_every_csv_by_its_mark(tmp_path: Path) -> None:
    write(analysis(), tmp_path / "plain")
    write(analysis(), tmp_path / "excel", excel=True)
    for path in (tmp_path / "plain").iterdir():
        mark = b"\xef\xbb\xbf" if path.suffix == ".csv" else b""
        assert (tmp_path / "excel" / path.name).read_bytes() == mark + path.read_bytes()


def test_versions_are_counted(tmp_path: Path) -> None:
    (row,) = version_rows(analysis("Twelve chars"))
    assert {name: row[name] for name in SEVERITIES} == {"none": 1, "minor": 1, "major": 1, "critical": 0}
    assert (row["sentences"], row["set_aside"], row["antonym"], row["moved"]) == (2, 0, 1, 1)
    assert (row["unjudged"], row["judged_by"]) == (0, "")
    assert row["coverage"] == pytest.approx(12 / 19, abs=1e-4)
    assert row["version_coverage"] == pytest.approx(12 / 20, abs=1e-4)


def test_what_was_not_judged_counts_neither_as_none_nor_in_the_mean() -> None:
    story = unread()
    (row,) = version_rows(Analysis((story,), Signature("drift 0")))
    assert (row["none"], row["critical"], row["unjudged"], row["mean_drift"]) == (0, 1, 2, 0.9)
    cells = [row["drift"] for row in rows(Analysis((story,), Signature("drift 0")))]
    assert cells == [0.9, None, None]
    (comparison,) = story.comparisons
    nothing = replace(story, comparisons=(replace(comparison, drifts=(comparison.drifts[1],) * 3),))
    (row,) = version_rows(Analysis((nothing,), Signature("drift 0")))
    assert row["mean_drift"] is None


def test_evidence_names_both_sides() -> None:
    lost = Finding("omission", (Span("original", 0, 3),), 0.5)
    swap = Finding("antonym", (Span("original", 4, 8), Span("version", 4, 8)), 0.7)
    assert evidence(Drift(0.7, "major", (swap, lost)), "old good", "the bad!") == "good → bad!; old → ∅"


@given(st.text() | st.from_regex("^[-=+@\t\r]"))
def test_a_guarded_cell_is_no_formula(text: str) -> None:
    assert guard(text).endswith(text)
    if guard(text).startswith(("=", "+", "-", "@", "\t", "\r")):
        float(text.strip("\n %").replace(",", ""))  # a number


FOREIGN: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a comparison of an unknown version": lambda s: s["comparisons"][0].update(version="nobody"),
    "a link to a sentence that is not there": lambda s: s["comparisons"][0]["links"][0].update(version=[7]),
    "fewer drifts than links": lambda s: s["comparisons"][0]["drifts"].pop(),
    "an unknown severity": lambda s: s["comparisons"][0]["drifts"][0].update(severity="awful"),
    "a drift beyond 1": lambda s: s["comparisons"][0]["drifts"][0].update(drift=7),
    "no figure for a severity": lambda s: s["comparisons"][0]["drifts"][0].update(drift=None),
    "a text that is none": lambda s: s["versions"][0].update(text=None),
    "a field too many": lambda s: s.update(mood="good"),
    "a field too few": lambda s: s.pop("versions"),
}


@pytest.mark.parametrize("change", FOREIGN.values(), ids=FOREIGN)
def test_a_damaged_story_is_refused(change: Callable[[dict[str, Any]], Any], tmp_path: Path) -> None:
    path = tmp_path / "analysis.jsonl"
    write_jsonl(analysis(), path)
    signature, story = path.read_text(encoding="utf-8").splitlines()
    value = json.loads(story)
    change(value)
    path.write_text(signature + "\n" + json.dumps(value) + "\n", encoding="utf-8")
    with pytest.raises(DriftError, match=r"analysis\.jsonl, line 2"):
        read_jsonl(path)


@pytest.mark.parametrize("line", ["", "{}", "[1]", "no json", '{"program": 1, "mood": 2}'])
def test_a_foreign_file_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "analysis.jsonl"
    path.write_text(line)
    with pytest.raises(DriftError, match=r"analysis\.jsonl, line 1"):
        read_jsonl(path)
