"""Scored pairs as Parquet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    import pandas as pd


def write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """Write the table with one type a column: kinds are joined by `;` and spans are JSON, as in CSV.

    No cell is guarded, and spans count in the texts as given.
    """
    typed = table.assign(
        similarity=table["similarity"].astype("float64"),
        drift=table["drift"].astype("float64"),
        kinds=[";".join(kinds) for kinds in table["kinds"]],
        spans=[json.dumps(spans, ensure_ascii=False) for spans in table["spans"]],
    )
    typed.to_parquet(file, engine="pyarrow", index=False)
