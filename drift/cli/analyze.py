"""`drift analyze`: the whole way, from files to results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drift.cli.app import command
from drift.cli.options import (
    AlignOption,
    EncoderOption,
    ExcelOption,
    FailOption,
    JudgeOption,
    ModelOption,
    QuietOption,
    SheetOption,
    StrictLanguagesOption,
    choice,
)
from drift.cli.progress import progress_bars
from drift.retranslation import ENGINES
from drift.stories.formats import formats_said


@command(
    "drift analyze stories/phone-call --original english -o out",
    "drift analyze stories/talks --route original,in-spanish,via-spanish -o out",
    "drift analyze copies --engine apertium --via es --via ca,es -o out",
    "drift analyze ref.en hyp.en --lines -o out",
    "drift analyze corpus.csv -o out --fail-on critical",
    "drift analyze corpus.csv -o out --judge cross-encoder/nli-deberta-v3-base",
)
def analyze(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="A folder of versions, a folder of such folders, files of one story, a table with the columns story, "
            f"version, text, or a translation file. Texts: {formats_said('text')}. Tables: {formats_said('rows')}. "
            f"Translation files: {formats_said('units')}.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.", show_default=False)],
    original: Annotated[
        str | None,
        typer.Option(
            help="The original: a file name, stem or unique prefix. Default: the version called `original`; with none, "
            "every version is held against every other, or of more than twelve against the nearest."
        ),
    ] = None,
    route: Annotated[
        list[str] | None,
        typer.Option(
            help="How versions came to be: names parted by commas, each made from the one before it, the original first. "
            "May be given again. Names such as talk.es.en.txt, or a story.toml, say it too.",
            metavar="NAME,NAME…",
        ),
    ] = None,
    engine: Annotated[
        str | None,
        choice(
            [name for name, entry in ENGINES.items() if entry.is_at_hand],
            "The translation engine that made the copies, if you know it and it is at hand: each version is sent "
            "through it again, by the ways of --via, to see which copy was made from which.",
        ),
    ] = None,
    via: Annotated[
        list[str] | None,
        typer.Option(
            help="With --engine: a way that copies may have gone, the languages in between, parted by commas. May be "
            "given again."
        ),
    ] = None,
    align: AlignOption = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Odd members of a folder are errors instead of being passed over.")
    ] = False,
    lines: Annotated[
        bool,
        typer.Option("--lines", help="Files are line files, the original first: line N of each belongs together."),
    ] = False,
    sheet: SheetOption = "",
    encoder: EncoderOption = None,
    model: ModelOption = None,
    judge: JudgeOption = None,
    strict_languages: StrictLanguagesOption = False,
    seed: Annotated[int, typer.Option(help="For the samples by which the support of a lineage is found.")] = 0,
    excel: ExcelOption = False,
    quiet: QuietOption = False,
    fail_on: FailOption = None,
) -> None:
    """Align the versions of a story with its original and score each link's drift."""
    from drift.api import analyze as run
    from drift.cli.summary import summary
    from drift.cli.verdicts import fail_if_reached, verdicts
    from drift.output.results import check_results

    check_results(out, paths)  # before the work rather than after it
    with progress_bars(quiet) as progress:
        analysis = run(
            paths, original, encoder=encoder, model=model, judge=judge, strict_languages=strict_languages, seed=seed, align=align, strict=strict, lines=lines, sheet=sheet,
            routes=[[name.strip() for name in names.split(",")] for names in route or ()],
            engine=engine, via=via or (), progress=progress,
        )  # fmt: skip
    analysis.save(out, excel=excel)
    if not quiet:
        summary(analysis, out)
    fail_if_reached(fail_on, verdicts(analysis))
