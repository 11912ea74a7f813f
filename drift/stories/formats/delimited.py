"""Tables of delimited values: parted by what `sep=` names, else by the sign that parts header and rows alike."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.rows import PLAIN, Layout, Rows, from_cells
from drift.stories.sources import shown
from drift.stories.table import drafts
from drift.types import DriftError

_SEPARATOR = re.compile(r'\A\s*"?sep=(.)"?\r?\n')  # a line by which Excel knows the separator
_SIGNS = "\t;|,"  # those that are rare in prose first
_SAMPLE = 20  # rows that must fit the header
_CELL = re.compile(r'(?:"((?:[^"]++|"")*+)"(?=[\t\r\n]|\Z)|([^\t\r\n]*+))(?:\t|\r?\n|\r|\Z)')
_MUST_BE_QUOTED = re.compile(r'[\t\r\n",]')  # a comma for Excel's sake, which quotes such cells though tabs part them


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path, layout: Layout = PLAIN) -> Rows:
    """The header and the rows, every cell as it stands in the file.

    Raises:
        DriftError: A row does not fit the header, two columns bear one name, or a quotation mark is left open.
    """
    layout.refuse(path)
    return rows_of(read_text(path), path, layout)


def rows_of(text: str, path: Path, layout: Layout) -> Rows:
    """What `read_rows` says, of a text that is decoded already.

    Raises:
        DriftError: See `read_rows`.
    """
    csv.field_size_limit(max(csv.field_size_limit(), 2**30))  # a cell may hold a whole text
    named = _SEPARATOR.match(text)
    delimiter = named[1] if named else _delimiter(text)
    body = text[named.end() :] if named else text
    return from_cells(_lines(body, delimiter, path, text.count("\n") - body.count("\n")), path, layout)


def _lines(text: str, delimiter: str, path: Path, before: int) -> Iterator[tuple[int, list[str]]]:
    """The number of each line and its cells; `before` is the number of lines that stand above the text."""
    is_literal = delimiter == "\t" and not _has_quoting(text)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        strict=True,
        quoting=csv.QUOTE_NONE if is_literal else csv.QUOTE_MINIMAL,
    )
    try:
        for cells in reader:
            yield before + reader.line_num, cells
    except csv.Error as error:
        line = before + reader.line_num
        raise DriftError(f"{shown(path)}, line {line}: {error}; mend the quotation marks there.") from None


def _has_quoting(text: str) -> bool:
    """Whether quotation marks around a cell of a tab-separated table are no part of its text.

    In MT's tables (WMT, MQM, OPUS) a mark is the sentence's own. Where marks quote, the header is quoted or some cell
    holds what it must be quoted for, and no cell with a mark in it goes unquoted.
    """
    header = next((line for line in text.splitlines() if line.strip()), "")
    is_quoted = any(cell.startswith('"') and cell.endswith('"') for cell in header.split("\t"))
    at = 0
    while at < len(text) and (match := _CELL.match(text, at)):
        if match[1] is None and '"' in match[2]:
            return False
        is_quoted = is_quoted or bool(match[1] and _MUST_BE_QUOTED.search(match[1]))
        at = match.end()
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    return is_quoted and len({len(row) for row in rows if row}) == 1


def _delimiter(text: str) -> str:
    """The sign that parts the header into most columns, and the first rows into as many; the comma where none does."""
    fits = {sign: _fit(text, sign) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: fits[sign])
    return best if fits[best][1] > 1 else ","


def _fit(text: str, sign: str) -> tuple[bool, int]:
    """Whether the sign parts the first rows as it parts the header, and the number of the header's columns."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        widths = [len(row) for row in islice((row for row in rows if any(map(str.strip, row))), _SAMPLE)]
    except csv.Error:
        return False, 0
    return widths[:1] > [1] and len(set(widths)) == 1, widths[0] if widths else 0
