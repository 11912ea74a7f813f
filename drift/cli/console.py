"""What a person sees in the terminal: progress bars on stderr, tables and marked words on stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from drift.output.rows import rows, version_rows
from drift.types import Drift, Results, Side

if TYPE_CHECKING:
    from drift.api import Progress, Stage

WORST = 8
STYLES = {"none": "dim", "minor": "yellow", "major": "dark_orange3", "critical": "bold red"}


@contextmanager
def progress_bars(quiet: bool) -> Iterator[Progress | None]:
    """A bar a stage on stderr; None where nobody would see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:

        def progress(name: str) -> Stage:
            task = bars.add_task(name, total=None)
            return lambda done, total: bars.update(task, completed=done, total=total)

        yield progress


def summary(analysis: Results, out: Path) -> None:
    """Where the results lie, a row a version, and the worst drifts."""
    console = _console()
    for story in analysis.stories:
        if not story.original:
            console.print(f"story {story.name}: no original is known, so every version is held against every other")
    console.print(
        _table(
            list(version_rows(analysis)),
            ("story", "original", "version", "coverage", "mean_drift", "minor", "major", "critical"),
            "versions",
        )
    )
    worst = sorted(rows(analysis), key=lambda row: -row["drift"])[:WORST]
    shown = [row for row in worst if row["severity"] != "none"]
    if shown:
        console.print(
            _table(
                [_short(row) for row in shown],
                ("story", "version", "drift", "severity", "kinds", "evidence"),
                "worst drifts",
            )
        )
    else:
        console.print("no drift was found")
    console.print(f"results: {out / 'drift.csv'}, versions.csv, analysis.jsonl, run.json")
    console.print(f"to look at: {out / 'report.html'}")


def show_comparison(original: str, version: str, drift: Drift) -> None:
    """Both sentences with the changed words marked, and the verdict in words."""
    console = _console()
    for side, text in (("original", original), ("version", version)):
        line = Text(f"{side:9s}") + marked(text, side, drift)  # type: ignore[arg-type]
        console.print(line, soft_wrap=not console.is_terminal)
    kinds = ", ".join(drift.kinds) or "no change of meaning"
    console.print(f"drift    {drift.drift:.2f}, ", Text(drift.severity, STYLES[drift.severity]), f": {kinds}", sep="")


def marked(text: str, side: Side, drift: Drift) -> Text:
    """`text` with the spans of `side` in the severity's colour and in [brackets], which show without colour too."""
    spans = sorted({(s.start, s.end) for f in drift.findings for s in f.spans if s.side == side and s.end > s.start})
    out, at = Text(), 0
    for start, end in spans:
        if end <= at:
            continue
        start = max(start, at)
        out.append(text[at:start]).append(f"[{text[start:end]}]", STYLES[drift.severity])
        at = end
    return out.append(text[at:])


def show_models() -> None:
    """The encoders and drift models at hand."""
    from drift.encoders import ENCODERS
    from drift.judging.models import shipped_models

    table = Table("sort", "name", "what", "licence", "size", "from")
    for entry in ENCODERS.values():
        table.add_row("encoder", entry.name, entry.languages, entry.licence, entry.size, entry.source)
    for model in shipped_models().values():
        size = f"{model.size / 1e6:.1f} MB"
        table.add_row(
            "drift model", model.name, model.about["description"], model.about["licence"], size, "this program"
        )
    console = _console()
    console.print(table)
    console.print("Any other sentence-transformers model can be the encoder by its name or folder: --encoder NAME.")


def _console() -> Console:
    # A pipe gets whole lines: its reader has no width.
    return Console(width=None if sys.stdout.isatty() else 160, highlight=False)


def _table(lines: Sequence[dict[str, object]], columns: Sequence[str], title: str) -> Table:
    table = Table(*columns, title=title, title_justify="left")
    for line in lines:
        table.add_row(
            *(
                Text(f"{v:.2f}" if isinstance(v, float) else str(v), STYLES.get(str(v), ""))
                for v in map(line.get, columns)
            )
        )
    return table


def _short(row: dict[str, object]) -> dict[str, object]:
    evidence, kinds = str(row["evidence"]), row["kinds"]
    shown = evidence if len(evidence) <= 90 else evidence[:89] + "…"
    return row | {"evidence": shown, "kinds": ", ".join(kinds) if isinstance(kinds, list) else ""}
