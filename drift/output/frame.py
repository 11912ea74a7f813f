"""Rows as a data frame."""

from __future__ import annotations

import pandas as pd

from drift.output.rows import COLUMNS, rows
from drift.types import Results


def frame(analysis: Results) -> pd.DataFrame:
    """The rows of `drift.csv`; spans and sentence indices as Python lists."""
    return pd.DataFrame(list(rows(analysis)), columns=list(COLUMNS))
