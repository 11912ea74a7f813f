"""Tables in JSON: an array of objects, by itself or as the one array in an object."""

from __future__ import annotations

import logging
from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.formats import jsonl
from drift.stories.rows import PLAIN, Layout, Rows, one_line
from drift.stories.sources import shown
from drift.stories.table import drafts
from drift.types import DriftError

logger = logging.getLogger(__name__)


def read(path: Path) -> list[Draft]:
    """The versions in the table's rows."""
    return drafts(path, read_rows(path))


def read_rows(path: Path, layout: Layout = PLAIN) -> Rows:
    """All keys that occur, in order, and a row an object; values keep their types, and a missing key is None.

    Raises:
        DriftError: The file is not JSON, or holds no array of objects.
    """
    layout.refuse(path, header=True)
    return rows_of(read_text(path), path)


def rows_of(text: str, path: Path) -> Rows:
    """What `read_rows` says, of a text that is decoded already.

    Raises:
        DriftError: See `read_rows`.
    """
    try:
        value = jsonl.parse(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise DriftError(f"{shown(path)}, line {line}: not JSON; name a file of an object a line .jsonl.") from None
    if isinstance(value, dict):
        arrays = [key for key, inner in value.items() if isinstance(inner, list)]
        if len(arrays) == 1 and len(value) > 1:
            rest = ", ".join(one_line(key) for key in value if key != arrays[0])
            logger.warning("%s: its array %s was read; left out: %s.", shown(path), one_line(arrays[0]), rest)
        value = value[arrays[0]] if len(arrays) == 1 else value
    if not isinstance(value, list):
        raise DriftError(f"{shown(path)} holds no array of objects; write it as [{{column: text, …}}, …].")
    return jsonl.of_objects(((f"item {number}", item) for number, item in enumerate(value, start=1)), path)
