"""`drift score` of line files and of several columns of versions: a row a line, drift columns for each version."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import Command

REF = "He denied it.\n\n=The dam holds.\n"
A = "He confirmed it.\n\nThe dam is holding.\n"
B = "He denied this.\n\n-The dam broke.\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{name}.en" for name in ("ref", "a", "b")]
    for path, text in zip(paths, (REF, A, B), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_one_hypothesis_has_the_usual_columns(files: list[Path], drift: Command) -> None:
    result = drift("score", *files[:2], "-o", "-", "--model", "lexical", "--quiet")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert list(rows[0])[:3] == ["ref", "a", "similarity"]
    assert [row["severity"] for row in rows] == ["critical", "none", "none"]


def test_several_hypotheses_have_columns_each(files: list[Path], drift: Command) -> None:
    result = drift("score", *files, "-o", "-", "--model", "lexical")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [(row["a_severity"], row["b_severity"]) for row in rows] == [
        ("critical", "none"),
        ("none", "none"),
        ("none", "major"),
    ]
    spans = json.loads(rows[2]["b_spans"])
    texts = {"original": rows[2]["ref"], "version": rows[2]["b"]}
    assert [texts[side][start:end] for side, start, end, _ in spans] == ["holds", "broke"]
    assert texts == {"original": "'=The dam holds.", "version": "'-The dam broke."}
    assert "row 3, b" in result.err
    assert drift("score", *files, "-o", "-", "--model", "lexical", "--quiet", "--fail-on", "major").code == 3


def test_unequal_files_are_named_with_their_counts(files: list[Path], drift: Command) -> None:
    files[1].write_text("One.\n", encoding="utf-8")
    result = drift("score", *files[:2], "-o", "-")
    assert result.code == 2
    assert "ref.en has 3 lines" in result.err
    assert "a.en has 1 line;" in result.err


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_other_columns_keep_their_values(ending: str, tmp_path: Path, drift: Command) -> None:
    rows = [
        {"original": "One.", "version": "Two.", "n": 1, "x": 0.123456789, "tags": ["a"], "mixed": 1, "a": None},
        {"original": "One.", "version": "One.", "n": 2, "x": None, "tags": [], "mixed": "one", "a": True},
    ]
    path, out = tmp_path / "t.json", tmp_path / f"out{ending}"
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert drift("score", path, "-o", out, "--model", "lexical", "--quiet").code == 0
    if ending == ".csv":
        found = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
        assert [list(row.values())[2:7] for row in found] == [
            ["1", "0.123456789", '["a"]', "1", ""],
            ["2", "", "[]", "one", "true"],
        ]
    elif ending == ".jsonl":
        lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [{name: line[name] for name in rows[0]} for line in lines] == rows
    else:
        table = pd.read_parquet(out)
        assert (table["n"].tolist(), table["x"].tolist()[0], table["mixed"].tolist()) == (
            [1, 2],
            0.123456789,
            ["1", "one"],
        )
