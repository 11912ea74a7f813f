"""Verdicts in the terminal, a link or a row each: the worst, their counts, those at which `--fail-on` fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.text import Text

from drift.cli.console import STYLES, console, print_entry
from drift.output.rows import columns_of_pairs, drift_cells, rows
from drift.types import SEVERITIES, Drift, Results, Severity

if TYPE_CHECKING:
    import pandas as pd

FAILED_ON = 3
WORST = 8
LISTED = 20
LONGEST = 200  # characters of evidence shown


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is shown of a link or a row: where it stands, and how it was judged; `drift` is None if it was not."""

    place: str
    drift: float | None
    severity: Severity
    kinds: tuple[str, ...]
    evidence: str


def verdict(place: str, drift: Drift, original: str, version: str) -> Verdict:
    """That on one pair."""
    return _of_row(place, drift_cells(drift, original, version))


def verdicts(analysis: Results) -> Iterator[Verdict]:
    """Those on all links, in the order of `drift.csv`; the place names what is not the same for all of them."""
    originals = {story.name: story.original for story in analysis.stories}
    for row in rows(analysis):
        story, original, version = row["story"], row["original"], row["version"]
        names = version if originals[story] else f"{original} ↔ {version}"
        place = [*([story] if len(originals) > 1 else []), names, f"link {row['link']}"]
        yield _of_row(", ".join(place), row)


def verdicts_of_table(table: pd.DataFrame, versions: Sequence[str] = ("version",)) -> list[Verdict]:
    """Those on a table's rows, numbered from 1, or named after their units, and after the version where there are several."""
    records: list[dict[Any, Any]] = table.to_dict("records")
    several = len(versions) > 1
    return [
        _of_row(
            (f"unit {row['unit']}" if row.get("unit") else f"row {number}") + (f", {version}" if several else ""),
            {name: row[column] for name, column in columns.items()},
        )
        for version, columns in zip(versions, columns_of_pairs(versions), strict=True)
        for number, row in enumerate(records, start=1)
    ]


def show_worst(found: Iterable[Verdict], out: Console, title: str = "worst drifts") -> None:
    """The gravest of them, or that none has drifted as far as they were judged."""
    everything = list(found)
    judged = [one for one in everything if one.drift is not None]
    drifted = [one for one in judged if one.severity != "none"]
    if everything and not judged:
        out.print("nothing could be judged")
        return
    if not drifted:
        out.print("no drift was found" + (" in what was judged" if len(judged) < len(everything) else ""))
        return
    out.print(title)
    for one in sorted(drifted, key=lambda one: -(one.drift or 0.0))[:WORST]:
        _show(one, out)


def show_scores(found: Sequence[Verdict]) -> None:
    """A summary on stderr: how many of each severity, and the worst."""
    out = console(stderr=True)
    counts = Counter(one.severity for one in found)
    named = [f"{counts[name]} {name}" for name in (*reversed(SEVERITIES), "unjudged") if counts[name]]
    out.print(f"{len(found)} rows: {', '.join(named)}")
    show_worst(found, out)


def fail_if_reached(limit: str | None, found: Iterable[Verdict]) -> None:
    """With a limit, print on stderr the verdicts that reach it, and how many pairs nobody judged.

    Raises:
        typer.Exit: With code 3 if any reaches it.
    """
    if limit is None:
        return
    out = console(stderr=True)
    everything = list(found)
    grave = SEVERITIES[SEVERITIES.index(limit) :]  # type: ignore[arg-type]
    reached = [one for one in everything if one.severity in grave]
    unjudged = sum(one.drift is None for one in everything)
    if unjudged:
        out.print(f"--fail-on {limit}: {unjudged} of {len(everything)} could not be judged, and so reach no severity")
    if reached:
        out.print(f"--fail-on {limit}: {len(reached)} of {len(everything)} reach it")
        for one in reached[:LISTED]:
            _show(one, out)
        if len(reached) > LISTED:
            out.print(f"  … and {len(reached) - LISTED} more")
        raise typer.Exit(FAILED_ON)


def _of_row(place: str, row: dict[Any, Any]) -> Verdict:
    drift = None if row["severity"] == "unjudged" else float(row["drift"])
    return Verdict(place, drift, row["severity"], tuple(row["kinds"]), row["evidence"])


def _show(one: Verdict, out: Console) -> None:
    first = Text(f"{one.drift:.2f} ") + Text(one.severity, STYLES[one.severity]) + Text(f"  {one.place}")
    kinds = f": {', '.join(one.kinds)}" if one.kinds else ""
    evidence = one.evidence if len(one.evidence) <= LONGEST else one.evidence[: LONGEST - 1] + "…"
    print_entry(out, first + Text(kinds), evidence)
