"""The rows of `drift.csv` in the formats of tables."""

from __future__ import annotations

from typing import BinaryIO

from drift.output.cells import cells
from drift.output.frame import frame
from drift.output.rows import COLUMNS, rows
from drift.output.tables import TABLE_WRITERS
from drift.output.tables.delimited import write_cells
from drift.types import Results

TEXTS = ("original_text", "version_text")
_DELIMITERS = {".csv": ",", ".tsv": "\t"}


def write(analysis: Results, file: BinaryIO, ending: str) -> None:
    """Write a row a link.

    Args:
        analysis: What was found.
        file: Where to.
        ending: The format, a key of `TABLE_WRITERS`.
    """
    if ending in _DELIMITERS:
        write_cells(map(cells, rows(analysis)), COLUMNS, file, _DELIMITERS[ending])
    else:
        TABLE_WRITERS[ending](frame(analysis), TEXTS, file)
