"""Web pages: the article's text without the page around it, a paragraph a line.

Trafilatura tells which blocks of the page belong to the article; the words are the page's own. So no list or table mark
comes in, and what does not belong to the article is kept with the reason.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from drift.stories.decoding import decode
from drift.stories.draft import Draft
from drift.stories.page import Block, blocks, parse_page, take_out_hidden, title
from drift.stories.sources import read_bytes, stem
from drift.types import OUTSIDE_OF_ARTICLE, DriftError, SetAside

_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?\s*([\w-]+)""", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"""<meta[^>]+content=["']?(?:LibreOffice|OpenOffice|Microsoft Word|pandoc|Aspose)""", re.IGNORECASE
)
"""By what a page is known that a word processor wrote: there is nothing around its text."""
_SHINGLE = 5  # words in a row by which a part of the article is known again
_HEAD = 4096  # characters of a page in which it says by what it was made
_MOST_LINKS = 0.9  # share of links in a page's text from which there is no article in it

for _library in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)  # what it cannot read, `read` says itself


def read(path: Path) -> list[Draft]:
    """The page's one version, named by the file's stem.

    Raises:
        DriftError: There is no text on the page, or nothing but links.
    """
    raw = read_bytes(path)
    declared = _CHARSET.search(raw[:4096])
    return drafts_of(decode(raw, path, declared[1].decode("ascii") if declared else ""), path)


def drafts_of(page: str, path: Path) -> list[Draft]:
    """What `read` says, of a page that is decoded already.

    Raises:
        DriftError: If the page has no readable text, or links alone.
    """
    root = parse_page(page)
    aside = [] if root is None else take_out_hidden(root)
    found = [] if root is None else blocks(root)
    if not found:
        raise DriftError(f"{path} holds no readable text; save the article as plain text instead.")
    if len(found) > 2 and sum(b.linked for b in found) > _MOST_LINKS * sum(len("".join(b.text.split())) for b in found):
        raise DriftError(f"{path} is a page of links without an article; save the page of the article itself.")
    head = title(root)
    is_document = bool(_DOCUMENT.search(page[:_HEAD]))
    kept = [True] * len(found) if is_document else _of_article(found, lxml_html.tostring(root, encoding="unicode"))
    aside += [SetAside(head, "title of the page")] if head else []
    aside += [SetAside(b.text, OUTSIDE_OF_ARTICLE) for b, is_kept in zip(found, kept, strict=True) if not is_kept]
    text = "\n".join(b.text for b, is_kept in zip(found, kept, strict=True) if is_kept)
    return [Draft(stem(path), text, source=str(path), left_out=tuple(aside))]


def _of_article(found: Sequence[Block], page: str) -> list[bool]:
    """Which blocks belong to the article; all of them where Trafilatura sees no article, as in short texts."""
    extracted = trafilatura.extract(page, output_format="xml", favor_recall=True, include_comments=False)
    lines = _article_lines(extracted) if extracted else []
    whole = Counter(lines)
    shingles = {shingle for line in lines for shingle in _shingles(line)}
    kept = []
    for block in found:
        parts = [_compact(part) for part in block.text.split("\t") if part]
        if any(whole[part] for part in parts):
            whole.subtract(part for part in parts if whole[part])
            kept.append(True)
            continue
        own = _shingles(_compact(block.text))
        kept.append(bool(own) and sum(shingle in shingles for shingle in own) >= len(own) / 2)
    return kept if any(kept) else [True] * len(found)


def _article_lines(xml: str) -> list[str]:
    """The blocks of the extracted article: every element that holds text of its own, parted at line breaks."""
    root = etree.fromstring(xml.encode("utf-8"), etree.XMLParser(resolve_entities=False, recover=True))
    lines = [""]
    for event, element in etree.iterwalk(root, ("start", "end")):
        is_break = element.tag not in ("hi", "ref", "del")
        lines += [""] if is_break else []
        lines[-1] += (element.text if event == "start" else element.tail) or ""
    return [line for line in map(_compact, lines) if line]


def _compact(text: str) -> str:
    return " ".join(text.split())


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[k : k + _SHINGLE]) for k in range(len(words) - _SHINGLE + 1)}
