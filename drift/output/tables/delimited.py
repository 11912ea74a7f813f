"""Scored pairs as CSV and as TSV: cells as in `drift.csv`, guarded against being taken for formulas."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO

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


def _write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO, delimiter: str) -> None:
    text = TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.DictWriter(text, list(table.columns), delimiter=delimiter, lineterminator="\n")
    writer.writerow({name: guard(str(name)) for name in table.columns})
    ours = {name for columns in columns_of_pairs(texts[1:]) for name in columns.values()}
    for row in table.to_dict("records"):
        writer.writerow(cells({name: row[name] if name in ours else as_text(row[name]) for name in row}, texts))
    text.detach()
