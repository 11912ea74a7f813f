"""Web pages: the article's text without the page around it, a paragraph a line."""

from __future__ import annotations

import re
from pathlib import Path

import trafilatura

from drift.stories.decoding import read_bytes, read_text
from drift.stories.draft import Draft
from drift.types import DriftError

_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?\s*([\w-]+)""", re.IGNORECASE)


def read(path: Path) -> list[Draft]:
    """The page's one version, named by the file's stem."""
    declared = _CHARSET.search(read_bytes(path)[:4096])
    page = read_text(path, declared[1].decode("ascii") if declared else "")
    text = trafilatura.extract(page, favor_recall=True, include_comments=False)
    # What it takes for no article at all may still be a short one: then every visible word counts.
    text = text or trafilatura.html2txt(page)
    if not text or not text.strip():
        raise DriftError(f"{path} holds no readable text; save the article as plain text instead.")
    return [Draft(path.stem, text, source=str(path))]
