"""Errors of MQM as Google's viewer Marot reads them, and the data of WMT's expert evaluations have them: TSV, a row an error.

The columns are those that Marot describes: system (the version), doc (the story), docSegId, globalSegId, rater, source,
target, category, severity, metadata (JSON). The words of an error stand between `<v>` and `</v>`. A segment without an
error has one row that says so; one that nobody judged has a row without rater, category and severity.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from drift.output.exports.judged import Judged, of_comparison, title
from drift.output.exports.stretches import stretches
from drift.output.report.marks import mark_severity
from drift.types import Finding, Kind, Results, Severity, Side

COLUMNS = ("system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata")
CATEGORIES: dict[Kind, str] = {
    "omission": "Accuracy/Omission",
    "addition": "Accuracy/Addition",
    "untranslated": "Accuracy/Untranslated text",
}
"""Kinds -> categories of MQM; the others are `Accuracy/Mistranslation`, with the kind below it."""

RATER = "drift"
NO_ERROR = "no-error"
Row = tuple[str, ...]


def write(analysis: Results, file: BinaryIO) -> None:
    """Write the rows below a head line."""
    for row in (COLUMNS, *_rows(analysis)):
        file.write(("\t".join(" ".join(cell.split()) for cell in row) + "\n").encode("utf-8", "backslashreplace"))


def _rows(analysis: Results) -> Iterator[Row]:
    for story in analysis.stories:
        links = [(_key(judged), judged) for c in story.comparisons for judged in of_comparison(story, c)]
        numbers = {key: str(number) for number, key in enumerate(sorted({key for key, _ in links}), start=1)}
        for key, judged in links:
            yield from _errors(judged, (title(story, judged.comparison), story.name, numbers[key], "0"))


def _errors(judged: Judged, where: Row) -> Iterator[Row]:
    """The rows of a link; `where` are its first four cells."""
    texts = judged.original_text, judged.version_text
    drift = judged.drift
    if drift.drift is None:
        yield (*where, "", *texts, "", "", _metadata(judged.verdict))
    elif not judged.is_flagged:
        yield (*where, RATER, *texts, NO_ERROR, NO_ERROR, "{}")
    elif not drift.findings:
        yield (*where, RATER, *texts, "Accuracy/Mistranslation", _band(drift.severity), _metadata(judged.verdict))
    else:
        for finding in drift.findings:
            severity = mark_severity(drift, finding)
            if severity != "none":
                yield (
                    *where, RATER, *_marked(judged, finding), _category(finding), _band(severity), _note(judged, finding)
                )  # fmt: skip


def _key(judged: Judged) -> tuple[int, bool, str, tuple[int, ...]]:
    """What a segment is known and sorted by: its source, which other versions share; an addition is one of its own."""
    link = judged.link
    if link.original:
        return link.original[0], False, judged.original.name, link.original
    earlier = reversed(judged.comparison.links[: judged.number])
    return next((other.original[0] for other in earlier if other.original), -1), True, judged.version.name, link.version


def _marked(judged: Judged, finding: Finding) -> tuple[str, str]:
    """Both texts, the finding's words between tags."""
    sides: tuple[Side, Side] = "original", "version"
    source, target = (
        "".join(f"<v>{piece}</v>" if found else piece for piece, found in stretches(judged.text(side), [finding], side))
        for side in sides
    )
    return source, target


def _category(finding: Finding) -> str:
    return CATEGORIES.get(finding.kind, f"Accuracy/Mistranslation/{finding.kind.capitalize()}")


def _band(severity: Severity) -> str:
    return severity.capitalize()


def _note(judged: Judged, finding: Finding) -> str:
    side: Side = "version" if any(span.side == "version" for span in finding.spans) else "original"
    words = " … ".join(judged.text(side)[span.start : span.end] for span in finding.spans if span.side == side)
    return _metadata(judged.comment(finding), words)


def _metadata(note: str, marked: str = "") -> str:
    value = {"note": note} | ({"marked_text": marked} if marked else {})
    return json.dumps({name: " ".join(text.split()) for name, text in value.items()}, ensure_ascii=False)
