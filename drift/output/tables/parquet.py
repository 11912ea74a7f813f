"""Scored pairs as Parquet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from drift.output.cells import encodable
from drift.output.rows import columns_of_pairs
from drift.stories.rows import cell as as_text

if TYPE_CHECKING:
    import pandas as pd


def write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """Write the table with one type a column: kinds are joined by `;` and spans are JSON, as in CSV.

    No cell is guarded, and spans count in the texts as given.
    """
    import pyarrow
    from pyarrow import parquet

    typed = {encodable(str(name)): _one_type(table[name].tolist()) for name in table.columns}
    for columns in columns_of_pairs(texts[1:]):
        for name in (columns["similarity"], columns["drift"]):
            typed[name] = pyarrow.array(table[name].astype("float64"), from_pandas=True)
        typed[columns["kinds"]] = pyarrow.array([";".join(kinds) for kinds in table[columns["kinds"]]])
        typed[columns["spans"]] = pyarrow.array([json.dumps(s, ensure_ascii=False) for s in table[columns["spans"]]])
    parquet.write_table(pyarrow.table(typed), file)


def _one_type(values: Sequence[Any]) -> Any:
    """The values of a column in the type that all of them have, as text where they have several."""
    import pyarrow

    try:
        return pyarrow.array(values)
    except (pyarrow.ArrowException, OverflowError):
        return pyarrow.array([encodable(as_text(value)) for value in values])
    except UnicodeEncodeError:
        return pyarrow.array([encodable(value) for value in values])
