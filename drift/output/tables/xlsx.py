"""Scored pairs as an xlsx workbook, a sheet a version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from drift.output.rows import columns_of_pairs

if TYPE_CHECKING:
    import pandas as pd


def write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """Write a row a pair, its changed words in bold; spans count in the texts as given, for no cell can be a formula.

    Where there are several versions each has a sheet, named after its column, without the columns of the others.
    """
    from drift.output.sheets import Sheet, write_book  # openpyxl is loaded where a workbook is written

    original, *versions = texts
    added = columns_of_pairs(versions)
    sheets = []
    for version, own in zip(versions, added, strict=True):
        others = {name for columns in added if columns is not own for name in columns.values()} | {*versions} - {
            version
        }
        kept = table[[name for name in table.columns if name not in others]]
        kept = kept.rename(columns={column: name for name, column in own.items()})
        name = version if len(versions) > 1 else "scores"
        sheets.append(Sheet(name, list(kept.columns), kept.to_dict("records"), (original, version)))
    write_book(sheets, file)
