"""The header of an edition: its witnesses, and the severities and kinds that `@ana` points to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from drift.output.exports.tei.elements import TEI, child, tag
from drift.output.report.wording import BANDS, KIND_MEANING, SEVERITY_MEANING
from drift.output.xml import ID, xml
from drift.types import Results, Story

_NOT_OF_A_NAME = re.compile(r"[^\w.-]", re.ASCII)
_CATEGORIES = ("severity.", "kind.")


def header(story: Story, ids: Mapping[str, str], prefix: str) -> Any:
    """The header of a story's edition.

    Args:
        story: The story.
        ids: The ids of its versions as witnesses.
        prefix: What stands before every id of the edition.
    """
    made = bare_header(story.name)
    listed = child(child(made[0], "sourceDesc"), "listWit")
    for version in story.versions:
        witness = child(listed, "witness")
        witness.set(ID, ids[version.name])
        witness.text = xml(f"{version.name} ({version.source})" if version.source else version.name)
        drifts = [drift for c in story.comparisons if c.version == version.name for drift in c.drifts]
        if unjudged := sum(drift.drift is None for drift in drifts):
            witness.text += f"; {unjudged} of {len(drifts)} passages could not be judged"
    encoding = child(made, "encodingDesc")
    child(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
    declared = child(encoding, "classDecl")
    meanings: tuple[Mapping[Any, str], ...] = {band: SEVERITY_MEANING[band] for band in BANDS}, KIND_MEANING
    for group, categories in zip(_CATEGORIES, meanings, strict=True):
        taxonomy = child(declared, "taxonomy")
        for name, meaning in categories.items():
            category = child(taxonomy, "category")
            category.set(ID, f"{prefix}{group}{name}")
            child(category, "catDesc").text = meaning
    return made


def bare_header(title: str) -> Any:
    """A header without a description of sources and encoding."""
    made = etree.Element(tag("teiHeader"), nsmap={None: TEI})
    made.tail = "\n"
    file = child(made, "fileDesc")
    child(child(file, "titleStmt"), "title").text = xml(title)
    child(child(file, "publicationStmt"), "p").text = "Unpublished: made by a program."
    return made


def application(analysis: Results) -> Any:
    """What made the edition."""
    program, _, version = analysis.signature.program.rpartition(" ")
    made = etree.Element(tag("appInfo"))
    child(child(made, "application", ident=program or "drift", version=version or "0"), "label").text = "drift"
    return made


def witness_ids(story: Story, prefix: str) -> dict[str, str]:
    """An id for each version: its name where that can be one and is still free, else a number."""
    ids: dict[str, str] = {}
    names = {version.name for version in story.versions}
    numbers = (f"w{number}" for number in range(1, 2 * len(names) + 2) if f"w{number}" not in names)
    for version in story.versions:
        name = _NOT_OF_A_NAME.sub("-", version.name)
        is_usable = name[:1].isalpha() and not name.startswith(_CATEGORIES) and f"{prefix}{name}" not in ids.values()
        ids[version.name] = prefix + (name if is_usable else next(numbers))
    return ids
