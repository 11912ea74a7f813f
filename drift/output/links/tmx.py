"""Links as TMX 1.4: a translation unit a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from lxml import etree

from drift.output.xml import LANG, xml
from drift.types import Link, Version

UNKNOWN = "und"
"""The language of a text whose language is not known, by BCP 47."""


def write(original: Version, version: Version, links: Sequence[Link], file: TextIO) -> None:
    """A gap has one variant only. Two versions in one language differ by `creationid`."""
    units = (unit(original, version, link) for link in links)
    file.write(etree.tostring(document(units, original.language), encoding="unicode", pretty_print=True))


def document(units: Iterable[Any], language: str, program: str = "1") -> Any:
    """A TMX document of these `tu` elements.

    Args:
        units: The elements.
        language: The language of the originals, "" if it is not known.
        program: The version of the program that wrote it.
    """
    root = etree.Element("tmx", version="1.4")
    settings = {"segtype": "block", "o-tmf": "none", "adminlang": "en", "datatype": "plaintext"}
    tool = {"creationtool": "drift", "creationtoolversion": xml(program)}
    etree.SubElement(root, "header", **tool, srclang=language or UNKNOWN, **settings)
    etree.SubElement(root, "body").extend(units)
    return root


def unit(original: Version, version: Version, link: Link) -> Any:
    """A link as a `tu` element with a variant a side."""
    made = etree.Element("tu")
    for side, indices in ((original, link.original), (version, link.version)):
        if indices:
            variant = etree.SubElement(made, "tuv", creationid=xml(side.name))
            variant.set(LANG, side.language or UNKNOWN)
            etree.SubElement(variant, "seg").text = xml(side.passage(indices))
    return made
