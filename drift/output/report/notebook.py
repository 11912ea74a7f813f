"""An `Analysis` as a notebook shows it: its gravest links in a table with marked words."""

from __future__ import annotations

from heapq import nlargest

from drift.output.report.pages import render_fragment
from drift.output.report.wording import SEVERITY_SIGN
from drift.types import Results

ROWS = 50


def table(analysis: Results, rows: int = ROWS) -> str:
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
                ("original", story.version(comparison.original).passage(link.original)),
                ("version", story.version(comparison.version).passage(link.version)),
            ),
            "drift": drift,
        }
        for story, comparison, link, drift in nlargest(
            rows, links, key=lambda found: -1.0 if found[3].drift is None else found[3].drift
        )
    ]
    return render_fragment("notebook.html.j2", rows=shown, total=len(links), sign=SEVERITY_SIGN)
