"""Tables of scored pairs -> files. A new format is one file here and one line of `TABLE_WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from drift.output.files import binary_output
from drift.output.tables import delimited, jsonl, parquet
from drift.types import DriftError

if TYPE_CHECKING:
    import pandas as pd

Writer = Callable[["pd.DataFrame", Sequence[str], BinaryIO], None]

TABLE_WRITERS: dict[str, Writer] = {
    ".csv": delimited.write_csv,
    ".tsv": delimited.write_tsv,
    ".jsonl": jsonl.write,
    ".parquet": parquet.write,
}
DEFAULT = ".csv"


def write_table(table: pd.DataFrame, path: str | Path, texts: Sequence[str] = ("original", "version")) -> None:
    """Write a table of scored pairs in the format that the path's ending names, CSV to standard output for `-`.

    Args:
        table: The pairs' own columns and `drift.output.rows.DRIFT_COLUMNS`, as `drift.api.score_table` gives them.
        path: Where to.
        texts: The columns whose texts the spans count in: the originals' and the versions'.

    Raises:
        DriftError: If the ending names no format, or the file cannot be written.
    """
    write = TABLE_WRITERS[ending_of(path)]
    with binary_output(path) as file:
        write(table, texts, file)


def ending_of(path: str | Path) -> str:
    """The key of `TABLE_WRITERS` for a path, CSV's where it has no ending.

    Raises:
        DriftError: If there is none.

    >>> ending_of("a.TSV"), ending_of("/dev/stdout"), ending_of("-")
    ('.tsv', '.csv', '.csv')
    """
    ending = Path(path).suffix.lower()
    if ending and ending not in TABLE_WRITERS:
        raise DriftError(f"{path}: no table ends in {ending}; choose one of {', '.join(TABLE_WRITERS)}.")
    return ending or DEFAULT
