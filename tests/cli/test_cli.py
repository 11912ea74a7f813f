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

from drift.cli import app
from tests.conftest import SAMPLES, Command

COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
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


@pytest.mark.parametrize(("limit", "code"), [("critical", 3), ("minor", 3), (None, 0)])
def test_fail_on(limit: str | None, code: int, drift: Command) -> None:
    option = ["--fail-on", limit] if limit else []
    assert drift(
        "compare", "The vaccine is safe.", "The vaccine is not safe at all, 900 people died.", *option
    ).code in (
        code,
        3 if limit == "minor" else 0,
    )


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


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, drift; print(*{'torch', 'numpy', 'pandas', 'transformers'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_missing_option_is_bad_usage(drift: Command) -> None:
    assert drift("analyze", SAMPLES).code == 2
    assert drift("score", "x.csv", "-o", "-", "--fail-on", "harmless").code == 2
