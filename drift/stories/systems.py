"""Tables of several systems' translations, as WMT's metrics tasks and MQM annotations (Marot) have them.

A row is a segment of a document as a system translated it, in the columns `system`, `doc`, `seg` (or `seg_id`,
`docSegId`, …), `source`, `target`; where people marked errors, a segment comes once an error, with `<v>` and `</v>`
around its words. The source is the original, each system a version, each document a story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from drift.stories.rows import Rows, find, one_line
from drift.types import DriftError

SEGMENTS = ("seg", "seg_id", "segment", "segment_id", "docSegId", "doc_seg_id", "globalSegId", "global_seg_id")
DOCUMENTS = ("doc", "doc_id", "document", "document_id", "docid")
_ERROR = re.compile(r"</?v>")


def is_of_systems(columns: Sequence[str]) -> bool:
    """Whether a table of these columns holds systems' translations."""
    return all(find(name, columns, numbers=False) for name in ("system", "source", "target")) and bool(
        _segment(columns)
    )


def without_marks(text: str) -> str:
    """The text without the marks around an annotated error.

    >>> without_marks("He <v>confirmed</v> it.")
    'He confirmed it.'
    """
    return _ERROR.sub("", text)


def by_version(path: Path, table: Rows) -> Rows:
    """The same as a row a version and segment, in columns `story`, `version`, `unit`, `text`; the source is `original`.

    Raises:
        DriftError: A row names no system or segment, or gives a segment another text than a row before it.
    """
    columns = table.columns
    system, source, target = (find(name, columns, numbers=False) for name in ("system", "source", "target"))
    segment = _segment(columns)
    document = next((found for name in DOCUMENTS if (found := find(name, columns, numbers=False))), "")
    texts: dict[tuple[str, str, str], tuple[int, str]] = {}
    for number, row in enumerate(table.texts(), start=1):
        story, name, unit = one_line(row.get(document, "")), one_line(row[system]), row[segment].strip()
        if not name or not unit:
            raise DriftError(f"{path}, row {number}: the {segment if name else system} column is empty; fill it in.")
        for version, marked in (("original", row[source]), (name, row[target])):
            text = without_marks(marked)
            first, known = texts.setdefault((story, version, unit), (number, text))
            if known != text:
                raise DriftError(
                    f"{path}, row {number}: {segment} {unit} of {version} has another text than in row {first}; keep one."
                )
    names = ("story", "version", "unit")
    return Rows(
        [*names, "text"], [dict(zip(names, key, strict=True)) | {"text": text} for key, (_, text) in texts.items()]
    )


def _segment(columns: Sequence[str]) -> str:
    return next((found for name in SEGMENTS if (found := find(name, columns, numbers=False))), "")
