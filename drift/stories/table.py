"""Rows of a table -> versions: what the formats of tables share.

What a table holds, its columns say, by their names in any case:

- `story`, `version`, `text`: running text; the rows of one version are its lines, in order. Where there is a column
  `unit`, `id` or `segment` as well, a row is a translation unit, and units of one id belong together. Columns `from`
  (the version that it was made from) and `language` say the same in all rows of a version, or nothing.
- `original` and `version`, or `source` and `target`: a row is a unit of two versions, its id the number of the row or
  what stands in a column `unit`, `id` or `segment`; a column `story` parts it into stories.
- `system`, `source`, `target` and a segment's number: what several systems made of one source, see
  `drift.stories.systems`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drift.stories import systems
from drift.stories.draft import Draft, Unit
from drift.stories.rows import Rows, one_line, refuse_empty, require
from drift.types import DriftError

COLUMNS = ("story", "version", "text")
PAIRS = (("original", "version"), ("source", "target"))
IDS = ("unit", "id", "segment")
ABOUT = ("from", "language")
"""Columns that tell of a version as a whole."""
_RESULTS = ({"original_sentences", "version_sentences", "severity"}, {"severity", "kinds", "evidence", "spans"})
"""Columns by which a table that drift wrote is known."""
Row = dict[str, str]


def drafts(path: Path, table: Rows) -> list[Draft]:
    """The versions of a table, of running text or of units as its columns say.

    Raises:
        DriftError: A column is missing, there are no rows, a row names no version, a version has no text, or an id
            comes twice.
    """
    refuse_empty(path, table)
    if any(set(table.columns) >= columns for columns in _RESULTS):
        raise DriftError(f"{path} is a result of drift, not a text; name the texts themselves.")
    if systems.is_of_systems(table.columns):
        table = systems.by_version(path, table)
    table = table.named((*COLUMNS, *(name for pair in PAIRS for name in pair), *IDS))
    texts = table.texts()
    ids = next((column for column in IDS if column in table.columns), "")
    is_long = all(column in table.columns for column in COLUMNS)
    pair = next((pair for pair in PAIRS if all(column in table.columns for column in pair)), None)
    if pair and not is_long:
        return _pairs(texts, pair, ids, path)
    for column in COLUMNS:
        require(column, table.columns, path)
    groups: dict[tuple[str, str], list[tuple[int, Row]]] = {}
    for number, row in enumerate(texts, start=1):
        story, name = one_line(row["story"]), one_line(row["version"])
        if not name:
            raise DriftError(f"{path}, row {number}: the version column is empty; name the version.")
        groups.setdefault((story, name), []).append((number, row))
    if ids:
        return _segments(groups, ids, path)
    return [_running(story, name, rows, path) for (story, name), rows in groups.items()]


def _running(story: str, name: str, rows: Sequence[tuple[int, Row]], path: Path) -> Draft:
    number = rows[0][0]
    text = "\n".join(row["text"] for _, row in rows)
    if not text.strip():
        raise DriftError(f"{path}, row {number}: version {name} has no text; fill in the text column or drop the row.")
    parent, language = (_about(name, rows, column, path) for column in ABOUT)
    return Draft(name, text, story=story, source=f"{path}, row {number}", parent=parent, language=language)


def _pairs(rows: Sequence[Row], columns: tuple[str, str], ids: str, path: Path) -> list[Draft]:
    """Two versions a story, `original` and `version`, a row a unit of both."""
    stories: dict[str, list[tuple[str, Row]]] = {}
    for number, row in enumerate(rows, start=1):
        unit = row[ids].strip() if ids else ""
        stories.setdefault(one_line(row.get("story", "")), []).append((unit or str(number), row))
    return [
        Draft(
            name,
            units=tuple(Unit(unit, row[column]) for unit, row in found),
            story=story,
            source=str(path),
            is_original=name == "original",
        )
        for story, found in stories.items()
        for name, column in zip(("original", "version"), columns, strict=True)
    ]


def _segments(groups: dict[tuple[str, str], list[tuple[int, Row]]], ids: str, path: Path) -> list[Draft]:
    """Every version with all units of its story, in the order in which their ids first come; "" where it has none."""
    order: dict[str, dict[str, None]] = {}
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for (story, name), rows in groups.items():
        own = texts.setdefault((story, name), {})
        for number, row in rows:
            unit = row[ids].strip()
            if not unit or unit in own:
                fault = "the {} column is empty" if not unit else "version {} has that {} twice"
                said = fault.format(ids) if not unit else fault.format(name, ids)
                raise DriftError(f"{path}, row {number}: {said}; give every segment of a version an id of its own.")
            own[unit] = row["text"]
        order.setdefault(story, {}).update(dict.fromkeys(own))
    return [
        Draft(
            name,
            units=tuple(Unit(unit, own.get(unit, "")) for unit in order[story]),
            story=story,
            source=str(path),
            parent=_about(name, groups[story, name], "from", path),
            language=_about(name, groups[story, name], "language", path),
        )
        for (story, name), own in texts.items()
    ]


def _about(name: str, rows: Sequence[tuple[int, Row]], column: str, path: Path) -> str:
    """What a column says of a version as a whole, "" where it says nothing."""
    said = ""
    for number, row in rows:
        value = one_line(row.get(column, ""))
        if value and said and value != said:
            raise DriftError(
                f"{path}, row {number}: {column} says {value} of version {name}, and {said} above; say one of them."
            )
        said = value or said
    return said
