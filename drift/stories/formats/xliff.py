"""XLIFF 1.2 and 2: the source is the original, the target the version; each `file` element is a story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drift.stories import markup
from drift.stories.draft import Draft
from drift.types import DriftError

_UNITS = ("trans-unit", "segment")


def read(path: Path) -> list[Draft]:
    """Two versions a file element, `original` and `version`, a unit a line."""
    root = markup.parse(path, "xliff")
    found = [pair for element in markup.descendants(root, "file") for pair in _stories(element, root, path)]
    if not found:
        raise DriftError(f"{path} has no translation units; export it anew.")
    return found


def _stories(element: Any, root: Any, path: Path) -> list[Draft]:
    units = [node for node in element.iter() if markup.local_name(node) in _UNITS]
    if not units:
        return []
    story = element.get("original") or element.get("id") or ""
    source = markup.primary(element.get("source-language") or root.get("srcLang") or "")
    target = markup.primary(element.get("target-language") or root.get("trgLang") or "")
    where = f"{path}, {story}" if story else str(path)
    return [
        Draft("original", _text(units, "source"), story=story, language=source, source=where),
        Draft("version", _text(units, "target"), story=story, language=target, source=where),
    ]


def _text(units: list[Any], side: str) -> str:
    return "\n".join(" ".join(map(markup.segment_text, markup.children(unit, side))) for unit in units)
