"""A workbook as the library and a spreadsheet read it: texts are texts, figures figures, severities in colour."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime
from math import inf, nan
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import TextBlock

from drift.output.sheets import FILLS, LONGEST, Sheet, write_book
from drift.types import DriftError


def book(*sheets: Sheet) -> Any:
    file = io.BytesIO()
    write_book(sheets, file)
    return openpyxl.load_workbook(file, rich_text=True)


def one(value: Any) -> Any:
    """The cell of a value in a sheet of it alone."""
    return book(Sheet("s", ["a"], [{"a": value}])).active["A2"]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+44 20", "-5", "@mention", "#REF!", "007", "1e5", "TRUE"])
def test_a_text_is_a_text(text: str) -> None:
    cell = one(text)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.25, 0.25), (7, 7), (True, 1), (None, None), (nan, None), ([], None), ([0, 1], "0 1"), (["a", "b"], "a;b"),
        ({"a": 1}, '{"a": 1}'), (inf, "inf"),
        (datetime(2024, 5, 1, 12, tzinfo=UTC), datetime(2024, 5, 1, 12)),
    ],
)  # fmt: skip
def test_values_are_what_a_spreadsheet_has_for_them(value: Any, shown: Any) -> None:
    assert one(value).value == shown


@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    assert len(one(text).value or "") >= len(text.replace("\r\n", "\n"))


def test_a_code_that_stands_in_a_text_is_none() -> None:
    assert one("line_x000D_end").value == "line_x000D_end"


def test_severities_have_their_colours_and_changed_words_are_bold() -> None:
    row = {
        "a": "He denied 😀 it.",
        "b": "He confirmed it.",
        "spans": [["original", 3, 9, "antonym"], ["version", 3, 12, "antonym"]],
    }
    rows = [row | {"severity": severity} for severity in ("none", *FILLS)]
    sheet = book(Sheet("s", ["a", "b", "severity", "spans"], rows, ("a", "b"))).active
    assert [cell.fill.fgColor.rgb[2:] for cell in sheet["C"][2:]] == list(FILLS.values())
    assert sheet["C2"].fill.fill_type is None
    for cell, words, text in ((sheet["A2"], "denied", row["a"]), (sheet["B2"], "confirmed", row["b"])):
        assert [piece.text for piece in cell.value if isinstance(piece, TextBlock)] == [words]
        assert str(cell.value) == text


def test_spans_that_overlap_or_reach_beyond_lose_no_text() -> None:
    spans = [["original", 2, 5, "number"], ["original", 0, 3, "number"], ["original", 4, 99, "tense"]]
    rows = [{"a": "abcdefg", "b": "", "spans": spans}]
    sheet = book(Sheet("s", ["a", "b", "spans"], rows, ("a", "b"))).active
    assert str(sheet["A2"].value) == "abcdefg"


def test_the_head_stays_and_can_be_filtered() -> None:
    sheet = book(Sheet("s", ["a", "=b"], [{"a": 1, "=b": 2}, {"a": 3, "=b": 4}])).active
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert [(cell.value, cell.data_type) for cell in sheet[1]] == [("a", "s"), ("=b", "s")]


def test_sheets_have_names_that_they_may_have_each_once() -> None:
    names = ["via spanish", "Via Spanish", "a/b [c]: *?", "history", "", "x" * 40, "x" * 41, "'quoted'"]
    made = book(*(Sheet(name, ["a"], []) for name in names)).sheetnames
    assert made[:4] == ["via spanish", "Via Spanish 2", "a b  c", "history "]
    assert len({name.lower() for name in made}) == len(names)
    assert all(0 < len(name) <= 31 for name in made)


def test_a_cell_that_is_too_long_is_cut_with_a_message(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert len(one("x" * (LONGEST + 1)).value) == LONGEST
    assert "1 cells hold more than the 32767 characters" in caplog.text


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("drift.output.sheets.MOST_ROWS", 3)
    with pytest.raises(DriftError, match=r"xlsx holds 3 rows a sheet"):
        book(Sheet("s", ["a"], [{"a": 1}] * 3))
