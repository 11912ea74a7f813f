"""Rows of a table -> versions: what the formats of tables (csv, tsv, jsonl, parquet) share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from drift.stories.draft import Draft
from drift.types import DriftError

COLUMNS = ("story", "version", "text")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The columns' names in order, and the rows, each with a text for every column."""

    columns: list[str]
    rows: list[Row]


def drafts(path: Path, table: Rows) -> list[Draft]:
    """The versions of a table with columns story, version and text; the rows of one version are its lines, in order.

    Raises:
        DriftError: A column is missing, there are no rows, a row names no version, or a version has no text.
    """
    refuse_empty(path, table)
    for column in COLUMNS:
        require(column, table.columns, path)
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for number, row in enumerate(table.rows, start=1):
        story, name = row["story"].strip(), row["version"].strip()
        if not name:
            raise DriftError(f"{path}, row {number}: the version column is empty; name the version.")
        groups.setdefault((story, name), []).append((number, row["text"]))
    return [_draft(story, name, lines, path) for (story, name), lines in groups.items()]


def refuse_empty(path: Path, table: Rows) -> None:
    """Raise `DriftError` for a table without rows."""
    if not table.rows:
        raise DriftError(f"{path} has no rows; put the texts below its header.")


def require(column: str, columns: list[str], path: Path) -> None:
    """Raise `DriftError` for a table without that column."""
    if column not in columns:
        there = ", ".join(columns)
        raise DriftError(f"{path} has no column {column} (it has {there}); name the column so or choose another.")


def cell(value: object) -> str:
    """A value of a typed table as text: null is "", lists and objects are JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _draft(story: str, name: str, lines: list[tuple[int, str]], path: Path) -> Draft:
    number = lines[0][0]
    text = "\n".join(line for _, line in lines)
    if not text.strip():
        raise DriftError(f"{path}, row {number}: version {name} has no text; fill in the text column or drop the row.")
    return Draft(name, text, story=story, source=f"{path}, row {number}")
