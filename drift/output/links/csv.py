"""Links as CSV: a row a link, both sides as indices and as text."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TextIO

from drift.output.cells import cell
from drift.types import Link, Version

COLUMNS = (
    "original_sentences", "version_sentences", "moved", "similarity", "confidence", "original_text", "version_text",
)  # fmt: skip


def write(original: Version, version: Version, links: Sequence[Link], file: TextIO) -> None:
    """The columns mean what they mean in `drift.csv`."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for link in links:
        texts = original.passage(link.original), version.passage(link.version)
        values = (list(link.original), list(link.version), link.moved, link.similarity, link.confidence, *texts)
        writer.writerow(map(cell, values))
