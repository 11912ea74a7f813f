"""Scored pairs as one JSON array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO

from drift.output.tables.jsonl import lines

if TYPE_CHECKING:
    import pandas as pd


def write(table: pd.DataFrame, texts: Sequence[str], file: BinaryIO) -> None:
    """The objects of `.jsonl`, one a line, as the items of an array."""
    before = b"["
    for line in lines(table):
        file.write(before + b"\n" + line)
        before = b","
    file.write(b"[]\n" if before == b"[" else b"\n]\n")
