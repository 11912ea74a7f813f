"""`drift systems`: several systems' translations of the same segments, compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drift.cli.app import command
from drift.cli.options import (
    JudgeOption,
    ModelOption,
    QuietOption,
    SheetOption,
    StrictLanguagesOption,
    choice,
    refuse_input,
)
from drift.cli.progress import progress_bars
from drift.stories.rows import ORIGINAL, Layout

if TYPE_CHECKING:
    from drift.evaluation.figures import Evaluation, Figure

CLEAR = 0.05  # the p-value below which a difference is marked


@command(
    "drift systems ref.en sysA.en sysB.en",
    "drift systems ref.en sysA.en sysB.en --baseline sysB --format json -o systems.json",
    "drift systems segments.csv --original-column ref --version-column sysA --version-column sysB",
    "drift systems mqm.tsv",
)
def systems(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Line files, the originals first (references against translations in one language, or sources); a table "
            "with a column a system, or with rows by system (system, doc, seg, source, target); a translation file.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write; - for stdout.")] = Path("-"),
    format: Annotated[str, choice(("text", "json"), "A table to read, or JSON as sacreBLEU has it.")] = "text",
    baseline: Annotated[
        str | None, typer.Option(help="The system that the others are tested against. Default: the first.")
    ] = None,
    original_column: Annotated[str, typer.Option(help="Column of the originals, by name or number.")] = ORIGINAL,
    version_column: Annotated[
        list[str] | None, typer.Option(help="Column of a system, by name or number; once for each system.")
    ] = None,
    lines: Annotated[bool, typer.Option("--lines", help="Files are line files, whatever their endings.")] = False,
    no_header: Annotated[bool, typer.Option("--no-header", help="The table has no header.")] = False,
    sheet: SheetOption = "",
    resamples: Annotated[int, typer.Option(min=1, help="Samples that the intervals and tests draw.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of these samples.")] = 0,
    model: ModelOption = None,
    judge: JudgeOption = None,
    strict_languages: StrictLanguagesOption = False,
    quiet: QuietOption = False,
) -> None:
    """Compare systems on the same segments: mean drift, grave errors, kinds, and which differences are more than chance."""
    from drift.api import evaluate_pairs
    from drift.evaluation.read import read_systems
    from drift.output.files import output

    refuse_input(out, paths)
    pairs = read_systems(paths, original_column, version_column or (), layout=Layout(not no_header, sheet), lines=lines)
    with progress_bars(quiet) as progress:
        found = evaluate_pairs(
            pairs, baseline=baseline, resamples=resamples, seed=seed, model=model, judge=judge,
            strict_languages=strict_languages, progress=progress,
        )  # fmt: skip
    with output(out) as file:
        file.write(
            json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n" if format == "json" else text(found)
        )


def text(found: Evaluation) -> str:
    """The figures as a table to read."""
    from rich.console import Console

    from drift.cli.console import ANY_WIDTH, table

    drawn = table(
        ["system"], ["drift", "p (bs)", "p (ar)", "major+ per 1,000 words", "p (bs) ", "p (ar) "], title="systems"
    )
    for name in ("critical", "major", "minor", "none"):
        drawn.add_column(name, justify="right", no_wrap=True)
    drawn.add_column("kinds", overflow="fold")
    for place, system in enumerate(found.systems):
        kinds = sorted(system.kinds.items(), key=lambda kind: -kind[1])
        drawn.add_row(
            f"baseline: {system.name}" if place == 0 and len(found.systems) > 1 else system.name,
            *_cells(system.drift, 3),
            *_cells(system.grave, 1),
            *(str(system.severities[name]) for name in ("critical", "major", "minor", "none")),
            ", ".join(f"{name} {count}" for name, count in kinds),
        )
    terminal = Console(width=ANY_WIDTH, highlight=False, no_color=True)
    with terminal.capture() as shown:
        terminal.print(drawn)
    lines = [line.rstrip() for line in shown.get().splitlines()]
    lines.append(
        f"{found.segments} segments of {found.words} words; score (± half of the 95 % interval); the lower, the better"
    )
    if found.unjudged:
        lines.append(f"{found.unjudged} segments are left out: not every system's could be judged")
    if len(found.systems) > 1:
        lines.append(f"* differs from the baseline (p < {CLEAR}); bs paired bootstrap, ar approximate randomisation")
    return "\n".join([*lines, found.signature, ""])


def _cells(figure: Figure, digits: int) -> tuple[str, str, str]:
    tests = (figure.p_bootstrap, figure.p_randomisation)
    shown = ("" if p is None else f"{p:.3f}{'*' if p < CLEAR else ' '}" for p in tests)
    return (f"{figure.score:.{digits}f} (± {figure.ci:.{digits}f})", *shown)  # type: ignore[return-value]
