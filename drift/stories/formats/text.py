"""Plain text and Markdown: a file is a version."""

from __future__ import annotations

from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.normalise import markdown
from drift.stories.sources import stem, suffix


def read(path: Path) -> list[Draft]:
    """The file's one version, named by its stem."""
    text = read_text(path)
    return [Draft(stem(path), markdown(text) if suffix(path) == ".md" else text, source=str(path))]
