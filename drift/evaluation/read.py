"""What several systems made of the same segments, from line files, tables and translation files."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from drift.stories import systems
from drift.stories.formats import is_paired, is_table, reader
from drift.stories.pairs import Pairs, read_pairs
from drift.stories.read import read
from drift.stories.rows import ORIGINAL, PLAIN, Layout
from drift.types import DriftError, Story

logger = logging.getLogger(__name__)


def read_systems(
    paths: Sequence[Path],
    original: str = ORIGINAL,
    versions: Sequence[str] = (),
    *,
    layout: Layout = PLAIN,
    lines: bool = False,
) -> Pairs:
    """A row a segment, a column a system.

    Args:
        paths: Line files, the originals first; or one table, or one translation file, whose versions are the systems.
        original: The column of a table's originals, by name or number.
        versions: The columns of the systems, likewise. A table of rows by system (`system`, `seg`, `source`, `target`)
            needs none.
        layout: Whether a table has a header, and the sheet of a workbook.
        lines: Whether files are line files, whatever their endings.

    Raises:
        DriftError: For files that cannot be read, do not fit each other or name no system.
    """
    if len(paths) > 1 or lines or versions:
        return read_pairs(paths, original, versions or ("version",), layout=layout, lines=lines)
    (path,) = paths
    if is_paired(path) or (is_table(path) and systems.is_of_systems(reader(path).read_rows(path, layout).columns)):
        return _of_stories(path, read([path]))
    raise DriftError(f"{path}: name the columns of the systems with --version-column, once for each.")


def _of_stories(path: Path, stories: Sequence[Story]) -> Pairs:
    """The units of the stories that every system has, whose names are those of the versions."""
    if any(not story.original for story in stories):
        raise DriftError(f"{path}: no version is named as the original; name its column with --original-column.")
    names = list(dict.fromkeys(v.name for story in stories for v in story.versions if v.name != story.original))
    segments: list[dict[str, str]] = []
    for story in stories:
        sides = {v.name: v.sentences for v in story.versions}
        for place, unit in enumerate(sides[story.original]):
            texts = {name: sides[name][place].text if name in sides else "" for name in names}
            segments.append({"story": story.name, "unit": unit.unit, ORIGINAL: unit.text, **texts})
    whole = [row for row in segments if row[ORIGINAL] and all(row[name] for name in names)]
    if len(whole) < len(segments):
        logger.warning(
            "%s: %d of %d segments are left out, for not all systems have them.",
            path, len(segments) - len(whole), len(segments),
        )  # fmt: skip
    return Pairs(pd.DataFrame(whole, columns=["story", "unit", ORIGINAL, *names], dtype=object), ORIGINAL, tuple(names))
