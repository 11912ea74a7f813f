"""Tables in Apache Parquet."""

from __future__ import annotations

from pathlib import Path

import pyarrow
from pyarrow import parquet

from drift.stories.draft import Draft
from drift.stories.rows import PLAIN, Layout, Rows
from drift.stories.sources import read_bytes, shown
from drift.stories.table import drafts
from drift.types import DriftError


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path, layout: Layout = PLAIN) -> Rows:
    """The columns and the rows, values with their types.

    Raises:
        DriftError: The file is no Parquet file.
    """
    layout.refuse(path, header=True)
    try:
        table = parquet.read_table(pyarrow.BufferReader(read_bytes(path)))
    except (pyarrow.ArrowException, OSError):
        raise DriftError(f"{shown(path)} is not a parquet file; write it anew.") from None
    return Rows(table.column_names, table.to_pylist())
