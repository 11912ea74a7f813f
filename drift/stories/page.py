"""The visible text of a web page, block by block, and what of it the page hides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

from drift.types import SetAside

_NO_TEXT = ("script", "style", "template")
_UNSEEN = frozenset({"noscript", "svg", "iframe", "object", "select", "textarea", "canvas", "dialog", "rt", "rp"})
_UNSEEN_CLASSES = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span "
    "strike strong sub sup time tt u var wbr img".split()
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_MARK = re.compile(r"\[?\s*(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3}|(?:note|nb)\s\d{1,3})\s*\]?|\[[^\]]{1,30}\]", re.IGNORECASE)
"""What stands for a footnote: [1], 2, †, [citation needed]."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or the like, on one line, and how many of its characters are links.

    A table's row is one block, with tabulators between its cells; a cell with blocks in it, as in pages that are laid
    out by tables, is none.
    """

    text: str
    linked: int = 0


def parse_page(page: str) -> Any | None:
    """The page's root element; None where there is nothing to parse."""
    try:
        return html.document_fromstring(_DECLARATION.sub("", page))
    except (ValueError, etree.ParserError):
        return None


def take_out_hidden(root: Any) -> list[SetAside]:
    """Take what no reader sees, and footnote marks, out of the tree; what was text in it is returned."""
    taken: list[SetAside] = []
    for element in list(root.iter(*_NO_TEXT)):
        _drop(element)
    for element in [e for e in root.iter() if isinstance(e.tag, str)]:
        reason = "hidden" if _is_hidden(element) else "footnote mark" if _is_footnote_mark(element) else ""
        if reason and element.getparent() is not None and root in (element, *element.iterancestors()):
            text = " ".join(" ".join(element.itertext()).split())
            taken += [SetAside(text, reason)] if text else []
            _drop(element)
    for link in [link for link in root.iter("a") if not link.get("href")]:
        link.drop_tag()
    return taken


def blocks(root: Any) -> list[Block]:
    """The blocks of a page's body in their order."""
    body = root.find("body")
    lines: list[list[tuple[str, bool]]] = [[]]
    for piece, is_linked in _pieces(body if body is not None else root, False):
        if piece == "\n":
            lines.append([])
        else:
            lines[-1].append((piece, is_linked))
    found = []
    for line in lines:
        cells = "".join(piece for piece, _ in line).split("\t")
        text = "\t".join(" ".join(cell.split()) for cell in cells).strip()
        if text:
            found.append(Block(text, sum(len("".join(piece.split())) for piece, is_linked in line if is_linked)))
    return found


def title(root: Any) -> str:
    """The title in the page's head; "" where there is none."""
    return " ".join((root.findtext("head/title") or "").split())


def _is_hidden(element: Any) -> bool:
    if element.tag in ("html", "body"):
        return False
    is_marked = element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true"
    is_unseen = element.tag in _UNSEEN or not _UNSEEN_CLASSES.isdisjoint(element.get("class", "").split())
    return is_marked or is_unseen or bool(_HIDDEN.search(element.get("style", "")))


def _is_footnote_mark(element: Any) -> bool:
    """A raised link, or a link within the page, that says no more than a number or a sign."""
    text = " ".join(element.text_content().split())
    if not text or not _MARK.fullmatch(text):
        return False
    if element.tag == "sup":
        return element.find(".//a") is not None or element.getparent().tag == "a" or text.startswith("[")
    is_note = "footnote" in element.get("class", "").lower()  # as word processors mark them
    return element.tag == "a" and element.get("href", "").startswith("#") and (text.startswith("[") or is_note)


def _drop(element: Any) -> None:
    """Take the element out; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def _pieces(element: Any, is_linked: bool) -> Iterator[tuple[str, bool]]:
    """Pieces of text with whether they are links, and line breaks around blocks and at `br`."""
    if not isinstance(element.tag, str):
        return
    is_linked = is_linked or element.tag == "a"
    is_cell = element.tag in ("td", "th") and all(
        child.tag in _INLINE for child in element.iterdescendants(etree.Element)
    )
    is_block = element.tag not in _INLINE and not is_cell
    if is_block or is_cell:
        yield "\t" if is_cell else "\n", False
    yield from _lines(element, element.text, is_linked)
    for child in element:
        yield from _pieces(child, is_linked)
        yield from _lines(element, child.tail, is_linked)
    if is_block:
        yield "\n", False


def _lines(element: Any, text: str | None, is_linked: bool) -> Iterator[tuple[str, bool]]:
    """The text in one piece; of preformatted text every line is a block."""
    if not text:
        return
    parts = text.split("\n") if element.tag == "pre" else [text]
    for place, part in enumerate(parts):
        if place:
            yield "\n", False
        yield part.replace("\t", " "), is_linked
