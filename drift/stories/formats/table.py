"""Tables (csv, tsv, jsonl, parquet): rows of story, version, text, or of already aligned pairs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drift.stories.formats.encoding import read_bytes, read_text
from drift.stories.normalise import normalise
from drift.types import DriftError, Version

if TYPE_CHECKING:
    import pandas

COLUMNS = ("story", "version", "text")
Row = dict[str, str]


def read(path: Path) -> list[tuple[str, Version]]:
    """The versions of a table with columns story, version and text; the rows of one version are its lines, in order."""
    columns, rows = _read_rows(path)
    for column in COLUMNS:
        _require(column, columns, path)
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for number, row in enumerate(rows, start=1):
        story, name = row["story"].strip(), row["version"].strip()
        if not name:
            raise DriftError(f"{path}, row {number}: the version column is empty; name the version.")
        groups.setdefault((story, name), []).append((number, normalise(row["text"])))
    return [(story, _version(name, lines, path)) for (story, name), lines in groups.items()]


def read_pairs(path: Path, original_column: str = "original", version_column: str = "version") -> pandas.DataFrame:
    """A table of already aligned pairs, every cell as the text that stands in the file, rows and columns in its order.

    Raises `DriftError` if either column is missing or a row does not fit the header.
    """
    import pandas

    columns, rows = _read_rows(path)
    for column in (original_column, version_column):
        _require(column, columns, path)
    return pandas.DataFrame(rows, columns=columns, dtype=str)


def _version(name: str, lines: list[tuple[int, str]], path: Path) -> Version:
    number = lines[0][0]
    text = "\n".join(line for _, line in lines)
    if not text.strip():
        raise DriftError(f"{path}, row {number}: version {name} has no text; fill in the text column or drop the row.")
    return Version(name, text, source=f"{path}, row {number}")


def _require(column: str, columns: list[str], path: Path) -> None:
    if column not in columns:
        there = ", ".join(columns)
        raise DriftError(f"{path} has no column {column} (it has {there}); name the column so or choose another.")


def _read_rows(path: Path) -> tuple[list[str], list[Row]]:
    read_format = _FORMATS.get(path.suffix.lower())
    if read_format is None:
        raise DriftError(f"{path} is no table; give a .csv, .tsv, .jsonl or .parquet file.")
    columns, rows = read_format(path)
    if not rows:
        raise DriftError(f"{path} has no rows; put the texts below its header.")
    return columns, rows


def _read_csv(path: Path) -> tuple[list[str], list[Row]]:
    return _delimited(path, csv.reader(io.StringIO(read_text(path), newline=""), strict=True))


def _read_tsv(path: Path) -> tuple[list[str], list[Row]]:
    return _delimited(path, csv.reader(io.StringIO(read_text(path), newline=""), delimiter="\t", strict=True))


def _delimited(path: Path, reader: Any) -> tuple[list[str], list[Row]]:
    _allow_long_cells()
    rows: list[Row] = []
    try:
        columns = next(reader)
        _refuse_twins(columns, path)
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(columns):
                raise DriftError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells where the header has {len(columns)}; "
                    "put cells that hold the separator into quotation marks."
                )
            rows.append(dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        raise DriftError(f"{path}, line {reader.line_num}: {error}; mend the quotation marks there.") from None
    return columns, rows


def _allow_long_cells() -> None:
    """A cell may hold a whole text; the module's limit of 131,072 characters is against broken quotes."""
    csv.field_size_limit(max(csv.field_size_limit(), 2**30))


def _refuse_twins(columns: Iterable[str], path: Path) -> None:
    seen: set[str] = set()
    for column in columns:
        if column in seen:
            raise DriftError(f"{path} has two columns named {column}; rename one.")
        seen.add(column)


def _read_jsonl(path: Path) -> tuple[list[str], list[Row]]:
    columns: dict[str, None] = {}
    rows: list[Row] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line, parse_int=str, parse_float=str)
        except (json.JSONDecodeError, RecursionError):
            raise DriftError(f"{path}, line {number} is not JSON; put one object on each line.") from None
        if not isinstance(row, dict):
            raise DriftError(f"{path}, line {number} is not a JSON object; write it as {{column: text, …}}.")
        columns.update(dict.fromkeys(row))
        rows.append({column: _as_text(value) for column, value in row.items()})
    return list(columns), [{column: row.get(column, "") for column in columns} for row in rows]


def _read_parquet(path: Path) -> tuple[list[str], list[Row]]:
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.read_table(pyarrow.BufferReader(read_bytes(path)))
    except (pyarrow.ArrowException, OSError):
        raise DriftError(f"{path} is not a parquet file; write it anew.") from None
    rows = [{column: _as_text(value) for column, value in row.items()} for row in table.to_pylist()]
    return table.column_names, rows


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


_FORMATS: dict[str, Callable[[Path], tuple[list[str], list[Row]]]] = {
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".jsonl": _read_jsonl,
    ".parquet": _read_parquet,
}
