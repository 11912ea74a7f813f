"""Scored pairs as JSON lines: an object a row, with values as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from math import isnan
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import pandas as pd


def write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """Kinds and spans are lists, a missing figure is null; no cell is guarded, and spans count in the texts as given."""
    file.writelines(line + b"\n" for line in lines(table))


def lines(table: pd.DataFrame) -> Iterator[bytes]:
    """A row's object, in UTF-8; a lone surrogate, which has none, shows as its escape."""
    for row in table.to_dict("records"):
        line = json.dumps({name: _value(value) for name, value in row.items()}, ensure_ascii=False, default=str)
        yield line.encode("utf-8", "backslashreplace")


def _value(value: Any) -> Any:
    return None if isinstance(value, float) and isnan(value) else value
