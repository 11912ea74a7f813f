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
    SheetOption,
    StrictLanguagesOption,
    refuse_input,
)
from drift.cli.progress import progress_bars
from drift.output.tables import TABLE_WRITERS, check_ending, write_table
from drift.stories.formats import formats_said
from drift.stories.rows import ORIGINAL, VERSION, Layout


@command(
    "drift score pairs.csv -o scored.csv",
    "drift score ref.en hyp.en -o scored.csv",
    "drift score segments.jsonl -o scored.parquet --original-column source --version-column mt",
    "drift score pairs.csv -o scored.xlsx",
    "drift score memory.tmx -o scored.csv --fail-on major",
    "zcat pairs.tsv.gz | drift score - -o - --no-header --original-column 1 --version-column 2",
)
def score(
    pairs: Annotated[
        list[Path],
        typer.Argument(
            help="Aligned pairs: a table, a translation file, or line files, the originals first; - is standard input. "
            f"Tables: {formats_said('rows')}. Translation files: {formats_said('units')}. A file may be packed (.gz).",
            show_default=False,
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
    original_column: Annotated[str, typer.Option(help="Column of the originals, by name or number.")] = ORIGINAL,
    version_column: Annotated[
        list[str] | None,
        typer.Option(help="Column of the versions, by name or number; may be given several times. Default: version."),
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Files are line files, whatever their endings: line N of each is one pair.")
    ] = False,
    no_header: Annotated[
        bool,
        typer.Option("--no-header", help="The table has no header; its columns are named by their numbers, from 1."),
    ] = False,
    sheet: SheetOption = "",
    excel: ExcelOption = False,
    model: ModelOption = None,
    judge: JudgeOption = None,
    strict_languages: StrictLanguagesOption = False,
    quiet: QuietOption = False,
    fail_on: FailOption = None,
) -> None:
    """Score pairs that are already aligned; rows, their order and other columns are kept."""
    from drift.api import score_pairs
    from drift.cli.verdicts import fail_if_reached, show_scores, verdicts_of_table
    from drift.output.rows import kept_name
    from drift.stories.pairs import read_pairs

    check_ending(out, excel)  # a wrong one is said before the work rather than after it
    refuse_input(out, pairs)
    read = read_pairs(
        pairs, original_column, version_column or (VERSION,), layout=Layout(not no_header, sheet), lines=lines
    )
    with progress_bars(quiet) as progress:
        table = score_pairs(read, model=model, judge=judge, strict_languages=strict_languages, progress=progress)
    texts = [kept_name(column, read.versions) for column in (read.original, *read.versions)]
    write_table(table, out, texts, excel=excel)
    verdicts = verdicts_of_table(table, read.versions)
    if not quiet:
        show_scores(verdicts)
    fail_if_reached(fail_on, verdicts)
