"""Python values as the cells of a CSV or TSV file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from drift.output.rows import columns_of_pairs

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[-+]?(\d+([.,]\d+)*|[.,]\d+)([eE][-+]?\d+)?\s?%?", re.ASCII)


def cells(row: Mapping[Any, Any], texts: Sequence[str] = ("original_text", "version_text")) -> dict[str, Any]:
    """A row's values as the cells of a file.

    Spans are JSON and count characters of the cells as they are written, so a guard before a text moves them by one.

    Args:
        row: Values by column.
        texts: The columns whose texts the spans count in: the original's and the versions'.
    """
    made = {name: cell(value) for name, value in row.items()}
    original, *versions = texts
    for version, columns in zip(versions, columns_of_pairs(versions), strict=True):
        if (column := columns["spans"]) in row:
            shifts = {
                side: len(guard(row[text])) - len(row[text])
                for side, text in (("original", original), ("version", version))
            }
            spans = [[side, start + shifts[side], end + shifts[side], kind] for side, start, end, kind in row[column]]
            made[column] = json.dumps(spans, ensure_ascii=False)
    return made


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
    """`text` with a leading apostrophe where a spreadsheet would take it for a formula; a number is none.

    The beginnings are those that OWASP lists under CSV injection, the wide forms of East Asian keyboards among them.

    >>> guard("=1+1"), guard("- Draft"), guard("plain"), guard("-5"), guard("-2+3")
    ("'=1+1", "'- Draft", 'plain', '-5', "'-2+3")
    """
    return "'" + text if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def encodable(value: Any) -> Any:
    r"""A text as UTF-8 can have it, a lone surrogate as its escape; any other value as it is.

    >>> encodable("a\ud800"), encodable(1.5)
    ('a\\ud800', 1.5)
    """
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
