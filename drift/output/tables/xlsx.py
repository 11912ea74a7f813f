"""Scored pairs as the one sheet of an xlsx workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import pandas as pd


def write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """Write a row a pair, its changed words in bold; spans count in the texts as given, for no cell can be a formula."""
    from drift.output.sheets import Sheet, write_book  # openpyxl is loaded where a workbook is written

    write_book([Sheet("scores", list(table.columns), table.to_dict("records"), texts)], file)
