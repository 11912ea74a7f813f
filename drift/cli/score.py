"""`drift score`: pairs that are aligned already."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drift.cli.app import command
from drift.cli.options import (
    ExcelOption,
    FailOption,
    JudgeOption,
    ModelOption,
    QuietOption,
    StrictLanguagesOption,
    refuse_input,
)
from drift.cli.progress import progress_bars
from drift.output.tables import TABLE_WRITERS, check_ending, write_table


@command(
    "drift score pairs.csv -o scored.csv",
    "drift score segments.jsonl -o scored.parquet --original-column source --version-column mt",
    "drift score pairs.csv -o scored.xlsx",
    "drift score memory.tmx -o scored.csv --fail-on major",
)
def score(
    pairs: Annotated[
        Path,
        typer.Argument(
            help="Aligned pairs: csv, tsv, jsonl or parquet; the units of tmx or xliff.", show_default=False
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help=f"The table to write ({', '.join(TABLE_WRITERS)}); - for CSV on stdout.",
            show_default=False,
        ),
    ],
    original_column: Annotated[str, typer.Option(help="Column of the originals.")] = "original",
    version_column: Annotated[str, typer.Option(help="Column of the versions.")] = "version",
    excel: ExcelOption = False,
    model: ModelOption = None,
    judge: JudgeOption = None,
    strict_languages: StrictLanguagesOption = False,
    quiet: QuietOption = False,
    fail_on: FailOption = None,
) -> None:
    """Score pairs that are already aligned; rows, their order and other columns are kept."""
    from drift.api import score_table
    from drift.cli.verdicts import fail_if_reached, show_scores, verdicts_of_table
    from drift.output.rows import kept_name

    check_ending(out, excel)  # a wrong one is said before the work rather than after it
    refuse_input(out, [pairs])
    with progress_bars(quiet) as progress:
        table = score_table(
            pairs,
            original_column,
            version_column,
            model=model,
            judge=judge,
            strict_languages=strict_languages,
            progress=progress,
        )
    write_table(table, out, (kept_name(original_column), kept_name(version_column)), excel=excel)
    verdicts = verdicts_of_table(table)
    if not quiet:
        show_scores(verdicts)
    fail_if_reached(fail_on, verdicts)
