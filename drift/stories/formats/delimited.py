"""Tables of delimited values: tabulators in .tsv; in .csv commas, or what parts the header into most columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.table import Row, Rows, drafts, one_line
from drift.types import DriftError

_SEPARATOR = re.compile(r"\Asep=.\r?\n")  # a line by which Excel knows the separator
_QUOTED = re.compile(r'"[^"]*"')


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path) -> Rows:
    """The header and the rows, every cell as it stands in the file.

    Raises:
        DriftError: A row does not fit the header, two columns bear one name, or a quotation mark is left open.
    """
    _allow_long_cells()
    text = _SEPARATOR.sub("", read_text(path), count=1)
    delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        columns = next(reader)
        _refuse_twins(columns, path)
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(columns):
                raise DriftError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells where the header has {len(columns)}; "
                    "put cells that hold the separator into quotation marks."
                )
            rows.append(dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        raise DriftError(f"{path}, line {reader.line_num}: {error}; mend the quotation marks there.") from None
    return Rows(columns, rows)


def _delimiter(text: str) -> str:
    """The sign that parts the header into most columns; the comma where none is ahead of it."""
    header = _QUOTED.sub("", text.partition("\n")[0])
    return max(",;\t|", key=header.count)


def _allow_long_cells() -> None:
    """A cell may hold a whole text; the module's limit of 131,072 characters is against broken quotes."""
    csv.field_size_limit(max(csv.field_size_limit(), 2**30))


def _refuse_twins(columns: Iterable[str], path: Path) -> None:
    seen: set[str] = set()
    for column in columns:
        if column in seen:
            raise DriftError(f"{path} has two columns named {one_line(column)}; rename one.")
        seen.add(column)
