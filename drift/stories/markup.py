"""What the XML formats share: safe parsing, elements by their local names, languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from lxml import etree

from drift.stories.sources import read_bytes, shown
from drift.types import DriftError, SetAside

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HUGE = 10_000_000  # bytes; a single node of such a file may be longer than libxml2 allows by default
_PLACE = re.compile(r"(?: ?, line \d+| line \d+)?, column \d+$")  # the line is said before
_MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) (?:line \d+ )?and (\w[\w:.-]*).*")


def parse(path: Path, root: str) -> Any:
    """The root element; entities are never expanded and nothing outside the file is read.

    Raises:
        DriftError: The XML is not well-formed, declares entities, or has another root than the one named.
    """
    tree = parse_bytes(read_bytes(path), shown(path))
    if local_name(tree) != root:
        raise DriftError(f"{shown(path)} is no {root} file (its root is {local_name(tree)}); check the suffix.")
    return tree


def parse_bytes(raw: bytes, name: str) -> Any:
    """What `parse` says, of bytes that are read already; messages call them by the name.

    Raises:
        DriftError: The XML is not well-formed or declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, huge_tree=len(raw) > _HUGE
    )
    try:
        tree = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        fault = _PLACE.sub("", _MISMATCH.sub(r"<\1> is closed by </\2>", " ".join((error.msg or "").split())))
        raise DriftError(f"{name}, line {error.lineno or 1}: not well-formed XML ({fault}); export it anew.") from None
    if any(node.tag is etree.Entity for node in tree.iter()):
        raise DriftError(f"{name} uses XML entities, which are not read for safety; export it without them.")
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


def left_out(element: Any, reason: str) -> tuple[SetAside, ...]:
    """The element's text as set aside for that reason; nothing where it has none."""
    text = " ".join(" ".join(element.itertext()).split())
    return (SetAside(text, reason),) if text else ()


def language_tag(element: Any) -> str:
    """The element's language from `xml:lang` or the older `lang`, as it stands there; "" if it has none."""
    return str(element.get(_LANGUAGE) or element.get("lang") or "")


def primary(tag: str) -> str:
    """The language of a tag such as `en-GB`, as ISO 639.

    >>> primary("en-GB"), primary("PT_br")
    ('en', 'pt')
    """
    return tag.replace("_", "-").partition("-")[0].lower()
