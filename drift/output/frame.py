"""Rows as a data frame."""

from __future__ import annotations

import pandas as pd

from drift.output.cells import encodable
from drift.output.rows import COLUMNS, rows
from drift.types import Results


def frame(analysis: Results) -> pd.DataFrame:
    """The rows of `drift.csv`; spans and sentence indices as Python lists."""
    made = [{name: encodable(value) for name, value in row.items()} for row in rows(analysis)]
    return pd.DataFrame(made, columns=list(COLUMNS))
