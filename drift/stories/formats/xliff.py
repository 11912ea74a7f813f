"""XLIFF 1.2 and 2: the source is the original, the target the version; each `file` element is a story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drift.stories.formats import markup
from drift.stories.normalise import normalise
from drift.types import DriftError, Version

_UNITS = ("trans-unit", "segment")


def read(path: Path) -> list[tuple[str, Version]]:
    """Two versions a file element, `original` and `version`, a unit a line."""
    root = markup.parse(path, "xliff")
    found = [pair for element in markup.descendants(root, "file") for pair in _stories(element, root, path)]
    if not found:
        raise DriftError(f"{path} has no translation units; export it anew.")
    return found


def _stories(element: Any, root: Any, path: Path) -> list[tuple[str, Version]]:
    units = [node for node in element.iter() if markup.local_name(node) in _UNITS]
    if not units:
        return []
    story = element.get("original") or element.get("id") or ""
    source = markup.primary(element.get("source-language") or root.get("srcLang") or "")
    target = markup.primary(element.get("target-language") or root.get("trgLang") or "")
    where = f"{path}, {story}" if story else str(path)
    return [
        (story, Version("original", _text(units, "source"), source, source=where)),
        (story, Version("version", _text(units, "target"), target, source=where)),
    ]


def _text(units: list[Any], side: str) -> str:
    return normalise("\n".join(" ".join(map(markup.segment_text, markup.children(unit, side))) for unit in units))
