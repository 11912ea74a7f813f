"""Links -> files: csv, Vecalign's format, TMX."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from drift.output.cells import cell
from drift.output.files import output
from drift.types import Link, Version

COLUMNS = (
    "original_sentences",
    "version_sentences",
    "moved",
    "similarity",
    "confidence",
    "original_text",
    "version_text",
)


def write_links(
    original: Version, version: Version, links: Sequence[Link], path: str | Path, form: str = "csv"
) -> None:
    """Write the links to `path` (stdout for `-`) in one of `FORMATS`; raises `DriftError` where that fails."""
    with output(path) as file:
        FORMATS[form](original, version, links, file)


def _csv(original: Version, version: Version, links: Sequence[Link], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for link in links:
        texts = original.passage(link.original), version.passage(link.version)
        values = (list(link.original), list(link.version), link.moved, link.similarity, link.confidence, *texts)
        writer.writerow(map(cell, values))


def _vecalign(original: Version, version: Version, links: Sequence[Link], file: TextIO) -> None:
    """`[0, 1]:[2]:COST` a link, the cost being 1 - similarity; gaps as `[]` with cost 0, as Vecalign writes them."""
    for link in links:
        cost = 0.0 if link.similarity is None else 1 - link.similarity
        file.write(f"{list(link.original)}:{list(link.version)}:{cost:.6f}\n")


def _tmx(original: Version, version: Version, links: Sequence[Link], file: TextIO) -> None:
    """A translation unit a link; a gap has one variant only. Two versions in one language differ by `creationid`."""
    from lxml import etree

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
                variant.set("{http://www.w3.org/XML/1998/namespace}lang", side.language or "und")
                etree.SubElement(variant, "seg").text = _xml(side.passage(indices))
    file.write(etree.tostring(root, encoding="unicode", pretty_print=True))


def _xml(text: str) -> str:
    """`text` without the control characters that XML 1.0 has no way to write."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )


FORMATS: dict[str, Callable[[Version, Version, Sequence[Link], TextIO], None]] = {
    "csv": _csv,
    "vecalign": _vecalign,
    "tmx": _tmx,
}
