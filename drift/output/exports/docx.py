"""A Word document with the text of each version and the findings as comments on its words."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.run import Run

from drift.output.exports.judged import Judged, of_comparison, title
from drift.output.exports.stretches import places
from drift.output.report.marks import mark_severity
from drift.output.rows import mean_drift, set_aside
from drift.output.sheets import FILLS
from drift.output.xml import xml
from drift.types import SEVERITIES, Comparison, Finding, Results, Severity, Story, Version

AUTHOR, INITIALS = "drift", "d"
_GREY = RGBColor(0x80, 0x80, 0x80)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on characters of a version's text; its words are coloured unless it is about what does not stand there."""

    start: int
    end: int
    text: str
    severity: Severity
    is_coloured: bool


def write(analysis: Results, file: BinaryIO) -> None:
    """Write a chapter a version: its text as it is, then what of its file was set aside, with the reasons."""
    document = Document()
    document.core_properties.author = AUTHOR
    document.core_properties.comments = analysis.signature.program
    document.core_properties.title = xml(", ".join(story.name for story in analysis.stories))[:255]
    for story in analysis.stories:
        document.add_heading(xml(story.name), 1)
        for comparison in story.comparisons:
            _write_version(document, story, comparison)
    document.save(file)


def _write_version(document: Any, story: Story, comparison: Comparison) -> None:
    version = story.version(comparison.version)
    document.add_heading(xml(title(story, comparison)), 2)
    document.add_paragraph(xml(_summary(comparison)), style="Intense Quote")
    remarks = [remark for judged in of_comparison(story, comparison) for remark in _remarks(judged, comparison)]
    runs = list(_write_text(document, version, remarks))
    starts = [start for start, _ in runs]
    for remark in remarks:
        if runs:
            first = max(0, bisect_right(starts, remark.start) - 1)
            last = max(first, bisect_right(starts, remark.end - 1) - 1)
            marked = [run for _, run in runs[first : last + 1]]
            document.add_comment(marked, text=xml(remark.text), author=AUTHOR, initials=INITIALS)
    aside = set_aside(version)
    if aside:
        document.add_heading("Set aside", 3)
        for piece in aside:
            document.add_paragraph(xml(f"{piece.reason}: {piece.text}"), style="List Bullet")


def _summary(comparison: Comparison) -> str:
    counts = Counter(drift.severity for drift in comparison.drifts)
    mean = mean_drift(comparison.drifts)
    bands = [f"{counts[band]} {band}" for band in (*reversed(SEVERITIES), "unjudged") if counts[band]]
    said = "not judged" if mean is None else f"mean drift {mean:.2f}"
    return f"Held against {comparison.original}: {said}; {', '.join(bands) or 'no passages'}."


def _write_text(document: Any, version: Version, remarks: list[Remark]) -> Iterator[tuple[int, Run]]:
    """Add a paragraph a line, a run wherever a remark begins or ends; each run with the place where it starts."""
    aside = [(s.start, s.end) for s in version.sentences if s.set_aside]
    cuts = {place for remark in remarks for place in (remark.start, remark.end)} | {p for pair in aside for p in pair}
    at = 0
    for line in version.text.split("\n"):
        if line.strip():
            paragraph = document.add_paragraph()
            inner = sorted(place for place in cuts if at < place < at + len(line))
            for start, end in zip([at, *inner], [*inner, at + len(line)], strict=True):
                run = paragraph.add_run(xml(version.text[start:end]))
                _colour(run, [r.severity for r in remarks if r.is_coloured and r.start <= start < r.end])
                if any(first <= start < last for first, last in aside):
                    run.font.color.rgb = _GREY
                yield start, run
        at += len(line) + 1


def _colour(run: Any, severities: list[Severity]) -> None:
    """Shade a run in the colour of the gravest severity."""
    fill = next((FILLS[band] for band in reversed(SEVERITIES) if band in severities and band in FILLS), None)
    if fill:
        shade = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
            shade.set(qn(name), value)
        run.font.bold = True
        run._element.get_or_add_rPr().append(shade)


def _remarks(judged: Judged, comparison: Comparison) -> Iterator[Remark]:
    """What is remarked on a link, at its place in the version's text; nothing where it has not drifted."""
    if not judged.is_flagged:
        return
    passage = _passage(judged, comparison)
    said = f"\n{judged.original.name}: {judged.original_text}" if judged.original_text else ""
    for finding in judged.drift.findings:
        words = list(_words(judged, finding))
        start, end = words[0] if words else passage
        text = f"{judged.comment(finding)} (passage: {judged.drift.severity}, {judged.drift.drift:.2f}){said}"
        yield Remark(start, end, text, mark_severity(judged.drift, finding), bool(words))
    if not judged.drift.findings:
        yield Remark(*passage, f"{judged.verdict}{said}", judged.drift.severity, bool(judged.link.version))


def _words(judged: Judged, finding: Finding) -> Iterator[tuple[int, int]]:
    """The stretches of the version's text that a finding marks; one that goes on in the next sentence is one."""
    sentences = judged.version.sentences
    for span in (span for span in finding.spans if span.side == "version"):
        made: list[tuple[int, int, int]] = []
        for index, start, end in places(judged.version, judged.link.version, span):
            at = sentences[index].start
            if made and made[-1][0] == index - 1:
                made[-1] = index, made[-1][1], at + end
            else:
                made.append((index, at + start, at + end))
        yield from ((start, end) for _, start, end in made)


def _passage(judged: Judged, comparison: Comparison) -> tuple[int, int]:
    """Where a link stands in the version's text; what was left out stands at the last word before it."""
    sentences = judged.version.sentences
    if judged.link.version:
        return sentences[min(judged.link.version)].start, sentences[max(judged.link.version)].end
    before = next((link.version for link in reversed(comparison.links[: judged.number]) if link.version), ())
    text = judged.version.text
    if before:
        end = sentences[max(before)].end
        return max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1, end
    start = len(text) - len(text.lstrip())
    return start, start + len((text.split(maxsplit=1) or [""])[0])
