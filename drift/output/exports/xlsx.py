"""A workbook: the versions on the first sheet, then a sheet a version with the rows of `drift.csv`."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from drift.output.exports.judged import title
from drift.output.exports.table import TEXTS
from drift.output.rows import COLUMNS, VERSION_COLUMNS, rows, version_rows
from drift.output.sheets import Sheet, write_book
from drift.types import Results


def write(analysis: Results, file: BinaryIO) -> None:
    """Write the sheets, their changed words in bold; spans count in the texts as given, for no cell can be a formula."""
    sheets = [Sheet("versions", VERSION_COLUMNS, list(version_rows(analysis)))]
    for story in analysis.stories:
        for comparison in story.comparisons:
            name = title(story, comparison)
            shown = name if len(analysis.stories) == 1 else f"{story.name} {name}"
            of_one = Results((replace(story, comparisons=(comparison,)),), analysis.signature)
            sheets.append(Sheet(shown, COLUMNS, list(rows(of_one)), TEXTS))
    write_book(sheets, file)
