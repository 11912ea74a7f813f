"""Excel workbooks (xlsx): the first sheet, or the one that is asked for, as a table with its values' types."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from drift.stories.draft import Draft
from drift.stories.rows import PLAIN, Layout, Rows, from_cells
from drift.stories.sources import read_bytes, shown
from drift.stories.table import drafts
from drift.types import DriftError

logger = logging.getLogger(__name__)


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path, layout: Layout = PLAIN) -> Rows:
    """The header and the rows of a sheet; other sheets are named in a message.

    Raises:
        DriftError: It is no workbook, has no such sheet, a row does not fit the header, or a formula has no value.
    """
    raw = read_bytes(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions, which do not matter here
            values = load_workbook(BytesIO(raw), read_only=True, data_only=True)
            name = _sheet(values, layout.sheet, path)
            cells = list(_cells(values[name]))
            if any(value is None for row in cells for value in row):
                _refuse_formulas(load_workbook(BytesIO(raw), read_only=True)[name], cells, path)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError):
        raise DriftError(
            f"{shown(path)} is no Excel workbook, or is protected by a password; save it anew as .xlsx."
        ) from None
    return from_cells(enumerate(cells, start=1), path, layout, place="row")


def _cells(sheet: Any) -> Iterator[list[Any]]:
    """The values of every row, as many in each as in the longest."""
    sheet.reset_dimensions()  # programs write wrong ones, and what lies beyond would be lost
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    width = max(map(len, rows), default=0)
    yield from (row + [None] * (width - len(row)) for row in rows)


def _sheet(book: Any, wanted: str, path: Path) -> str:
    """The name of the sheet of that name or number, of the first one for ""."""
    names = [sheet.title for sheet in book.worksheets]
    fits = [name for name in names if name.casefold() == wanted.casefold()]
    if not fits and wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        fits = [names[int(wanted) - 1]]
    chosen: list[str] = fits[:1] or ([] if wanted else names[:1])
    if not chosen:
        there = ", ".join(names)
        raise DriftError(f"{shown(path)} has no sheet {wanted} (it has {there}); choose another with --sheet.")
    others = [name for name in names if name != chosen[0]]
    if others and not wanted:
        logger.warning(
            "%s: sheet %s was read; left out: %s (--sheet chooses).", shown(path), chosen[0], ", ".join(others)
        )
    return chosen[0]


def _refuse_formulas(sheet: Any, cells: list[list[Any]], path: Path) -> None:
    """Refuse a formula that has no value: the program that wrote it has not computed it."""
    for number, (values, row) in enumerate(zip(cells, _cells(sheet), strict=False), start=1):
        for place, (value, found) in enumerate(zip(values, row, strict=False), start=1):
            if value is None and isinstance(found, str) and found.startswith("="):
                raise DriftError(
                    f"{shown(path)}, row {number}, column {place}: a formula without a value; "
                    "open the file in a spreadsheet and save it."
                )
