"""Python values as the cells of a CSV or TSV file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isnan
from typing import Any


def cells(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row's values as the cells of a file; spans are JSON."""
    spans = {"spans": json.dumps(row["spans"], ensure_ascii=False)} if "spans" in row else {}
    return {name: cell(value) for name, value in row.items()} | spans


def cell(value: Any) -> Any:
    """One value: lists are joined, truth is 1 or 0, a float has four digits, text is guarded."""
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case float():
            return "" if isnan(value) else f"{value:.4f}"
        case [int(), *_]:
            return " ".join(map(str, value))
        case [str(), *_]:
            return ";".join(value)
        case []:
            return ""
        case str():
            return guard(value)
        case _:
            return value


def guard(text: str) -> str:
    """`text` with a leading apostrophe where a spreadsheet would take it for a formula.

    >>> guard("=1+1"), guard("- Draft"), guard("plain")
    ("'=1+1", "'- Draft", 'plain')
    """
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
