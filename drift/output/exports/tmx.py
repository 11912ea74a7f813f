"""TMX 1.4: a translation unit a link, its verdict in properties and a note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from lxml import etree

from drift.output.exports.judged import Judged, judged_links
from drift.output.links import tmx
from drift.output.xml import xml
from drift.types import Results


def write(analysis: Results, file: BinaryIO) -> None:
    """Write every link; `x-drift`, `x-severity` and `x-kinds` are what `drift.csv` has under these names."""
    languages = {story.version(c.original).language for story in analysis.stories for c in story.comparisons}
    language = languages.pop() if len(languages) == 1 else "*all*"
    root = tmx.document(map(_unit, judged_links(analysis)), language, analysis.signature.program)
    file.write(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _unit(judged: Judged) -> Any:
    made = tmx.unit(judged.original, judged.version, judged.link)
    if judged.unit and len(judged.unit.split()) == 1:
        made.set("tuid", xml(judged.unit))
    for place, (name, value) in enumerate(_properties(judged)):
        prop = etree.Element("prop", type=f"x-{name}")
        prop.text = xml(value)
        made.insert(place, prop)
    if judged.is_flagged or judged.drift.note:
        note = etree.Element("note")
        note.text = xml(judged.verdict)
        made.insert(0, note)
    return made


def _properties(judged: Judged) -> Iterator[tuple[str, str]]:
    yield "story", judged.story.name
    yield "severity", judged.drift.severity
    if judged.drift.drift is not None:
        yield "drift", f"{judged.drift.drift:.4f}"
    if judged.drift.kinds:
        yield "kinds", ";".join(judged.drift.kinds)
