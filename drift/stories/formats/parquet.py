"""Tables in Apache Parquet."""

from __future__ import annotations

from pathlib import Path

import pyarrow
from pyarrow import parquet

from drift.stories.decoding import read_bytes
from drift.stories.draft import Draft
from drift.stories.table import Rows, cell, drafts
from drift.types import DriftError


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path) -> Rows:
    """The columns and the rows, every cell as text.

    Raises:
        DriftError: The file is no Parquet file.
    """
    try:
        table = parquet.read_table(pyarrow.BufferReader(read_bytes(path)))
    except (pyarrow.ArrowException, OSError):
        raise DriftError(f"{path} is not a parquet file; write it anew.") from None
    rows = [{column: cell(value) for column, value in row.items()} for row in table.to_pylist()]
    return Rows(table.column_names, rows)
