"""Systems are read from every sort of file, counted, tested, printed and written as JSON."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

import drift as package
from drift.evaluation.figures import evaluate
from drift.evaluation.read import read_systems
from drift.types import Drift, DriftError, Finding, Span, severity_of
from tests.conftest import Command

REFERENCES = ["He denied the report.", "All 13 miners were rescued.", "It rained all day.", "She may resign soon."]
GOOD = ["He denied the report.", "All 13 miners were saved.", "It rained all day.", "She may resign soon."]
BAD = ["He confirmed the report.", "All 30 miners were rescued.", "", "She may resign soon."]


def drifts(*amounts: float | None) -> list[Drift]:
    found = (Finding("number", (Span("original", 0, 1),), 0.9),)
    return [
        Drift(None, "unjudged") if amount is None else Drift(amount, severity_of(amount), found if amount > 0.5 else ())
        for amount in amounts
    ]


def test_figures_are_means_rates_and_counts() -> None:
    found = evaluate(
        {"a": drifts(0.0, 0.6, None, 0.9), "b": drifts(0.1, 0.0, 0.9, 0.2)},
        ["One two.", "One, two, three, four.", "x", "One two three four."],
        resamples=50,
    )
    first, second = found.systems
    assert (found.segments, found.words, found.unjudged) == (3, 10, 1)
    assert first.drift.score == pytest.approx(0.5)
    assert first.grave.score == pytest.approx(200)
    assert dict(first.severities) == {"none": 1, "minor": 0, "major": 1, "critical": 1}
    assert dict(first.kinds) == {"number": 2}
    assert second.drift.score == pytest.approx(0.1)
    assert first.drift.p_bootstrap is None
    assert second.drift.p_randomisation is not None
    assert found.signature == "segments:3|words:10|bs:50|ar:50|seed:0"


def test_words_are_counted_in_scripts_without_spaces_too() -> None:
    found = evaluate({"a": drifts(0.0, 0.0)}, ["大臣は報告を否定した", "Two words."], resamples=10)
    assert found.words == 5


def test_the_baseline_comes_first() -> None:
    found = evaluate({"a": drifts(0, 1), "b": drifts(1, 1)}, ["x", "y"], baseline="b", resamples=20)
    assert [system.name for system in found.systems] == ["b", "a"]
    assert found.systems[0].drift.p_bootstrap is None
    assert [row["system"] for row in found.as_json()] == ["Baseline: b", "a"]
    with pytest.raises(DriftError, match="no system c to be the baseline; choose from a, b"):
        evaluate({"a": drifts(0, 1), "b": drifts(1, 1)}, ["x", "y"], baseline="c")


def test_too_little_is_said() -> None:
    with pytest.raises(DriftError, match="1 of 3 segments could be judged in all systems; two are needed"):
        evaluate({"a": drifts(0, None, 1), "b": drifts(1, 1, None)}, ["x", "y", "z"])
    with pytest.raises(DriftError, match="there is no system"):
        package.systems(REFERENCES, {})
    with pytest.raises(DriftError, match="b has 1 segments, the original 4"):
        package.systems(REFERENCES, {"a": GOOD, "b": ["x"]})


def test_from_python() -> None:
    found = package.systems(REFERENCES, {"good": GOOD, "bad": BAD}, resamples=50, model="lexical")
    good, bad = found.systems
    assert good.drift.score < bad.drift.score
    assert bad.kinds["omission"] == 1
    assert "drift_model_lexical:" in found.signature


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """References and two systems as line files, as a wide table, as rows by system and as a translation memory."""
    monkeypatch.chdir(tmp_path)
    sides = {"ref.en": REFERENCES, "good.en": GOOD, "bad.en": BAD}
    for name, lines in sides.items():
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines))
    rows = zip(REFERENCES, GOOD, BAD, strict=True)
    (tmp_path / "wide.tsv").write_text("ref\tgood\tbad\n" + "".join("\t".join(row) + "\n" for row in rows))
    (tmp_path / "mqm.tsv").write_text(
        "system\tdoc\tseg\tsource\ttarget\n"
        + "".join(
            f"{name}\tnews\t{k}\t{source}\t{target}\n"
            for name, targets in (("good", GOOD), ("bad", BAD))
            for k, (source, target) in enumerate(zip(REFERENCES, targets, strict=True))
            if target
        )
    )
    return tmp_path


def test_line_files_and_wide_tables_hold_the_same(files: Path) -> None:
    lines = read_systems([files / "ref.en", files / "good.en", files / "bad.en"])
    wide = read_systems([files / "wide.tsv"], "ref", ["good", "bad"])
    assert (lines.original, lines.versions) == (wide.original, wide.versions) == ("ref", ("good", "bad"))
    assert lines.table.to_dict("list") == wide.table.to_dict("list")


def test_of_rows_by_system_only_segments_of_all_systems_count(files: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pairs = read_systems([files / "mqm.tsv"])
    assert set(pairs.versions) == {"good", "bad"}
    assert pairs.table["original"].tolist() == [text for text, bad in zip(REFERENCES, BAD, strict=True) if bad]
    assert "mqm.tsv: 1 of 4 segments are left out, for not all systems have them" in caplog.text


def test_a_table_whose_systems_are_not_named_is_refused(files: Path) -> None:
    with pytest.raises(DriftError, match=r"wide\.tsv: name the columns of the systems with --version-column"):
        read_systems([files / "wide.tsv"])


OPTIONS = ("--model", "lexical", "--quiet", "--resamples", "50")


def test_the_command_prints_a_table(files: Path, drift: Command) -> None:
    done = drift("systems", "ref.en", "good.en", "bad.en", *OPTIONS)
    assert (done.code, done.err) == (0, "")
    baseline, other = (line for line in done.out.splitlines() if "±" in line and "interval" not in line)
    assert baseline.split()[:2] == ["baseline:", "good"]
    assert other.split()[0] == "bad"
    assert "number 1" in other
    assert done.out.splitlines()[-1].startswith("segments:4|words:17|bs:50|ar:50|seed:0|drift_model_lexical:")
    assert drift("systems", "ref.en", "good.en", "bad.en", *OPTIONS).out == done.out


def test_the_command_writes_json(files: Path, drift: Command) -> None:
    done = drift("systems", "wide.tsv", "--original-column", "ref", "--version-column", "good", "--version-column", "bad",
                 *OPTIONS, "--format", "json", "--seed", "3", "-o", "made.json")  # fmt: skip
    assert (done.code, done.out) == (0, "")
    good, bad = json.loads((files / "made.json").read_text())
    for row in (good, bad):
        for name in ("drift", "major_per_1000_words"):
            assert {"name", "score", "signature", "mean", "ci", "low", "high", "p_bootstrap", "p_randomisation"} == {
                *row[name]
            }
            assert row[name]["name"] == name
            assert row[name]["low"] <= row[name]["mean"] <= row[name]["high"]
    assert good["drift"]["p_bootstrap"] is None
    assert 0 < bad["drift"]["p_bootstrap"] <= 1
    assert "|seed:3|" in bad["drift"]["signature"]
    assert (bad["segments"], bad["words"]) == (4, 17)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ref.en",), "name the columns of the systems"),
        (("ref.en", "short.en"), "ref.en has 4 lines, but short.en has 1 line"),
        (("ref.en", "good.en", "--baseline", "best"), "no system best to be the baseline"),
        (("ref.en", "good.en", "-o", "good.en"), "good.en is what is read"),
        (("ref.en", "good.en", "--format", "xml"), "xml is none of text, json"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments: tuple[str, ...], named: str, files: Path, drift: Command) -> None:
    (files / "short.en").write_text("One line.\n")
    done = drift("systems", *arguments, *OPTIONS)
    assert (done.code, done.out) == (2, "")
    assert named in done.err
    assert len(done.err.splitlines()) == 1
