"""XLIFF 2.1 with the Localization Quality Issues of ITS 2.0: what a translation tool shows beside the words.

A `file` element a comparison, a unit a link. A finding is an issue on a `mrk` around its words: in the target, or in the
source where the target has none (an omission); issues on the same words stand together in `its:locQualityIssues`, as
the ITS module of XLIFF 2.1 has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, BinaryIO

from lxml import etree

from drift.output.exports.judged import Judged, of_comparison, title
from drift.output.exports.stretches import stretches
from drift.output.links.tmx import UNKNOWN
from drift.output.report.marks import finding_drift
from drift.output.xml import ID, SPACE, xml
from drift.types import Comparison, DriftError, Finding, Kind, Results, Side, Story

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
ITS = "http://www.w3.org/2005/11/its"
TYPES: dict[Kind, str] = {
    "number": "numbers",
    "entity": "inconsistent-entities",
    "omission": "omission",
    "addition": "addition",
    "untranslated": "untranslated",
}
"""Kinds -> types of the closed list of ITS 2.0 (Localization Quality Issue); the others are `mistranslation`."""

_NAMES = {None: XLIFF, "its": ITS}
_TOKEN = re.compile(r"[\w.:-]+", re.ASCII)  # what an id may be: a NMTOKEN


def write(analysis: Results, file: BinaryIO) -> None:
    """Write every comparison; all must be between the same two languages, for XLIFF names them once.

    Raises:
        DriftError: If they are not, or if there is none.
    """
    source, target = _languages(analysis)
    root = etree.Element(f"{{{XLIFF}}}xliff", version="2.1", srcLang=source, trgLang=target, nsmap=_NAMES)
    root.set(f"{{{ITS}}}version", "2.0")
    root.text = "\n"
    issues = count(1)
    for story in analysis.stories:
        for comparison in story.comparisons:
            if comparison.links:
                root.append(_file(f"f{len(root) + 1}", story, comparison, issues))
    file.write(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _languages(analysis: Results) -> tuple[str, str]:
    pairs = {
        (story.version(c.original).language or UNKNOWN, story.version(c.version).language or UNKNOWN)
        for story in analysis.stories
        for c in story.comparisons
        if c.links
    }
    if not pairs:
        raise DriftError("there is no pair of passages to write, and XLIFF needs one; run `drift analyze` again.")
    if len(pairs) > 1:
        there = ", ".join(f"{source} → {target}" for source, target in sorted(pairs))
        raise DriftError(f"XLIFF holds one pair of languages, and here are {there}; choose with --version or --story.")
    return pairs.pop()


def _file(file_id: str, story: Story, comparison: Comparison, issues: Iterator[int]) -> Any:
    made = etree.Element(f"{{{XLIFF}}}file", {"id": file_id, SPACE: "preserve"}, nsmap=_NAMES)
    made.set("original", xml(f"{story.name}/{title(story, comparison)}"))
    made.text = made.tail = "\n"
    links = list(of_comparison(story, comparison))
    ids = Counter(judged.unit for judged in links)
    for judged in links:
        is_id = _TOKEN.fullmatch(judged.unit) and ids[judged.unit] == 1
        unit = _unit(judged, judged.unit if is_id else f"u-{judged.number}", issues)
        unit.tail = "\n"  # no other white space is added: it would be part of the texts
        made.append(unit)
    return made


@dataclass(slots=True)
class _Issues:
    """What has been marked in a unit so far: the number of marks, and the issues that stand apart from their words."""

    numbers: Iterator[int]
    marks: int = 0
    apart: list[Any] = field(default_factory=list)


def _unit(judged: Judged, unit_id: str, numbers: Iterator[int]) -> Any:
    made = etree.Element(f"{{{XLIFF}}}unit", id=unit_id, nsmap=_NAMES)
    if judged.unit and judged.unit != unit_id:
        made.set("name", xml(judged.unit))
    issues = _Issues(numbers)
    segment = etree.Element(f"{{{XLIFF}}}segment")
    _fill(etree.SubElement(segment, f"{{{XLIFF}}}source"), judged, "original", issues)
    if judged.link.version:
        segment.set("state", "translated")
        _fill(etree.SubElement(segment, f"{{{XLIFF}}}target"), judged, "version", issues)
    made.extend(issues.apart)
    if judged.is_flagged or judged.drift.note:
        notes = etree.SubElement(made, f"{{{XLIFF}}}notes")
        etree.SubElement(notes, f"{{{XLIFF}}}note", category="drift").text = xml(judged.verdict)
    made.append(segment)
    return made


def _fill(element: Any, judged: Judged, side: Side, issues: _Issues) -> None:
    """Put a side's text into its element, each marked stretch in a `mrk`."""
    last = None
    for piece, found in _pieces(judged, side):
        if found is None:
            if last is None:
                element.text = (element.text or "") + xml(piece)
            else:
                last.tail = (last.tail or "") + xml(piece)
            continue
        issues.marks += 1
        last = etree.SubElement(element, f"{{{XLIFF}}}mrk", id=f"m{issues.marks}", type="its:generic")
        last.text = xml(piece)
        described = [_issue(judged, finding) for finding in found] or [_issue(judged)]
        if len(described) == 1:
            last.attrib.update({f"{{{ITS}}}{name}": value for name, value in described[0].items()})
            continue
        group = etree.Element(f"{{{ITS}}}locQualityIssues", {ID: f"lqi{next(issues.numbers)}"})
        for issue in described:
            etree.SubElement(group, f"{{{ITS}}}locQualityIssue", issue)
        issues.apart.append(group)
        last.set(f"{{{ITS}}}locQualityIssuesRef", f"#its={group.get(ID)}")


def _pieces(judged: Judged, side: Side) -> list[tuple[str, Sequence[Finding] | None]]:
    """A side's text cut at the marks that it bears; the findings are empty where the drift has none, None for no mark."""
    text = judged.text(side)
    if not judged.is_flagged:
        return [(text, None)]
    own = [finding for finding in judged.drift.findings if _side(judged, finding) == side]
    if judged.drift.findings:
        bare = [finding for finding in own if not any(span.side == side for span in finding.spans)]
        if bare:
            return [(text, own)]
        return [(piece, found or None) for piece, found in stretches(text, own, side)]
    return [(text, [] if side == ("version" if judged.version_text else "original") else None)]


def _side(judged: Judged, finding: Finding) -> Side:
    """The side on which a finding is marked."""
    sides = {span.side for span in finding.spans}
    if "version" in sides or (not sides and judged.version_text):
        return "version"
    return "original"


def _issue(judged: Judged, finding: Finding | None = None) -> dict[str, str]:
    """The attributes of an issue: a finding, or the drift of a link that has none."""
    amount = judged.drift.drift if finding is None else finding_drift(judged.drift, finding)
    return {
        "locQualityIssueType": "uncategorized" if finding is None else TYPES.get(finding.kind, "mistranslation"),
        "locQualityIssueComment": xml(judged.verdict if finding is None else judged.comment(finding)),
        "locQualityIssueSeverity": f"{100 * (amount or 0.0):.0f}",
    }
