"""Analyses that every format is written of, and how one is written."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from drift.output.exports import EXPORTS
from drift.types import Comparison, Drift, Finding, Link, Results, Sentence, Span, Story, Version
from tests.report_stories import SIGNATURE, analysis, gold_story, hostile, long, of_lines, units, unread

SCHEMAS = Path(__file__).parents[2] / "data" / "schemas"


def overlapping() -> Story:
    """Findings on the same words, on no words, across sentences; a drift without findings; an addition before everything."""
    original = of_lines("original", ["He denied it twice.", "She left.", "They came."])
    version = Version(
        "copy",
        "Look here.\n\nHe confirmed it. Once.\nShe left.\nThey never came.",
        "en",
        tuple(
            Sentence(text, start, start + len(text))
            for text, start in (
                ("Look here.", 0),
                ("He confirmed it.", 12),
                ("Once.", 29),
                ("She left.", 35),
                ("They never came.", 45),
            )
        ),
    )
    changed = (
        Finding("antonym", (Span("original", 3, 9), Span("version", 3, 12)), 0.9),
        Finding("tense", (Span("original", 0, 9), Span("version", 0, 12)), 0.3),
        Finding("quantity", (Span("original", 13, 18), Span("version", 13, 21)), 0.5),
        Finding("question", (), 0.5),
    )
    links = Link((), (0,), None), Link((0,), (1, 2), 0.7), Link((1,), (3,), 1.0), Link((2,), (4,), 0.8, moved=True)
    drifts = (
        Drift(0.5, "major", (Finding("addition", (Span("version", 0, 10),), 0.5),)),
        Drift(0.9, "critical", changed),
        Drift(0.0, "none"),
        Drift(0.4, "minor", note="its languages are little tried"),
    )
    return Story("over", (original, version), "original", (Comparison("original", "copy", links, drifts),))


def without_original() -> Story:
    """Three versions held against each other, one of them in another language; the last lacks a sentence."""
    sides = (
        of_lines("a", ["It rained.", "He left.", "All slept."]),
        of_lines("b", ["It rained.", "He stayed.", "All slept."]),
        of_lines("été", ["Il pleuvait.", "Il est parti."], "fr"),
    )
    left = Finding("omission", (Span("original", 0, 10),), 0.7)
    swap = Finding("antonym", (Span("original", 3, 7), Span("version", 3, 9)), 0.9)
    none, swapped, lost = Drift(0.0, "none"), Drift(0.9, "critical", (swap,)), Drift(0.7, "major", (left,))
    both = tuple(Link((i,), (i,), 0.9) for i in range(3))
    short = (*both[:2], Link((2,), ()))
    comparisons = (
        Comparison("a", "b", both, (none, swapped, none)),
        Comparison("a", "été", short, (none, none, lost)),
        Comparison("b", "été", short, (none, swapped, lost)),
    )
    return Story("rain", sides, "", comparisons)


def uncompared() -> Story:
    """A story whose comparison has no links."""
    return Story("bare", (of_lines("a", ["x"]), of_lines("b", [])), "a", (Comparison("a", "b", ()),))


ANALYSES: dict[str, Results] = {
    "gold": analysis(gold_story()),
    "hostile": hostile(),
    "unread": analysis(unread()),
    "units": analysis(units()),
    "overlapping": analysis(overlapping()),
    "without original": analysis(without_original()),
    "several": analysis(gold_story(), units(), replace(overlapping(), name="gold")),
    "long": analysis(long(30, 2)),
    "uncompared": analysis(uncompared()),
    "no story": Results((), SIGNATURE),
}


def written(results: Results, form: str) -> bytes:
    """What a format makes of an analysis."""
    file = io.BytesIO()
    EXPORTS[form].write(results, file)
    return file.getvalue()
