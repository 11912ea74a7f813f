"""Scored pairs in every format of the table: what was given comes back, guarded where a spreadsheet might run it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from drift.output.rows import DRIFT_COLUMNS, drift_cells
from drift.output.tables import TABLE_WRITERS, write_table
from drift.types import Drift, DriftError, Finding, Span

TEXTS = [("- He denied it.", "=He confirmed it."), ("Er sagte es.", "He said it."), ("-5", "+44 20 11")]
DRIFTS = [
    Drift(0.9, "critical", (Finding("antonym", (Span("original", 5, 11), Span("version", 4, 13)), 0.9),), 0.5),
    Drift(None, "unjudged", note="no model reads German"),
    Drift(0.0, "none", (), 1.0),
]
NOTES = ["=1+1", "\ttab", "@mention"]


def scored() -> pd.DataFrame:
    table = pd.DataFrame({"=id": NOTES, "source": [a for a, _ in TEXTS], "mt": [b for _, b in TEXTS]})
    made = [drift_cells(drift, *texts) for drift, texts in zip(DRIFTS, TEXTS, strict=True)]
    return table.assign(**{name: [row[name] for row in made] for name in DRIFT_COLUMNS})


def read(path: Path) -> list[dict[str, Any]]:
    match path.suffix:
        case ".parquet":
            return [{str(k): v for k, v in row.items()} for row in pd.read_parquet(path).to_dict("records")]
        case ".jsonl":
            return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        case ".json":
            return list(json.loads(path.read_text(encoding="utf-8")))
        case ".xlsx":
            head, *lines = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
            return [dict(zip(head, line, strict=True)) for line in lines]
        case suffix:
            text = path.read_text(encoding="utf-8")
            return list(csv.DictReader(io.StringIO(text, newline=""), delimiter={".csv": ",", ".tsv": "\t"}[suffix]))


@pytest.mark.parametrize("ending", TABLE_WRITERS)
def test_every_row_and_column_is_there_whatever_the_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"scored{ending}"
    write_table(scored(), path, ("source", "mt"))
    rows = read(path)
    assert len(rows) == 3
    assert [name.lstrip("'") for name in rows[0]] == ["=id", "source", "mt", *DRIFT_COLUMNS]
    assert [row["source"].lstrip("'") for row in rows] == [a for a, _ in TEXTS]
    assert [row["severity"] for row in rows] == ["critical", "unjudged", "none"]
    for row in rows:
        spans = row["spans"] if isinstance(row["spans"], list) else json.loads(row["spans"])
        shown = [row["source" if side == "original" else "mt"][start:end] for side, start, end, _ in spans]
        assert shown in (["denied", "confirmed"], [])


@pytest.mark.parametrize("ending", [".csv", ".tsv"])
def test_no_cell_of_a_text_table_is_a_formula_and_numbers_stay_numbers(ending: str, tmp_path: Path) -> None:
    write_table(scored(), tmp_path / f"scored{ending}", ("source", "mt"))
    rows = read(tmp_path / f"scored{ending}")
    cells = [cell for row in rows for cell in (*row, *row.values())]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == ["-5"]
    assert rows[1]["drift"] == rows[1]["similarity"] == ""


def test_json_lines_keep_values_as_they_are(tmp_path: Path) -> None:
    write_table(scored(), tmp_path / "scored.jsonl", ("source", "mt"))
    rows = read(tmp_path / "scored.jsonl")
    assert [row["=id"] for row in rows] == NOTES
    assert rows[1]["drift"] is None
    assert rows[0]["kinds"] == ["antonym"]


def test_a_table_of_unjudged_pairs_alone_is_written(tmp_path: Path) -> None:
    table = scored().iloc[1:2]
    for ending in TABLE_WRITERS:
        write_table(table, tmp_path / f"one{ending}", ("source", "mt"))
        (row,) = read(tmp_path / f"one{ending}")
        assert row["drift"] in ("", None) or pd.isna(row["drift"])


def test_an_unknown_ending_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=r"\.csv, \.tsv, \.jsonl, \.json, \.parquet, \.xlsx"):
        write_table(scored(), tmp_path / "scored.ods", ("source", "mt"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_a_json_array_is_one_with_any_number_of_rows(rows: int, tmp_path: Path) -> None:
    write_table(scored().iloc[:rows], tmp_path / "scored.json", ("source", "mt"))
    assert [row["=id"] for row in read(tmp_path / "scored.json")] == NOTES[:rows]


def test_excel_knows_the_encoding_of_csv_by_its_mark(tmp_path: Path) -> None:
    path = tmp_path / "scored.csv"
    write_table(scored(), path, ("source", "mt"))
    plain = path.read_bytes()
    write_table(scored(), path, ("source", "mt"), excel=True)
    assert path.read_bytes() == b"\xef\xbb\xbf" + plain
    with pytest.raises(DriftError, match=r"scored\.tsv: --excel is for \.csv"):
        write_table(scored(), tmp_path / "scored.tsv", ("source", "mt"), excel=True)


@pytest.mark.parametrize("ending", TABLE_WRITERS)
def test_half_a_character_is_written_as_its_escape_or_its_replacement(ending: str, tmp_path: Path) -> None:
    table = scored().assign(note=pd.Series(["\ud800 half", "whole", "x"], dtype=object))
    write_table(table, tmp_path / f"scored{ending}", ("source", "mt"))
    assert read(tmp_path / f"scored{ending}")[0]["note"] in ("\\ud800 half", "\ud800 half", "\ufffd half")
