"""Texts that are aligned already, a row a pair: tables as they stand, translation files, line files side by side."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from drift.stories import systems
from drift.stories.decoding import decode
from drift.stories.formats import READERS, REFUSED, delimited, is_paired, is_table, jsonarray, jsonl, reader, why_unread
from drift.stories.linefiles import read_parallel, refuse_formats
from drift.stories.read import read
from drift.stories.rows import (
    ORIGINAL,
    PLAIN,
    VERSION,
    Layout,
    Rows,
    cell,
    find,
    looks_like_text,
    one_line,
    refuse_empty,
    require,
)
from drift.stories.sources import read_bytes, shown, suffix
from drift.types import DriftError, Story

logger = logging.getLogger(__name__)

_NO_PAIRS = "holds no pairs; give a table, a translation file, or two line files."
_MEND = "name the two with --original-column and --version-column"


@dataclass(frozen=True, slots=True)
class Pairs:
    """A table of aligned texts.

    Attributes:
        table: The file's columns and rows in its order; text columns hold str, other values have their types.
        original: The column of the originals.
        versions: The columns of the versions, one or more.
        of_units: Whether it comes from a translation file, where a row without a version is untranslated.
    """

    table: pd.DataFrame
    original: str
    versions: tuple[str, ...]
    of_units: bool = False


def read_pairs(
    paths: Path | Sequence[Path],
    original: str = ORIGINAL,
    versions: Sequence[str] = (VERSION,),
    *,
    layout: Layout = PLAIN,
    lines: bool = False,
) -> Pairs:
    """The aligned texts at the paths: one table or translation file, or line files.

    Of line files every one is a column; the first holds the originals, all others are versions, unless `original` and
    `versions` name them. A translation file gives a row a unit and version, with the columns `story`, `unit`,
    `original_name`, `version_name` and the two texts under the names asked for; its codes are taken out as
    `drift.stories.inline` says.

    Args:
        paths: A table or a translation file; two or more line files. `-` is standard input.
        original: The column of the originals, by name or number from 1. `source` stands in where it is not there by its
            common name.
        versions: The columns of the versions, likewise; `target` stands in.
        layout: Whether a table has a header, and the sheet of a workbook.
        lines: Whether files are line files, whatever their endings.

    Raises:
        DriftError: The files hold no pairs, a column is missing, a row does not fit the header, or line files have not
            equally many lines.
    """
    given = [paths] if isinstance(paths, Path) else list(paths)
    if lines or len(given) > 1:
        return _of_lines(given, original, versions, lines)
    (path,) = given
    if is_paired(path):
        return _of_units(path, original, versions)
    table = _read_table(path, layout)
    refuse_empty(path, table)
    if original == ORIGINAL and tuple(versions) == (VERSION,) and not find(ORIGINAL, table.columns):
        sides = [find(name, table.columns) for name in ("source", "target")]
        original, versions = (sides[0], sides[1:]) if all(sides) else (original, versions)
    texts = [require(column, table.columns, path, _MEND) for column in (original, *versions)]
    if layout.header and any(map(looks_like_text, texts)):
        logger.warning("%s: the first row was taken for the header; with --no-header it is a row.", shown(path))
    frame = pd.DataFrame(table.rows, columns=table.columns, dtype=object)
    clean = systems.without_marks if systems.is_of_systems(table.columns) else str
    for column in texts:
        frame[column] = pd.Series([clean(cell(value)) for value in frame[column]], dtype=object)
    return Pairs(frame, texts[0], _distinct(texts, path))


def _distinct(texts: Sequence[str], path: Path) -> tuple[str, ...]:
    for k, column in enumerate(texts):
        if column in texts[:k]:
            raise DriftError(f"{shown(path)}: column {one_line(column)} is named twice; choose the columns apart.")
    return tuple(texts[1:])


def _read_table(path: Path, layout: Layout) -> Rows:
    """The rows of a table; one whose ending does not tell its format, such as a pipe, is known by how it begins."""
    if is_table(path):
        rows: Rows = reader(path).read_rows(path, layout)
        return rows
    form = READERS.get(suffix(path))
    if suffix(path) in REFUSED:
        raise DriftError(f"{path}: {why_unread(path)}.")
    if form and form.module != "text":
        raise DriftError(f"{path} {_NO_PAIRS}")
    text = decode(read_bytes(path), path)
    begins = text.lstrip()[:1]
    if begins == "[":
        return jsonarray.rows_of(text, path)
    rows = jsonl.rows_of(text, path) if begins == "{" else delimited.rows_of(text, path, layout)
    if len(rows.columns) < 2:
        raise DriftError(f"{shown(path)} {_NO_PAIRS}")
    return rows


def _of_lines(paths: Sequence[Path], original: str, versions: Sequence[str], lines: bool) -> Pairs:
    if len(paths) < 2:
        raise DriftError(f"{shown(paths[0])} is one line file; name two or more, the originals first.")
    if not lines:
        refuse_formats(paths)
    rows = read_parallel(paths)
    first = find(original, rows.columns) or (
        rows.columns[0] if original == ORIGINAL else require(original, rows.columns, paths[0], _MEND)
    )
    named = (
        [] if tuple(versions) == (VERSION,) else [require(name, rows.columns, paths[-1], _MEND) for name in versions]
    )
    others = named or [name for name in rows.columns if name != first]
    return Pairs(
        pd.DataFrame(rows.rows, columns=rows.columns, dtype=object), first, _distinct([first, *others], paths[0])
    )


def _of_units(path: Path, original: str, versions: Sequence[str]) -> Pairs:
    if len(versions) > 1:
        raise DriftError(f"{path} has no columns; leave --version-column out, and every version is read.")
    columns = ["story", "unit", "original_name", "version_name", original, *versions]
    rows = [row for story in read([path]) for row in _rows(story)]
    return Pairs(pd.DataFrame(rows, columns=columns, dtype=object), original, tuple(versions), of_units=True)


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
