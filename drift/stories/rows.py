"""A table's rows: cells as they stand in its file, columns found by name or number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drift.stories.sources import shown
from drift.types import DriftError

ORIGINAL, VERSION = "original", "version"
"""What the columns of pairs are called where nothing else is said."""
Row = dict[str, Any]
_SPACES = re.compile(r"[\s_\-]+")
_WORDY = re.compile(r"\S+\s+\S+\s+\S+\s+\S+|[.!?…]\s*$")  # four words, or the end of a sentence


@dataclass(frozen=True, slots=True)
class Layout:
    """What the user says of a table that it does not say itself.

    Attributes:
        header: Whether the first row names the columns; else their names are their numbers, from 1.
        sheet: The sheet of a workbook, by name or number from 1; "" for the first.
    """

    header: bool = True
    sheet: str = ""

    def refuse(self, path: Path, *, header: bool = False) -> None:
        """Refuse what a format without sheets, or (with `header`) one that names every cell, has no use for.

        Raises:
            DriftError: If it is asked for.
        """
        if self.sheet:
            raise DriftError(f"{shown(path)} has no sheets; leave --sheet out.")
        if header and not self.header:
            raise DriftError(f"{shown(path)} names its columns in the data itself; leave --no-header out.")


PLAIN = Layout()


@dataclass(frozen=True, slots=True)
class Rows:
    """The columns' names in order, and the rows, each with a value for every column: text, or what the format has."""

    columns: list[str]
    rows: list[Row]

    def texts(self) -> list[dict[str, str]]:
        """The rows with every value as text."""
        return [{column: cell(value) for column, value in row.items()} for row in self.rows]

    def named(self, names: Iterable[str]) -> Rows:
        """The same rows, the columns that `find` finds for these names called so."""
        found = {column: name for name in names if (column := find(name, self.columns, numbers=False))}
        return Rows(
            [found.get(column, column) for column in self.columns],
            [{found.get(column, column): value for column, value in row.items()} for row in self.rows],
        )


def from_cells(lines: Iterable[tuple[int, Sequence[Any]]], path: Path, layout: Layout, place: str = "line") -> Rows:
    """The rows of a table that is read as lines of cells.

    What is empty before the header, cells without text after its last column and columns with neither name nor text are
    left away. A column without a name is called after its number.

    Args:
        lines: The number of each line in the file, and its cells.
        path: The file, for messages.
        layout: Whether there is a header.
        place: What messages call a line.

    Raises:
        DriftError: A row does not fit the header, or two columns bear one name.
    """
    header: list[str] | None = None
    found: list[list[Any]] = []
    for number, given in lines:
        cells = list(given)
        if header is None:
            if all(map(_is_blank, cells)):
                continue
            header = [cell(value) for value in cells] if layout.header else [str(k + 1) for k in range(len(cells))]
            if layout.header:
                continue
        if not cells:
            continue
        while len(cells) > len(header) and _is_blank(cells[-1]):
            cells.pop()
        if len(cells) != len(header):
            raise DriftError(
                f"{shown(path)}, {place} {number}: {len(cells)} cells where the header has {len(header)}; "
                "put cells that hold the separator into quotation marks."
            )
        found.append(cells)
    return _named(header or [], found, path)


def _named(header: Sequence[str], found: Sequence[Sequence[Any]], path: Path) -> Rows:
    is_used = [bool(name.strip()) or not all(_is_blank(row[k]) for row in found) for k, name in enumerate(header)]
    names = [name if name.strip() else f"column {k + 1}" for k, name in enumerate(header)]
    columns = [name for name, used in zip(names, is_used, strict=True) if used]
    for k, name in enumerate(columns):
        if name in columns[:k]:
            raise DriftError(f"{shown(path)} has two columns named {one_line(name)}; rename one.")
    rows = [{name: value for name, value, used in zip(names, row, is_used, strict=True) if used} for row in found]
    return Rows(columns, rows)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def find(name: str, columns: Sequence[str], *, numbers: bool = True) -> str:
    """The column of that name, else the one of that name in another case or with other spaces, else of that number.

    "" where there is none, or several.

    >>> find("source text", ["id", " Source_Text"]), find("1", ["id", "text"]), find("text", ["Text", "TEXT"])
    (' Source_Text', 'id', '')
    """
    if name in columns:
        return name
    near = [column for column in columns if _plain(column) == _plain(name)]
    if near or not (numbers and name.isdecimal() and 1 <= int(name) <= len(columns)):
        return near[0] if len(near) == 1 else ""
    return columns[int(name) - 1]


def _plain(name: str) -> str:
    return _SPACES.sub(" ", name.strip()).casefold()


def looks_like_text(name: str) -> bool:
    """Whether what should be a column's name reads like a sentence: the file may have no header."""
    return bool(_WORDY.search(name))


def refuse_empty(path: Path, table: Rows) -> None:
    """Refuse a table without rows.

    Raises:
        DriftError: If it has none.
    """
    if not table.rows:
        raise DriftError(f"{shown(path)} has no rows; put the texts below its header.")


def require(column: str, columns: Sequence[str], path: Path, mend: str = "name the column so or choose another") -> str:
    """The column that `find` finds for a name.

    Raises:
        DriftError: If there is none.
    """
    found = find(column, columns)
    if not found:
        there = ", ".join(map(one_line, columns))
        raise DriftError(f"{shown(path)} has no column {column} (it has {there}); {mend}.")
    return found


def one_line(name: str) -> str:
    """A name as it stands in a message: a cell may hold line breaks."""
    return " ".join(name.split())


def cell(value: object) -> str:
    """A value of a typed table as text: null is "", lists and objects are JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
