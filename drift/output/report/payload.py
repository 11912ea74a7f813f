"""A story as the compact JSON that the page's script draws its rows, map and threads from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from drift.output.report.answer import LONGEST, shorten
from drift.output.report.marks import marks
from drift.output.report.wording import BANDS
from drift.output.rows import evidence
from drift.types import KINDS, Comparison, Drift, Link, Side, Story

# What could end the <script> element or, in old browsers, a line of it.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def payload(story: Story) -> str:
    """JSON, safe inside a `<script>` element.

    `comparisons` are the story's, then its hops. A thread has its sentences by version. Sentences stand once, by version, with the ids of their units if they are translation units. A row is `[original
    sentences, version sentences, moved, drift, severity, similarity, confidence, findings, original marks, version
    marks, note]`, its drift null where it is unjudged, its note left out where there is none; a finding `[kind, weight,
    evidence]`; a mark `[start, end, finding, severity]`. Severities and kinds are indices; a mark counts UTF-16 units of
    the sentences joined by a space, as JavaScript's strings do.
    """
    names = [version.name for version in story.versions]
    value = {
        "original": story.original,
        "severities": BANDS,
        "kinds": KINDS,
        "versions": [
            {
                "name": v.name,
                "language": v.language,
                "sentences": [s.text for s in v.sentences],
                "units": [s.unit for s in v.sentences] if v.paired else [],
            }
            for v in story.versions
        ],
        "comparisons": [
            {
                "original": names.index(comparison.original),
                "version": names.index(comparison.version),
                "rows": _rows(story, comparison),
                "hop": int(number >= len(story.comparisons)),
            }
            for number, comparison in enumerate((*story.comparisons, *story.hops))
        ],
        "threads": [
            {
                "sentences": [thread.sentences.get(name, ()) for name in names],
                "consensus": names.index(thread.consensus) if thread.consensus else -1,
                "outliers": [names.index(name) for name in thread.outliers],
            }
            for thread in story.threads
        ],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _rows(story: Story, comparison: Comparison) -> list[list[Any]]:
    original, version = story.version(comparison.original), story.version(comparison.version)
    return [
        _row(link, drift, original.passage(link.original), version.passage(link.version))
        for link, drift in zip(comparison.links, comparison.drifts, strict=True)
    ]


def _row(link: Link, drift: Drift, original: str, version: str) -> list[Any]:
    return [
        link.original,
        link.version,
        int(link.moved),
        None if drift.drift is None else round(drift.drift, 3),
        BANDS.index(drift.severity),
        None if link.similarity is None else round(link.similarity, 3),
        round(link.confidence, 2),
        [
            [
                KINDS.index(finding.kind),
                round(finding.weight, 2),
                shorten(evidence(replace(drift, findings=(finding,)), original, version), 2 * LONGEST),
            ]
            for finding in drift.findings
        ],
        _marks(drift, "original", original),
        _marks(drift, "version", version),
        *([drift.note] if drift.note else []),
    ]


def _marks(drift: Drift, side: Side, text: str) -> list[tuple[int, int, int, int]]:
    return [(utf16(text, m.start), utf16(text, m.end), m.finding, BANDS.index(m.severity)) for m in marks(drift, side)]


def utf16(text: str, offset: int) -> int:
    """A character offset as JavaScript counts it.

    >>> utf16("a😀b", 2)
    3
    """
    if text.isascii():
        return offset
    return offset + sum(ord(c) > 0xFFFF for c in text[:offset])
