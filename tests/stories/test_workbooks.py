"""Excel workbooks: which sheet, what its cells hold, what stands around the table."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from drift.stories.formats import reader
from drift.stories.read import read
from drift.stories.rows import Layout, Rows
from drift.types import DriftError


def _book(folder: Path, **sheets: list[list[Any]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "t.xlsx"
    book.save(path)
    return path


def _read(path: Path, sheet: str = "", header: bool = True) -> Rows:
    rows: Rows = reader(path).read_rows(path, Layout(header, sheet))
    return rows


def test_values_have_their_types_and_what_is_empty_around_the_table_goes(tmp_path: Path) -> None:
    day = datetime(2026, 1, 31)
    path = _book(
        tmp_path,
        One=[
            [],
            [None, " "],
            [None, "original", "version", "n", "day"],
            [None, "a", 7, 1.5, day],
            [None, "b", None, None, None],
        ],
    )
    rows = _read(path)
    assert rows.columns == ["original", "version", "n", "day"]
    assert [list(row.values()) for row in rows.rows] == [["a", 7, 1.5, day], ["b", None, None, None]]


def test_the_first_sheet_or_the_one_that_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = _book(tmp_path, One=[["a"], [1]], Two=[["b"], [2]], Three=[["c"], [3]])
    assert _read(path).columns == ["a"]
    assert "sheet One was read; left out: Two, Three" in caplog.text
    assert [_read(path, sheet).columns for sheet in ("two", "3")] == [["b"], ["c"]]
    with pytest.raises(DriftError, match=r"t\.xlsx has no sheet 4 \(it has One, Two, Three\); choose another"):
        _read(path, "4")


def test_a_sheet_without_a_header(tmp_path: Path) -> None:
    assert _read(_book(tmp_path, One=[["a", "b"], ["c", "d"]]), header=False).rows == [
        {"1": "a", "2": "b"},
        {"1": "c", "2": "d"},
    ]


def test_a_formula_that_nobody_has_computed_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path, One=[["original", "version"], ["a", "=UPPER(A2)"]])
    with pytest.raises(DriftError, match=r"t\.xlsx, row 2, column 2: a formula without a value"):
        _read(path)


def test_a_sheet_of_versions(tmp_path: Path) -> None:
    rows = [["Story", "Version", "Text"], ["s", "original", "One."], ["s", "copy", "Two."], ["s", "copy", "Three."]]
    (story,) = read([_book(tmp_path, One=rows)])
    assert {version.name: version.text for version in story.versions} == {"original": "One.", "copy": "Two.\nThree."}


def test_the_sheet_of_versions_is_chosen(tmp_path: Path) -> None:
    table = [["story", "version", "text"], ["s", "original", "One."], ["s", "copy", "Two."]]
    path = _book(tmp_path, Notes=[["Checked."]], Texts=table)
    (story,) = read([path], layout=Layout(sheet="texts"))
    assert story.original == "original"
    with pytest.raises(DriftError, match=r"t\.xlsx has no column story \(it has Checked\.\)|has no rows"):
        read([path])


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"PK\x03\x04 no", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)])
def test_what_is_no_workbook(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(content)
    with pytest.raises(DriftError, match=r"t\.xlsx is no Excel workbook, or is protected by a password"):
        _read(tmp_path / "t.xlsx")


def test_an_empty_sheet(tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=r"t\.xlsx has no rows"):
        read([_book(tmp_path, One=[])])
