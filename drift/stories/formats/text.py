"""Plain text and Markdown: a file is a version."""

from __future__ import annotations

from pathlib import Path

from drift.stories.formats.encoding import read_text
from drift.stories.normalise import markdown, normalise
from drift.types import Version


def read(path: Path) -> list[tuple[str, Version]]:
    """The file's one version, named by its stem."""
    text = read_text(path)
    if path.suffix.lower() == ".md":
        text = markdown(text)
    return [("", Version(path.stem, normalise(text), source=str(path)))]
