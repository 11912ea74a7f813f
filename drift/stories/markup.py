"""What the XML formats share: safe parsing, and a segment's words without the codes in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from drift.stories.decoding import read_bytes
from drift.types import DriftError

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "x", "bx", "ex", "note", "cp"})
"""Inline elements of TMX 1.4 and XLIFF 1.2/2 whose content is formatting code, not text."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(path: Path, root: str) -> Any:
    """The root element; entities are never expanded and nothing outside the file is read.

    Raises `DriftError` for broken XML, for entity declarations and for another root than the one named.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        tree = etree.fromstring(read_bytes(path), parser)
    except etree.XMLSyntaxError as error:
        raise DriftError(f"{path}, line {error.lineno or 1}: broken XML ({error.msg}); export it anew.") from None
    if any(node.tag is etree.Entity for node in tree.iter()):
        raise DriftError(f"{path} uses XML entities, which are not read for safety; export it without them.")
    if local_name(tree) != root:
        raise DriftError(f"{path} is no {root} file (its root is {local_name(tree)}); check the suffix.")
    return tree


def local_name(element: Any) -> str:
    """The element's name without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, name: str) -> list[Any]:
    """The element's direct children of that name, in any namespace."""
    return [child for child in element if local_name(child) == name]


def descendants(element: Any, name: str) -> list[Any]:
    """All elements of that name below the element, in document order."""
    return [node for node in element.iter() if local_name(node) == name]


def segment_text(element: Any) -> str:
    """The segment's words on one line, without formatting codes."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> list[str]:
    found = [element.text or ""] if local_name(element) not in _CODES else []
    for child in element:
        found += [*_pieces(child), child.tail or ""] if local_name(child) not in _CODES else [child.tail or ""]
    return found


def language_of(element: Any) -> str:
    """The element's language as ISO 639-1, from `xml:lang` or the older `lang`; "" if it has none."""
    return primary(element.get(_LANGUAGE) or element.get("lang") or "")


def primary(tag: str) -> str:
    """The language of a tag such as `en-GB`."""
    return tag.replace("_", "-").partition("-")[0].lower()
