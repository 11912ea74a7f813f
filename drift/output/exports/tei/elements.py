"""Elements of TEI."""

from __future__ import annotations

from typing import Any

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"


def tag(name: str) -> str:
    """The element's name with its namespace."""
    return f"{{{TEI}}}{name}"


def child(parent: Any, name: str, **attributes: str) -> Any:
    """A new last child of an element."""
    return etree.SubElement(parent, tag(name), attributes)


def append_text(element: Any, text: str) -> None:
    """Add text at the end of an element's content."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
