"""The contract of every format, and how one is chosen."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from lxml import etree

from drift.output.exports import EXPORTS, check_form, chosen, write_export
from drift.output.frame import frame
from drift.output.results import write
from drift.output.rows import COLUMNS, VERSION_COLUMNS
from drift.types import DriftError, Results
from tests.conftest import Command
from tests.output.exports.stories import ANALYSES, SCHEMAS, written

NOT_FOR: dict[str, set[str]] = {  # what a format has no way to hold, and says so
    "xliff": {"without original", "uncompared", "no story"},
    "tei": {"no story"},
}
ZIPPED = ("xlsx", "docx")
WRITABLE = [(form, name) for form in EXPORTS for name in ANALYSES if name not in NOT_FOR.get(form, ())]


@pytest.mark.parametrize(("form", "name"), WRITABLE)
def test_every_analysis_can_be_written_and_the_same_one_gives_the_same_bytes(form: str, name: str) -> None:
    made = written(ANALYSES[name], form)
    if form in ZIPPED:  # of which the container has a date
        assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
    else:
        assert made == written(ANALYSES[name], form)


@pytest.mark.parametrize(("form", "name"), [(form, name) for form, names in NOT_FOR.items() for name in sorted(names)])
def test_what_does_not_fit_is_refused_in_one_sentence(form: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=r"[;,] .*\.$"):
        write_export(ANALYSES[name], tmp_path / "out", form)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("form", ["xliff", "tmx", "tei", "junit"])
@pytest.mark.parametrize("name", ANALYSES)
def test_xml_is_valid(form: str, name: str) -> None:
    if name in NOT_FOR.get(form, ()):
        pytest.skip("refused")
    root = etree.fromstring(written(ANALYSES[name], form))
    if form == "tmx":
        checked = etree.DTD(str(SCHEMAS / "tmx14.dtd"))
    elif form == "tei":
        checked = etree.RelaxNG(etree.parse(SCHEMAS / "tei.rng"))
    else:
        checked = etree.XMLSchema(etree.parse(SCHEMAS / f"{form}.xsd"))
    assert checked.validate(root), checked.error_log


def test_csv_is_drift_csv(tmp_path: Path) -> None:
    for name, results in ANALYSES.items():
        write(results, tmp_path / name)
        made = (tmp_path / name / "drift.csv").read_bytes()
        assert written(results, "csv") == made
        tabbed = csv.reader(io.StringIO(written(results, "tsv").decode(), newline=""), delimiter="\t")
        assert list(tabbed) == list(csv.reader(io.StringIO(made.decode(), newline="")))


def test_tables_have_the_rows_of_the_frame() -> None:
    results = ANALYSES["gold"]
    expected = frame(results)
    lines = [json.loads(line) for line in written(results, "jsonl").splitlines()]
    assert json.loads(written(results, "json")) == lines
    parquet = pd.read_parquet(io.BytesIO(written(results, "parquet")))
    for made in (pd.DataFrame(lines), parquet):
        assert list(made.columns) == list(COLUMNS)
        assert list(made["version_text"]) == list(expected["version_text"])


def test_a_workbook_has_a_sheet_a_version() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(ANALYSES["long"], "xlsx")))
    assert book.sheetnames == ["versions", "version 1", "version 2"]
    assert [cell.value for cell in book["versions"][1]] == list(VERSION_COLUMNS)
    assert book["versions"].max_row == 3
    for name in book.sheetnames[1:]:
        head, *lines = book[name].iter_rows(values_only=True)
        assert head == COLUMNS
        assert [line[COLUMNS.index("version")] for line in lines] == [name] * 30
    several = openpyxl.load_workbook(io.BytesIO(written(ANALYSES["several"], "xlsx")))
    assert several.sheetnames == ["versions", "border-talks retelling", "units en-GB", "gold copy"]
    pairs = openpyxl.load_workbook(io.BytesIO(written(ANALYSES["without original"], "xlsx")))
    assert pairs.sheetnames == ["versions", "a ↔ b", "a ↔ été", "b ↔ été"]


def test_the_ending_names_the_format_unless_it_is_named() -> None:
    assert check_form("a.XLF") == "xliff"
    assert check_form("-", "github") == "github"
    assert check_form("a.tsv", "mqm") == "mqm"
    for path in ("-", "a.xml", "a"):
        with pytest.raises(DriftError, match="--to: csv, tsv"):
            check_form(path)


def test_endings_are_each_of_one_format() -> None:
    endings = [ending for export in EXPORTS.values() for ending in export.endings]
    assert len(endings) == len(set(endings))


def test_stories_and_versions_are_chosen_by_name() -> None:
    several, pairs = ANALYSES["several"], ANALYSES["without original"]
    assert [story.name for story in chosen(several, stories=["units"]).stories] == ["units"]
    (story,) = chosen(several, versions=["copy"]).stories
    assert story.name == "gold"
    (story,) = chosen(pairs, versions=["b"]).stories
    assert ([v.name for v in story.versions], len(story.comparisons)) == (["a", "b"], 1)
    for names, message in (
        ({"stories": ["none"]}, "no story none in the analysis; choose from border-talks, units, gold"),
        ({"versions": ["none"]}, "no version none in the analysis; choose from retelling, en-GB, copy"),
        ({"stories": ["units"], "versions": ["copy"]}, "no version copy in the analysis; choose from en-GB"),
    ):
        with pytest.raises(DriftError, match=message):
            chosen(several, **names)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder with the results of a run."""
    write(ANALYSES["gold"], tmp_path / "out")
    return tmp_path / "out"


def test_the_command_writes_each_format_to_a_file_and_to_standard_output(results: Path, drift: Command) -> None:
    for form, export in EXPORTS.items():
        path = results.parent / f"made{export.endings[0] if export.endings else '.txt'}"
        done = drift("export", results, "-o", path, *(() if export.endings else ("--to", form)))
        assert (done.code, done.out, done.err) == (0, "", "")
        assert path.stat().st_size
    shown = drift("export", results / "analysis.jsonl", "--to", "markdown")
    assert shown.out.encode() == (results.parent / "made.md").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("-o", "a.xml"), "a.xml: its ending names no format"),
        (("-o", "a.tmx", "--version", "nobody"), "no version nobody"),
        (("-o", "a.tsv", "--excel"), "--excel is for CSV"),
        (("--to", "pdf"), "pdf is none of csv, tsv"),
        (("-o", "out/analysis.jsonl"), "is what is read"),
    ],
)
def test_what_cannot_be_exported_is_said(
    arguments: tuple[str, ...], named: str, results: Path, drift: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(results.parent)
    done = drift("export", "out", *arguments)
    assert (done.code, done.out) == (2, "")
    assert named in done.err
    assert len(done.err.splitlines()) == 1


def test_a_terminal_gets_no_bytes_that_are_no_text(
    results: Path, drift: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    for form, export in EXPORTS.items():
        done = drift("export", results, "--to", form)
        assert (done.code == 0) == export.is_text
        if not export.is_text:
            assert (done.out, "name a file" in done.err) == ("", True)


def test_excel_gets_its_mark(results: Path, drift: Command) -> None:
    path = results.parent / "made.csv"
    assert drift("export", results, "-o", path, "--excel").code == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + (results / "drift.csv").read_bytes()


def test_an_analysis_exports_itself(tmp_path: Path) -> None:
    from drift.analysis import Analysis

    given = ANALYSES["units"]
    Analysis(given.stories, given.signature).export(tmp_path / "made.tmx")
    assert (tmp_path / "made.tmx").read_bytes() == written(given, "tmx")


def test_the_help_names_every_format(drift: Command) -> None:
    shown = " ".join(drift("export", "--help").out.split())
    assert all(form in shown for form in EXPORTS)


def test_no_story_at_all_is_no_fault() -> None:
    assert written(Results((), ANALYSES["gold"].signature), "csv").decode().splitlines() == [",".join(COLUMNS)]
