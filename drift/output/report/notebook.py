"""An `Analysis` as a notebook shows it: its gravest links in a table with marked words."""

from __future__ import annotations

from heapq import nlargest

from drift.output.report.pages import render_fragment
from drift.output.report.wording import SEVERITY_SIGN
from drift.output.rows import side_text
from drift.types import Analysis

ROWS = 50


def table(analysis: Analysis, rows: int = ROWS) -> str:
    """An HTML fragment with at most `rows` links, gravest first, and a note on how many there are."""
    links = [
        (story, comparison, link, drift)
        for story in analysis.stories
        for comparison in story.comparisons
        for link, drift in zip(comparison.links, comparison.drifts, strict=True)
    ]
    shown = [
        {
            "story": story.name,
            "version": comparison.version if story.original else f"{comparison.original} ↔ {comparison.version}",
            "texts": (
                ("original", side_text(story.version(comparison.original), link.original)),
                ("version", side_text(story.version(comparison.version), link.version)),
            ),
            "drift": drift,
        }
        for story, comparison, link, drift in nlargest(rows, links, key=lambda found: found[3].drift)
    ]
    return render_fragment("notebook.html.j2", rows=shown, total=len(links), sign=SEVERITY_SIGN)
