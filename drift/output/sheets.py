"""Rows as the sheets of an xlsx workbook that a person reads: a head that stays, filters, severities in colour."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from numbers import Number
from typing import Any, BinaryIO

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from drift.output.cells import cell as text_of
from drift.types import DriftError, Severity, Side

logger = logging.getLogger(__name__)

MOST_ROWS = 1_048_576
LONGEST = 32_767
"""Rows of a sheet and characters of a cell, by the specification of xlsx."""

FILLS: dict[Severity, str] = {
    "minor": "FFF2CC",
    "major": "F8CBAD",
    "critical": "F1948A",
    "unjudged": "E7E6E6",
}
_FIGURES = frozenset({"similarity", "drift", "confidence", "coverage", "version_coverage", "mean_drift"})
_WIDE = 60  # characters: a column of texts
_LINE, _TALLEST = 15, 405  # points: a line, and the height that a row may have
_WIDTHS = {"evidence": 40, "spans": 12, "kinds": 24}
_NARROW = 11
_NAMELESS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")  # what a sheet's name may not hold
_NAME_LENGTH = 31
# What a program that reads the file takes for the code of a character, and so has to be written as its own code.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_TOP = Alignment(vertical="top", wrap_text=True)
_ONE_LINE = Alignment(vertical="top")
_HEAD = Font(name="Calibri", sz=11, bold=True)
_CHANGED = InlineFont(rFont="Calibri", sz=11, b=True, color="C00000")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by column; `texts` are the columns whose texts the column `spans` counts in, the original's and the version's."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Mapping[Any, Any]]
    texts: Sequence[str] = ()


def write_book(sheets: Iterable[Sheet], file: BinaryIO) -> None:
    """Write the sheets as one workbook; their names are made what a sheet may be called, each once.

    Every text is a text: nothing is evaluated as a formula, and it stays so where somebody edits the cell.

    Raises:
        DriftError: If a sheet has more rows than xlsx holds.
    """
    sheets = list(sheets)
    if any(len(sheet.rows) >= MOST_ROWS for sheet in sheets):
        raise DriftError(f"xlsx holds {MOST_ROWS:,} rows a sheet, and there are more; write .csv or .parquet.")
    book = Workbook(write_only=True)
    names: set[str] = set()
    cut = 0
    for sheet in sheets:
        page = book.create_sheet(_unique(sheet.name, names))
        page.freeze_panes = "A2"
        page.print_title_rows = "1:1"
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for number, column in enumerate(sheet.columns, start=1):
            wide = _WIDE if column in sheet.texts else _WIDTHS.get(column, max(_NARROW, min(len(column) + 4, 30)))
            page.column_dimensions[get_column_letter(number)].width = wide
        page.append([_head(page, column) for column in sheet.columns])
        for number, row in enumerate(sheet.rows, start=2):
            made = [_value(row.get(column), column) for column in sheet.columns]
            cut += sum(isinstance(value, str) and len(value) > LONGEST for value in made)
            page.row_dimensions[number].height = _height(made)
            page.append(_cells(page, sheet, row, made))
        page.auto_filter.ref = f"A1:{get_column_letter(max(1, len(sheet.columns)))}{len(sheet.rows) + 1}"
    book.save(file)
    if cut:
        logger.warning(
            "%d cells hold more than the %d characters of xlsx and end there; .csv has them whole.", cut, LONGEST
        )


def _cells(page: Any, sheet: Sheet, row: Mapping[Any, Any], values: list[Any]) -> Iterator[Any]:
    marked: dict[str, list[tuple[int, int]]] = {name: [] for name in sheet.texts}
    sides: dict[Side, str] = dict(zip(("original", "version"), sheet.texts, strict=False))
    for side, start, end, _ in row.get("spans") or () if sheet.texts else ():
        marked[sides[side]].append((start, end))
    for column, value in zip(sheet.columns, values, strict=True):
        if value is None:
            yield None
            continue
        made = WriteOnlyCell(page)
        if isinstance(value, str):
            made.value = _rich(value, marked.get(column, []))
            made.data_type = "s"
            made.quotePrefix = value.startswith(("=", "+", "-", "@"))
        else:
            made.value = value
            if column in _FIGURES:
                made.number_format = "0.00"
        made.alignment = _ONE_LINE if column == "spans" else _TOP
        if column == "severity" and value in FILLS:
            made.fill = PatternFill("solid", fgColor=FILLS[value])
        yield made


def _height(values: Iterable[Any]) -> float:
    """What a row with these values needs, in points: programs that open the file do not all work it out."""
    texts = (value for value in values if isinstance(value, str))
    longest = max((len(text) + sum(c >= "\u1100" for c in text) for text in texts), default=0)
    return min(_TALLEST, _LINE * (1 + longest * 11 // (_WIDE * 10)))


def _head(page: Any, name: str) -> Any:
    made = WriteOnlyCell(page, _clean(str(name)))
    made.data_type = "s"
    made.font = _HEAD
    return made


def _value(value: Any, column: str) -> Any:
    """What a cell can hold of a value: numbers, dates and texts as they are, lists as in CSV, None for what is missing."""
    match value:
        case list() | dict() if column == "spans" or isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False)
        case str():
            return value
        case bool():
            return int(value)
        case list() | tuple():
            return str(text_of(list(value))) or None
        case _ if pd.api.types.is_scalar(value) and pd.isna(value):
            return None
        case datetime():
            return value.replace(tzinfo=None)
        case date() | time():
            return value
        case Number() if isfinite(value):  # type: ignore[arg-type]
            return value
        case _:
            return str(value)


def _rich(text: str, spans: Iterable[tuple[int, int]]) -> Any:
    """The text as a cell holds it, with what the spans cover in bold."""
    kept = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    pieces: list[Any] = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(kept))
        if start < end:
            pieces += [_clean(kept[at:start])] if at < start else []
            pieces.append(TextBlock(_CHANGED, _clean(kept[start:end])))
            at = end
    if not pieces:
        return _clean(kept)
    return CellRichText([*pieces, _clean(kept[at:])] if at < len(kept) else pieces)


def _clean(text: str) -> str:
    """The text without what XML cannot hold; a replacement character stands for each."""
    return _CODE.sub("_x005F_", _SURROGATE.sub("\ufffd", ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)))


def _unique(name: str, taken: set[str]) -> str:
    """A name that a sheet may have and none has yet; case does not count."""
    base = _SURROGATE.sub("", _NAMELESS.sub(" ", name)).strip(" '") or "sheet"
    base = "history " if base.lower() == "history" else base
    number = 1
    made = base[:_NAME_LENGTH]
    while made.lower() in taken:
        number += 1
        made = f"{base[: _NAME_LENGTH - len(str(number)) - 1]} {number}"
    taken.add(made.lower())
    return made
