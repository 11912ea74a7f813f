"""Books (EPUB 2 and 3): the documents of the spine in their order, block by block; the table of contents is set aside."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from drift.stories.decoding import decode
from drift.stories.draft import Draft
from drift.stories.markup import descendants
from drift.stories.package import Package, beside
from drift.stories.page import blocks, parse_page, take_out_hidden
from drift.stories.prose import Prose
from drift.types import DriftError

_CONTAINER = "META-INF/container.xml"
_LOCKED = "META-INF/encryption.xml"
_EMPTY_TAG = re.compile(r"<(a|p|div|span|i|b|em|strong|title|script|td|li)(\s[^<>]*)?/>")
"""An element without content as XML may write it; HTML would take all that follows for its content."""


def read(path: Path) -> list[Draft]:
    """The book's one version, named by the file's stem.

    Raises:
        DriftError: It is no such book, is protected, or holds no text.
    """
    package = Package(path, "EPUB book")
    roots = descendants(package.needed(_CONTAINER), "rootfile")
    opf = next((root.get("full-path") for root in roots if root.get("full-path")), "")
    book = package.needed(opf)
    items = {item.get("id"): item for item in descendants(book, "item")}
    found = Prose()
    for place in descendants(book, "itemref"):
        item = items.get(place.get("idref"))
        if item is None or "html" not in item.get("media-type", "html"):
            continue
        name = beside(opf, unquote(item.get("href", "")))
        raw = package.bytes(name)
        if _is_locked(package, name):
            raise DriftError(f"{path} is protected against copying; give the text without protection.")
        if raw.strip():
            _add(decode(raw, path / name), item, found)
    return [found.draft(path)]


def _add(page: str, item: Any, found: Prose) -> None:
    root = parse_page(_EMPTY_TAG.sub(r"<\1\2></\1>", page))
    if root is None:
        return
    found.aside += take_out_hidden(root)
    for block in blocks(root):
        if "nav" in item.get("properties", "").split():
            found.leave_out(block.text, "table of contents")
        else:
            found.add(block.text)


def _is_locked(package: Package, name: str) -> bool:
    """Whether a document is encrypted; fonts often are, which is no hindrance."""
    listed = package.xml(_LOCKED)
    locked = [] if listed is None else descendants(listed, "CipherReference")
    return any(unquote(reference.get("URI", "")) == name for reference in locked)
