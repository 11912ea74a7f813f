"""What `drift analyze` says at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from drift.cli.console import ANY_WIDTH, console, print_entry, shown, table
from drift.cli.journey import show_journey
from drift.cli.verdicts import show_worst, verdicts
from drift.output.results import SOMETIMES
from drift.output.rows import set_aside, version_rows
from drift.output.words import held_against
from drift.types import Results, Story

LISTED = 10
LONGEST = 80  # characters of a text set aside
NAMES = ("story", "original", "version", "judged_by")
FIGURES = ("coverage", "mean_drift", "minor", "major", "critical")


def summary(analysis: Results, out: Path) -> None:
    """What was compared and judged, what was not, the worst drifts, and where the results lie."""
    terminal = console()
    for story in analysis.stories:
        if not story.original:
            terminal.print(Text(f"story {story.name}: no original is known, so {held_against(story)}"))
    _versions(analysis.stories, list(version_rows(analysis)), terminal)
    drifts = [drift for story in analysis.stories for c in story.comparisons for drift in c.drifts]
    notes = Counter((drift.drift is None, drift.note) for drift in drifts if drift.note or drift.drift is None)
    for (is_unjudged, note), count in notes.most_common():
        words = f"not judged{': ' if note else ''}" if is_unjudged else "judged, but "
        terminal.print(Text(f"{count} {words}{note}"))
    _set_aside(analysis.stories, terminal)
    for story in analysis.stories:
        show_journey(story, f"{story.name}, " if len(analysis.stories) > 1 else "", terminal)
    show_worst(verdicts(analysis), terminal)
    there = [name for name in ("versions.csv", *SOMETIMES, "analysis.jsonl", "run.json") if (out / name).exists()]
    terminal.print(Text(f"results: {out / 'drift.csv'}, {', '.join(there)}"))
    terminal.print(Text(f"to look at: {out / 'report.html'}"))


def _versions(stories: Sequence[Story], lines: Sequence[dict[str, Any]], terminal: Console) -> None:
    """A row a comparison; a column that would say the same in every row is left out."""
    varied = {name for name in NAMES if len({line[name] for line in lines}) > 1}
    unjudged = ["unjudged"] if any(line["unjudged"] for line in lines) else []
    if not all(story.original for story in stories):
        varied.add("original")  # a version is held against that one
    columns = [name for name in NAMES if name in varied or name == "version"]
    figures = [*FIGURES, *unjudged]
    drawn = table(columns, figures, title="versions")
    for line in lines:
        drawn.add_row(*(shown(line[column]) for column in (*columns, *figures)))
    natural = terminal.measure(drawn, options=terminal.options.update(width=ANY_WIDTH)).maximum
    if natural <= terminal.width:
        terminal.print(drawn)
    else:  # names are not folded into slices
        terminal.print("versions")
        for line in lines:
            values = (f"{name.replace('_', ' ')} {shown(line[name])}" for name in figures)
            print_entry(terminal, ", ".join(str(line[column]) for column in columns), ", ".join(values))
    judges = {line["judged_by"] for line in lines if line["judged_by"]}
    if len(judges) == 1:
        terminal.print(Text(f"judged by the drift model {judges.pop()}"))


def _set_aside(stories: Sequence[Story], terminal: Console) -> None:
    """How many pieces of text are in no comparison, and the first of them."""
    found = [
        (f"{story.name}/{version.name}" if len(stories) > 1 else version.name, piece)
        for story in stories
        for version in story.versions
        for piece in set_aside(version)
    ]
    if not found:
        return
    terminal.print(f"{len(found)} set aside, neither aligned nor judged")
    for name, piece in found[:LISTED]:
        words = " ".join(piece.text.split())
        text = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        print_entry(terminal, f"{name}: {text} ({piece.reason})")
    if len(found) > LISTED:
        terminal.print(f"  … and {len(found) - LISTED} more, in report.html")
