"""OpenDocument texts (odt, ott, fodt): paragraphs and headings in their order, foot- and endnotes at the end.

Deleted text, comments, headers and footers, generated indexes and descriptions of pictures are set aside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drift.stories import markup
from drift.stories.draft import Draft
from drift.stories.markup import descendants, local_name
from drift.stories.package import Package
from drift.stories.prose import Prose
from drift.stories.sources import suffix

_ASIDE = {
    "tracked-changes": "deleted",
    "annotation": "comment",
    "table-of-content": "table of contents",
    "alphabetical-index": "index",
    "illustration-index": "index",
    "table-index": "index",
    "ruby-text": "reading aid",
    "title": "description of a picture",
    "desc": "description of a picture",
    "header": "header or footer",
    "footer": "header or footer",
    "hidden-text": "hidden",
}
_SILENT = frozenset("note-citation forms sequence-decls variable-decls user-field-decls scripts binary-data".split())
_PARAGRAPHS = ("p", "h")


def read(path: Path) -> list[Draft]:
    """The document's one version, named by the file's stem.

    Raises:
        DriftError: It is no such document, is protected, or holds no text.
    """
    found = Prose()
    if suffix(path) == ".fodt":
        root = styles = markup.parse(path, "document")
    else:
        package = Package(path, "OpenDocument text")
        root, styles = package.needed("content.xml"), package.xml("styles.xml")
    for body in descendants(root, "body"):
        _blocks(body, found)
    for master in [] if styles is None else descendants(styles, "master-page"):
        for element in master:
            found.leave_out(" ".join(element.itertext()), "header or footer")
    return [found.draft(path)]


def _blocks(element: Any, found: Prose) -> None:
    """Add the paragraphs below an element."""
    for child in element:
        name = local_name(child)
        if name in _PARAGRAPHS:
            boxes: list[Any] = []
            found.add("".join(_pieces(child, found, boxes)))
            for box in boxes:
                _blocks(box, found)
        elif name in _ASIDE:
            _leave_out(child, found)
        elif name and name not in _SILENT:
            _blocks(child, found)


def _pieces(element: Any, found: Prose, boxes: list[Any]) -> list[str]:
    """The pieces of a paragraph's text; frames in it are put into `boxes`, notes among the document's."""
    pieces = [_flat(element.text)]
    for child in element:
        name = local_name(child)
        if name == "s":
            pieces.append(" " * _count(child))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name == "note":
            own = Prose()
            _blocks(child, own)
            found.notes += own.lines
            found.aside += own.aside
        elif name in ("frame", "custom-shape", "g"):
            boxes.append(child)
        elif name in _ASIDE:
            _leave_out(child, found)
        elif name and name not in _SILENT:
            pieces += _pieces(child, found, boxes)
        pieces.append(_flat(child.tail))
    return pieces


def _leave_out(element: Any, found: Prose) -> None:
    name = local_name(element)
    nodes = [node for node in element.iter() if local_name(node) in _PARAGRAPHS] or [element]
    for node in nodes:
        found.leave_out(" ".join(node.itertext()), _ASIDE[name])


def _flat(text: str | None) -> str:
    """White space in the XML is a space: breaks and tabs have elements of their own."""
    return "".join(" " if ch in "\t\r\n" else ch for ch in text or "")


def _count(element: Any) -> int:
    """How many spaces an element stands for."""
    given = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == "c"]
    return int(given[0]) if given and given[0].isdecimal() else 1
