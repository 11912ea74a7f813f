"""Tables of JSON objects, one a line."""

from __future__ import annotations

import json
from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.table import Row, Rows, cell, drafts
from drift.types import DriftError


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path) -> Rows:
    """All keys that occur, in order, and a row an object; numbers keep their digits, and a missing key is "".

    Raises:
        DriftError: A line is no JSON object.
    """
    columns: dict[str, None] = {}
    rows: list[Row] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_int=str, parse_float=str)
        except (json.JSONDecodeError, RecursionError):
            raise DriftError(f"{path}, line {number} is not JSON; put one object on each line.") from None
        if not isinstance(row, dict):
            raise DriftError(f"{path}, line {number} is not a JSON object; write it as {{column: text, …}}.")
        cells = {_whole(column): _whole(cell(value)) for column, value in row.items()}
        columns.update(dict.fromkeys(cells))
        rows.append(cells)
    return Rows(list(columns), [{column: row.get(column, "") for column in columns} for row in rows])


def _whole(text: str) -> str:
    """The text with U+FFFD for half a character, which an escape can stand for but no text can hold."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
