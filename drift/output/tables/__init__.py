"""Tables of scored pairs -> files. A new format is one file here and one line of `TABLE_WRITERS`."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from drift.output.files import binary_output
from drift.output.tables import delimited, json, jsonl, parquet, xlsx
from drift.types import DriftError

if TYPE_CHECKING:
    import pandas as pd

Writer = Callable[["pd.DataFrame", Sequence[str], BinaryIO], None]

TABLE_WRITERS: dict[str, Writer] = {
    ".csv": delimited.write_csv,
    ".tsv": delimited.write_tsv,
    ".jsonl": jsonl.write,
    ".json": json.write,
    ".parquet": parquet.write,
    ".xlsx": xlsx.write,
}
DEFAULT = ".csv"


def write_table(
    table: pd.DataFrame, path: str | Path, texts: Sequence[str] = ("original", "version"), *, excel: bool = False
) -> None:
    """Write a table of scored pairs in the format that the path's ending names, CSV to standard output for `-`.

    Args:
        table: The pairs' own columns and `drift.output.rows.DRIFT_COLUMNS`, as `drift.api.score_table` gives them.
        path: Where to.
        texts: The columns whose texts the spans count in: the originals' and the versions'.
        excel: Whether CSV begins with a byte order mark, by which Excel knows UTF-8.

    Raises:
        DriftError: If the ending names no format, or the file cannot be written.
    """
    ending = check_ending(path, excel)
    with binary_output(path) as file:
        file.write(codecs.BOM_UTF8 if excel else b"")
        TABLE_WRITERS[ending](table, texts, file)


def check_ending(path: str | Path, excel: bool = False) -> str:
    """The key of `TABLE_WRITERS` for a path.

    Raises:
        DriftError: If there is none, or if `excel` is asked of another format than CSV.
    """
    ending = ending_of(path)
    if excel and ending != ".csv":
        raise DriftError(f"{path}: --excel is for .csv, which begins with a byte order mark then; leave it out.")
    return ending


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
