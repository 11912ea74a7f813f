"""Tables of already aligned pairs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from drift.stories.formats import is_table, reader
from drift.stories.table import Rows, refuse_empty, require
from drift.types import DriftError


def read_pairs(path: Path, original_column: str = "original", version_column: str = "version") -> pd.DataFrame:
    """A table of already aligned pairs, every cell as the text that stands in the file, rows and columns in its order.

    Raises:
        DriftError: The file is no table, either column is missing, or a row does not fit the header.
    """
    if not is_table(path):
        raise DriftError(f"{path} is no table; give a .csv, .tsv, .jsonl or .parquet file.")
    table: Rows = reader(path).read_rows(path)
    refuse_empty(path, table)
    for column in (original_column, version_column):
        require(column, table.columns, path)
    return pd.DataFrame(table.rows, columns=table.columns, dtype=str)
