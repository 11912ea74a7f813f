"""PDF with a text layer: its pages' lines; what stands at the top or bottom of most pages is set aside."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from drift.stories.draft import Draft
from drift.stories.sources import read_bytes, shown, stem
from drift.types import DriftError, SetAside

_FURNITURE = "header or footer of a page"
_EDGE = 2  # lines at the top and at the bottom of a page that may be its header or footer
_PAGES = 3  # pages from which such a line can be told from the text
_ENDS = tuple('.!?…:"”»)')
_FULL_QUANTILE = 0.9  # of the lines' lengths: one that has no room left
_NEARLY_FULL, _FULL = 0.7, 0.85  # shares of it from which a line goes on that ends amid a sentence, or with one
_ITEM = re.compile(r"(?:[-–—*•·▪]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_HYPHEN = re.compile(r"[^\W\d_][-\u2010]$")
_DIGITS = re.compile(r"\d+")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read, `read` says itself


def read(path: Path) -> list[Draft]:
    """The document's one version, named by the file's stem.

    Raises:
        DriftError: It is no PDF, is protected, or has no text layer.
    """
    raw = read_bytes(path)
    try:
        document = PdfReader(BytesIO(raw))
        if document.is_encrypted and not document.decrypt(""):
            raise DriftError(f"{shown(path)} is protected by a password; save it without one.")
        pages = [_lines(page.extract_text()) for page in document.pages]
    except DriftError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError, OSError):
        raise DriftError(f"{shown(path)} is no PDF that can be read; export it anew, or as .docx or .txt.") from None
    if not any(pages):
        raise DriftError(f"{shown(path)} has no text layer: its pages are pictures; run text recognition (OCR) first.")
    repeated = _repeated(pages)
    lines: list[str] = []
    aside: list[SetAside] = []
    for page in pages:
        for place, line in enumerate(page):
            if _is_edge(place, page) and _DIGITS.sub("#", line) in repeated:
                aside.append(SetAside(line, _FURNITURE))
            else:
                lines.append(line)
    return [Draft(stem(path), "\n".join(_joined(lines)), source=str(path), left_out=tuple(aside))]


def _lines(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines at the edges of most pages, their figures aside."""
    edges = Counter(
        line
        for page in pages
        for line in {_DIGITS.sub("#", line) for place, line in enumerate(page) if _is_edge(place, page)}
    )
    return {line for line, times in edges.items() if times >= _PAGES and times > len(pages) / 2}


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines, those that the page's width broke put together.

    A line goes on where it is about as long as lines are, or where the next one begins in lower case.
    """
    lengths = sorted(map(len, lines))
    width = lengths[int(_FULL_QUANTILE * (len(lengths) - 1))] if lengths else 0
    text = "\n".join(lines)
    paragraphs: list[str] = []
    for above, line in zip(["", *lines], lines, strict=False):
        is_ended = above.endswith(_ENDS)
        is_full = len(above) >= width * (_FULL if is_ended else _NEARLY_FULL)
        if not above or _ITEM.match(line) or not (is_full or (line[0].islower() and not is_ended)):
            paragraphs.append(line)
        elif _HYPHEN.search(above) and line[0].islower():
            compound = above.rpartition(" ")[2] + line.partition(" ")[0]
            paragraphs[-1] = (paragraphs[-1] if compound in text else paragraphs[-1][:-1]) + line
        else:
            paragraphs[-1] += f" {line}"
    return paragraphs


def _is_edge(place: int, page: Sequence[str]) -> bool:
    return place < _EDGE or place >= len(page) - _EDGE
