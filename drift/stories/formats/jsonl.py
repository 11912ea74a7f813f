"""Tables of JSON objects, one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.rows import PLAIN, Layout, Rows
from drift.stories.sources import shown
from drift.stories.table import drafts
from drift.types import DriftError


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path, layout: Layout = PLAIN) -> Rows:
    """All keys that occur, in order, and a row an object; values keep their types, and a missing key is None.

    Raises:
        DriftError: A line is no JSON object.
    """
    layout.refuse(path, header=True)
    return rows_of(read_text(path), path)


def rows_of(text: str, path: Path) -> Rows:
    """What `read_rows` says, of a text that is decoded already.

    Raises:
        DriftError: A line is no JSON object.
    """
    found: list[tuple[str, Any]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append((f"line {number}", parse(line)))
        except ValueError:
            raise DriftError(f"{shown(path)}, line {number} is not JSON; put one object on each line.") from None
    return of_objects(found, path)


def parse(text: str) -> Any:
    """The value that a JSON text stands for.

    Raises:
        ValueError: It is none.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def of_objects(objects: Iterable[tuple[str, Any]], path: Path) -> Rows:
    """The rows of a table of objects, each with the place that messages name.

    Raises:
        DriftError: One is no object.
    """
    columns: dict[str, None] = {}
    rows: list[dict[str, Any]] = []
    for place, given in objects:
        if not isinstance(given, dict):
            raise DriftError(f"{shown(path)}, {place} is not a JSON object; write it as {{column: text, …}}.")
        row = {_whole(column): _whole(value) if isinstance(value, str) else value for column, value in given.items()}
        columns.update(dict.fromkeys(row))
        rows.append(row)
    return Rows(list(columns), [{column: row.get(column) for column in columns} for row in rows])


def _whole(text: str) -> str:
    """The text with U+FFFD for half a character, which an escape can stand for but no text can hold."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
