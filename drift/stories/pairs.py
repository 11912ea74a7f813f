"""Files of pairs that are aligned already: tables as they stand, and translation files a unit a row."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from drift.stories.formats import is_table, reader
from drift.stories.read import read
from drift.stories.table import Rows, refuse_empty, require
from drift.types import DriftError, Story


def read_pairs(path: Path, original_column: str = "original", version_column: str = "version") -> pd.DataFrame:
    """A table of already aligned pairs, every cell as the text that stands in the file, rows and columns in its order.

    A translation file (TMX, XLIFF) gives a row a unit and version, with the columns `story`, `unit`, `original_name`,
    `version_name` and the two texts under the names asked for; its codes are taken out as `drift.stories.inline` says.

    Raises:
        DriftError: The file holds no pairs, either column is missing, or a row does not fit the header.
    """
    module = reader(path)
    if is_table(path):
        table: Rows = module.read_rows(path)
        refuse_empty(path, table)
        for column in (original_column, version_column):
            require(column, table.columns, path, "name the two with --original-column and --version-column")
        return pd.DataFrame(table.rows, columns=table.columns, dtype=str)
    stories = read([path]) if getattr(module, "IS_PAIRED", False) else []
    if not stories:
        raise DriftError(f"{path} holds no pairs; give a table (.csv, .tsv, .jsonl, .parquet), a TMX or an XLIFF file.")
    columns = ["story", "unit", "original_name", "version_name", original_column, version_column]
    return pd.DataFrame([row for story in stories for row in _rows(story)], columns=columns, dtype=str)


def _rows(story: Story) -> list[tuple[str, ...]]:
    if not story.original:
        there = ", ".join(version.name for version in story.versions)
        raise DriftError(f"story {story.name}: no version is named as the original ({there}); use drift analyze.")
    original = story.version(story.original)
    return [
        (story.name, unit.unit, original.name, version.name, unit.text, other.text)
        for version in story.versions
        if version is not original
        for unit, other in zip(original.sentences, version.sentences, strict=True)
        if unit.text or other.text
    ]
