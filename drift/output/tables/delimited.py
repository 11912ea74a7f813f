"""Scored pairs as CSV and as TSV: cells as in `drift.csv`, guarded against being taken for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, BinaryIO

from drift.output.cells import cells, guard
from drift.output.rows import columns_of_pairs
from drift.stories.rows import cell as as_text

if TYPE_CHECKING:
    import pandas as pd


def write_csv(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """With commas."""
    _write(table, texts, file, ",")


def write_tsv(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """With tabs; a cell that holds one, or a line break, is in quotation marks."""
    _write(table, texts, file, "\t")


def write_cells(rows: Iterable[Mapping[Any, Any]], columns: Sequence[Any], file: BinaryIO, delimiter: str) -> None:
    """Write rows of cells below a head of the columns, whose names are guarded here."""
    text = TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator="\n")
    writer.writerow({name: guard(str(name)) for name in columns})
    writer.writerows(rows)
    text.detach()


def _write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO, delimiter: str) -> None:
    ours = {name for columns in columns_of_pairs(texts[1:]) for name in columns.values()}
    rows = (
        cells({name: row[name] if name in ours else as_text(row[name]) for name in row}, texts)
        for row in table.to_dict("records")
    )
    write_cells(rows, list(table.columns), file, delimiter)
