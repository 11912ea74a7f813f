"""A critical apparatus in TEI P5: the original's text, the readings of the versions where they differ, the verdicts.

Parallel segmentation, as TEI P5 has it: an `app` holds a thread, the original's words as its `lem`; where no original
is known the reading that the others bear out, the consensus, if there is one. What a reading changed is in `@ana`, which
points to the severities and kinds of the header, and in a note.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from lxml import etree

from drift.output.exports.tei.apparatus import Edition
from drift.output.exports.tei.elements import TEI, child, tag
from drift.output.exports.tei.header import application, bare_header
from drift.types import DriftError, Results


def write(analysis: Results, file: BinaryIO) -> None:
    """Write a `TEI` element a story, in a `teiCorpus` if there are several.

    Raises:
        DriftError: If there is no story.
    """
    if not analysis.stories:
        raise DriftError("there is no story to write; run `drift analyze` again.")
    several = len(analysis.stories) > 1
    editions = [
        Edition(story, f"s{number}." if several else "").element()
        for number, story in enumerate(analysis.stories, start=1)
    ]
    root = _corpus(editions) if several else editions[0]
    root.find(f".//{tag('encodingDesc')}").insert(0, application(analysis))
    file.write(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _corpus(editions: list[Any]) -> Any:
    root = etree.Element(tag("teiCorpus"), nsmap={None: TEI})
    header = bare_header("drift")
    child(child(header[0], "sourceDesc"), "p").text = "Each text describes its own sources."
    child(header, "encodingDesc")
    root.append(header)
    root.extend(editions)
    return root
