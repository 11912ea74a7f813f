"""Links as TMX 1.4: a translation unit a link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from lxml import etree

from drift.types import Link, Version

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def write(original: Version, version: Version, links: Sequence[Link], file: TextIO) -> None:
    """A gap has one variant only. Two versions in one language differ by `creationid`."""
    root = etree.Element("tmx", version="1.4")
    settings = {"segtype": "block", "o-tmf": "none", "adminlang": "en", "datatype": "plaintext"}
    language = original.language or "und"
    etree.SubElement(root, "header", creationtool="drift", creationtoolversion="1", srclang=language, **settings)
    body = etree.SubElement(root, "body")
    for link in links:
        unit = etree.SubElement(body, "tu")
        for side, indices in ((original, link.original), (version, link.version)):
            if indices:
                variant = etree.SubElement(unit, "tuv", creationid=_xml(side.name))
                variant.set(LANG, side.language or "und")
                etree.SubElement(variant, "seg").text = _xml(side.passage(indices))
    file.write(etree.tostring(root, encoding="unicode", pretty_print=True))


def _xml(text: str) -> str:
    """`text` without the control characters that XML 1.0 has no way to write."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
