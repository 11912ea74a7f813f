"""Word lists of the perturbations: tab-separated files in words/, a comment on the first line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def rows(name: str) -> list[list[str]]:
    """The cells of a list's rows."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


@cache
def options(name: str) -> dict[str, list[str]]:
    """First cell of a row -> its other cells."""
    return {row[0]: row[1:] for row in rows(name)}


@cache
def both_ways(name: str, pos: str) -> dict[str, list[str]]:
    """Words of one part of speech -> those they are paired with, read in both directions."""
    found: dict[str, list[str]] = {}
    for tag, a, b in rows(name):
        if tag == pos:
            found.setdefault(a, []).append(b)
            found.setdefault(b, []).append(a)
    return found
