"""Links as Vecalign writes them (Thompson and Koehn 2019): `[0, 1]:[2]:COST`, gaps as `[]`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from drift.types import Link, Version


def write(original: Version, version: Version, links: Sequence[Link], file: TextIO) -> None:
    """A line a link; its cost is 1 - similarity, 0 for a gap."""
    for link in links:
        cost = 0.0 if link.similarity is None else 1 - link.similarity
        file.write(f"{list(link.original)}:{list(link.version)}:{cost:.6f}\n")
