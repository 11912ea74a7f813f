"""The command line's contract: commands, options, exit codes, what goes to stdout and what to stderr."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import typer

from drift.cli import application
from tests.conftest import SAMPLES, Command

COMMANDS = sorted(typer.main.get_command(application()).commands)  # type: ignore[attr-defined]
PAIRS = [
    ("The ministry denied the report.", "The ministry confirmed the report."),
    ("More than 13,000 people were killed.", "About 14,000 people were killed."),
    ("The talks lasted two hours.", "The talks went on for two hours."),
    ("Same text.", "same text"),
    ("Nobody was hurt in the blast.", ""),
]


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pairs") / "pairs.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "original", "version", "drift", "note"])
        writer.writerows([f"00{i}", *pair, "mine", "=1+1"] for i, pair in enumerate(PAIRS))
    return path


def test_the_programs_help_ends_in_worked_examples(drift: Command) -> None:
    shown = drift("--help").out
    assert all(command in shown for command in COMMANDS)
    assert "$ drift analyze" in shown[shown.index("Examples") :]


def test_the_version_is_the_packages(drift: Command) -> None:
    import drift as package

    assert drift("--version").out.strip() == f"drift {package.__version__}"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str) -> None:
    assert f"drift {command}" in (SAMPLES.parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_in_a_worked_example(command: str, drift: Command) -> None:
    shown = drift(command, "--help")
    assert shown.code == 0
    assert f"$ drift {command}" in shown.out[shown.out.index("Examples") :]


def test_score_keeps_rows_and_columns(table: Path, drift: Command) -> None:
    result = drift("score", table, "-o", "-", "--quiet")
    assert (result.code, result.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert (
        list(rows[0])
        == ("id original version drift_before note similarity drift severity kinds evidence spans").split()
    )
    assert [row["id"] for row in rows] == ["000", "001", "002", "003", "004"]
    assert [(row["original"], row["version"]) for row in rows] == PAIRS
    assert {row["drift_before"] for row in rows} == {"mine"}
    denied, more, lasted, same, hurt = rows
    assert denied["kinds"].split(";")[0] == "antonym"
    assert denied["evidence"].startswith("denied → confirmed")
    assert json.loads(denied["spans"])[:2] == [["original", 13, 19, "antonym"], ["version", 13, 22, "antonym"]]
    assert "number" in more["kinds"]
    assert (same["drift"], same["severity"], same["similarity"]) == ("0.0000", "none", "1.0000")
    assert hurt["kinds"] == "omission"
    assert hurt["similarity"] == ""
    assert float(lasted["drift"]) < float(more["drift"])


def test_score_reads_and_writes_any_column_and_format(tmp_path: Path, drift: Command) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text("".join(json.dumps({"src": a, "mt": b}) + "\n" for a, b in PAIRS))
    out = tmp_path / "new" / "scored.csv"
    assert drift("score", path, "-o", out, "--original-column", "src", "--version-column", "mt").code == 0
    assert out.read_text().startswith("src,mt,similarity,drift")


def test_fail_on_prints_what_reaches_it(table: Path, tmp_path: Path, drift: Command) -> None:
    assert drift("score", table, "-o", tmp_path / "o.csv", "--quiet").err == ""
    result = drift("score", table, "-o", tmp_path / "o.csv", "--quiet", "--fail-on", "minor")
    assert result.code == 3
    rows = list(csv.DictReader((tmp_path / "o.csv").open(encoding="utf-8")))
    grave = [i for i, row in enumerate(rows, start=1) if row["severity"] != "none"]
    assert f"--fail-on minor: {len(grave)} of {len(rows)} reach it" in result.err
    assert [int(n) for n in re.findall(r"row (\d+)", result.err)] == grave
    assert "denied → confirmed" in result.err
    same = drift("compare", "Same text.", "same text", "--fail-on", "minor")
    assert (same.code, same.err) == (0, "")


def test_score_says_how_many_of_each_severity_and_the_worst(table: Path, drift: Command) -> None:
    result = drift("score", table, "-o", "-")
    assert re.search(r"^5 rows: .*\d none$", result.err, re.M)
    assert "row 1: antonym" in result.err
    assert len(list(csv.DictReader(io.StringIO(result.out)))) == 5


def test_compare_marks_words_and_says_the_verdict(drift: Command) -> None:
    shown = drift("compare", *PAIRS[0]).out
    assert "[denied]" in shown
    assert "[confirmed]" in shown
    assert "antonym" in shown
    assert "\x1b" not in shown


def test_align_writes_every_format(tmp_path: Path, drift: Command) -> None:
    left, right = tmp_path / "l.txt", tmp_path / "r.txt"
    left.write_text("It rained all day.\n\nThe match was called off.\n")
    right.write_text("It rained the whole day.\nThe match was cancelled.\n")
    vecalign = drift("align", left, right, "-o", "-", "--lines", "--format", "vecalign", "--quiet").out.splitlines()
    assert all(re.fullmatch(r"\[[\d, ]*\]:\[[\d, ]*\]:\d+\.\d+", line) for line in vecalign)
    assert sorted(line.rsplit(":", 1)[0] for line in vecalign) == ["[0]:[0]", "[1]:[]", "[2]:[1]"]
    rows = list(csv.DictReader(io.StringIO(drift("align", left, right, "-o", "-", "--quiet").out)))
    assert [row["original_text"] for row in rows] == ["It rained all day.", "The match was called off."]
    tmx = drift("align", left, right, "-o", tmp_path / "links.tmx", "--format", "tmx", "--quiet")
    assert tmx.code == 0
    assert drift("analyze", tmp_path / "links.tmx", "-o", tmp_path / "out", "--quiet").code == 0
    assert drift("align", left, right, "-o", tmp_path / "again.tmx", "--quiet").code == 0
    assert (tmp_path / "again.tmx").read_bytes() == (tmp_path / "links.tmx").read_bytes()


def test_the_cache_is_shown_and_cleared(drift: Command) -> None:
    from drift.runtime.vector_cache import VectorCache

    VectorCache().put("a model", {"a text": np.ones(3, np.float32)})
    assert ": 0 vectors" not in drift("cache").out
    assert ": 0 vectors" in drift("cache", "--clear").out


def test_models_are_listed_with_licence_and_source(drift: Command) -> None:
    from drift.encoders import ENCODERS
    from drift.judging.models import shipped_models

    shown = drift("models").out
    for name in (*ENCODERS, *shipped_models()):
        assert name in shown
    assert "Apache-2.0" in shown


def test_analyze_writes_the_same_bytes_again(tmp_path: Path, drift: Command) -> None:
    files = [SAMPLES / "border-talks" / name for name in ("original.txt", "via-spanish.txt")]
    for name in ("one", "two"):
        result = drift("analyze", *files, "-o", tmp_path / name, "--quiet")
        assert (result.code, result.out, result.err) == (0, "", "")
    for name in ("drift.csv", "versions.csv", "run.json", "analysis.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_analyze_says_where_and_what(tmp_path: Path, drift: Command) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "a.txt").write_text("The council approved the plan. Work starts in May.")
    (folder / "b.txt").write_text("The council rejected the plan. Work starts in June.")
    result = drift("analyze", folder, "-o", tmp_path / "out")
    assert result.code == 0
    assert "every version is held against every other" in result.out
    assert str(tmp_path / "out" / "drift.csv") in result.out.replace("\n", "")
    assert "approved → rejected" in result.out
    assert re.search(r"(critical|major)  a ↔ b, link 0: antonym", result.out)


HEAVY = "{'torch', 'numpy', 'pandas', 'transformers', 'openvino', 'pyarrow'}"


@pytest.mark.parametrize(
    "does", ["pass", "from drift.cli import application; application()(['analyze', '--help'], standalone_mode=False)"]
)
def test_importing_the_package_and_asking_for_help_load_nothing_heavy(does: str) -> None:
    code = f"import sys, drift\n{does}\nprint(*{HEAVY} & set(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == ""


TMX = """<tmx version="1.4"><header srclang="en"/><body>
<tu tuid="b1"><tuv xml:lang="en"><seg>Do not delete the file.</seg></tuv><tuv xml:lang="en-GB"><seg>Delete the file.</seg></tuv></tu>
<tu tuid="b2"><tuv xml:lang="en"><seg>Open it again.</seg></tuv><tuv xml:lang="en-GB"><seg>Open it again.</seg></tuv></tu>
</body></tmx>"""


def test_units_keep_their_ids_unless_they_are_to_be_aligned(tmp_path: Path, drift: Command) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(TMX)

    def units(*options: str) -> list[tuple[str, str, str]]:
        result = drift("analyze", path, "-o", tmp_path / "out", "--model", "lexical", "--quiet", *options)
        assert (result.code, result.err) == (0, "")
        with (tmp_path / "out" / "drift.csv").open(encoding="utf-8", newline="") as file:
            return [(row["unit"], row["confidence"], row["version_text"]) for row in csv.DictReader(file)]

    assert units() == [("b1", "", "Delete the file."), ("b2", "", "Open it again.")]
    assert all(unit == "" and confidence for unit, confidence, _ in units("--align"))


def test_score_takes_units_and_names_them(tmp_path: Path, drift: Command) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(TMX)
    result = drift("score", path, "-o", "-", "--model", "lexical")
    assert result.code == 0
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [(row["unit"], row["version"]) for row in rows] == [("b1", "Delete the file."), ("b2", "Open it again.")]
    assert "unit b1" in result.err


def test_strict_makes_odd_members_of_a_folder_errors(tmp_path: Path, drift: Command) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in {"a.txt": "It rained.", "b.txt": "It poured.", "c.docx": "?"}.items():
        (folder / name).write_text(text)
    strict = drift("analyze", folder, "-o", tmp_path / "out", "--model", "lexical", "--quiet", "--strict")
    assert strict.code == 2
    assert "c.docx" in strict.err
    assert drift("analyze", folder, "-o", tmp_path / "out", "--model", "lexical", "--quiet").code == 0


def test_results_are_never_read_again(tmp_path: Path, drift: Command) -> None:
    """Into the folder of the texts, under it, and again."""
    folder = tmp_path / "story"
    folder.mkdir()
    for name, text in {"original.txt": "It rained.", "copy.txt": "It did not rain."}.items():
        (folder / name).write_text(text)
    found = set()
    for out in (folder, folder, folder / "out", folder / "out"):
        assert drift("analyze", folder, "-o", out, "--model", "lexical", "--quiet").code == 0
        found.add((out / "drift.csv").read_bytes())
    assert len(found) == 1


def test_a_missing_option_is_bad_usage(drift: Command) -> None:
    assert drift("analyze", SAMPLES).code == 2
    assert drift("score", "x.csv", "-o", "-", "--fail-on", "harmless").code == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("score", "a.txt", "-o", "out.ods"), ".csv, .tsv, .jsonl, .json, .parquet, .xlsx"),
        (("align", "a.txt", "b.txt", "-o", "links.parquet"), ".csv, .vecalign, .tmx"),
        (("align", "a.txt", "b.txt", "-o", "b.txt", "--format", "csv"), "b.txt is what is read"),
        (("score", "a.csv", "-o", "a.csv"), "a.csv is what is read"),
        (("analyze", "a.txt", "b.txt", "-o", "a.txt"), "a.txt is read"),
        (("analyze", "t/drift.csv", "-o", "t"), "drift.csv is read"),
        (("analyze", "t", "-o", "t"), "drift.csv is read"),
        (("align", "a.txt", "b.txt", "-o", "t", "--format", "csv"), "t: cannot be written"),
    ],
)
def test_output_that_cannot_be_or_would_overwrite_the_input(
    arguments: tuple[str, ...], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drift: Command
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.txt": "It rained.", "b.txt": "It poured.", "a.csv": "original,version\nx,y\n"}
    files["t/drift.csv"] = "story,version,text\ns,a,It rained.\ns,b,It poured.\n"
    (tmp_path / "t").mkdir()
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    result = drift(*arguments, "--quiet")
    assert (result.code, result.out) == (2, "")
    assert named in result.err and len(result.err.splitlines()) == 1
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == set(files)
    assert all((tmp_path / name).read_text() == text for name, text in files.items())


def test_usage_errors_are_one_sentence(drift: Command) -> None:
    for arguments in (("frobnicate",), ("analyze",), ("score", "x.csv", "--nonsense"), ("cache", "--encoders")):
        result = drift(*arguments)
        assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
        assert result.err.startswith("drift: ") and "--help" in result.err
