"""Tables of scored pairs -> files: one writer a format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from drift.output.cells import cells
from drift.output.files import output
from drift.output.rows import DRIFT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd


def write_table(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table of scored pairs as CSV, to stdout for `-`; the columns that came with the pairs stay untouched."""
    made = [cells(row) for row in table[list(DRIFT_COLUMNS)].to_dict("records")]
    shown = table.assign(**{name: [row[name] for row in made] for name in DRIFT_COLUMNS})
    with output(path) as file:
        shown.to_csv(file, index=False, lineterminator="\n")
