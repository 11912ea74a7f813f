"""The `drift` command: thin commands over library calls. Data goes to files or stdout, messages to stderr."""

from __future__ import annotations

import logging
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drift.analysis import Analysis
from drift.types import SEVERITIES, DriftError

if TYPE_CHECKING:
    from drift.runtime.vector_cache import CacheState

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Tell how the meaning of a text drifts when it is retranslated.",
)

FAILED_ON = 3
BAD_INPUT = 2


class FailOn(StrEnum):
    minor = "minor"
    major = "major"
    critical = "critical"


class LinkFormat(StrEnum):
    csv = "csv"
    vecalign = "vecalign"
    tmx = "tmx"


EncoderOption = Annotated[
    str | None,
    typer.Option(help="Encoder for alignment: see `drift models`, or any sentence-transformers name or folder."),
]
ModelOption = Annotated[str | None, typer.Option(help="Drift model: see `drift models`.")]
JudgeOption = Annotated[
    str | None,
    typer.Option(help="A second judge beside it: an inference or paraphrase cross-encoder, by folder or hub name."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars and no summary.")]
FailOption = Annotated[FailOn | None, typer.Option(help="Exit with 3 if any link reaches this severity.")]


def example(*lines: str) -> str:
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(f"[cyan]$ {line}[/cyan]" for line in lines)


@app.command(
    epilog=example(
        "drift analyze stories/phone-call --original english -o out",
        "drift analyze corpus.csv -o out --fail-on critical",
        "drift analyze corpus.csv -o out --judge cross-encoder/nli-deberta-v3-base",
    )
)
def analyze(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="A folder of versions, a folder of such folders, files of one story, a table (csv, tsv, jsonl or "
            "parquet with columns story, version, text), tmx or xliff.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.", show_default=False)],
    original: Annotated[
        str | None,
        typer.Option(
            help="The original: a file name, stem or unique prefix. Default: the version called `original`; with none, "
            "every version is held against every other."
        ),
    ] = None,
    encoder: EncoderOption = None,
    model: ModelOption = None,
    judge: JudgeOption = None,
    seed: Annotated[int, typer.Option(help="Seed of whatever is random.")] = 0,
    quiet: QuietOption = False,
    fail_on: FailOption = None,
) -> None:
    """Align the versions of a story with its original and score each link's drift."""
    from drift.api import analyze as run
    from drift.cli.console import progress_bars, summary
    from drift.output.files import check_folder

    check_folder(out)  # before the work rather than after it
    with progress_bars(quiet) as progress:
        analysis = run(paths, original, encoder=encoder, model=model, judge=judge, seed=seed, progress=progress)
    analysis.save(out)
    if not quiet:
        summary(analysis, out)
    drifts = (d for story in analysis.stories for comparison in story.comparisons for d in comparison.drifts)
    _fail_on(fail_on, (d.severity for d in drifts))


@app.command(
    epilog=example(
        "drift score pairs.csv -o scored.csv",
        "drift score segments.jsonl -o scored.csv --original-column source --version-column mt",
    )
)
def score(
    pairs: Annotated[Path, typer.Argument(help="Aligned pairs: csv, tsv, jsonl or parquet.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The CSV to write; - for stdout.", show_default=False)],
    original_column: Annotated[str, typer.Option(help="Column of the originals.")] = "original",
    version_column: Annotated[str, typer.Option(help="Column of the versions.")] = "version",
    model: ModelOption = None,
    judge: JudgeOption = None,
    quiet: QuietOption = False,
    fail_on: FailOption = None,
) -> None:
    """Score pairs that are already aligned; rows, their order and other columns are kept."""
    from drift.api import score_table
    from drift.cli.console import progress_bars
    from drift.output.tables import write_table

    with progress_bars(quiet) as progress:
        table = score_table(pairs, original_column, version_column, model=model, judge=judge, progress=progress)
    write_table(table, out)
    _fail_on(fail_on, table["severity"])


@app.command(
    epilog=example(
        "drift align original.txt copy.txt -o links.csv",
        "drift align book.de book.fr -o links --lines --format vecalign",
    )
)
def align(
    left: Annotated[Path, typer.Argument(help="The original.", show_default=False)],
    right: Annotated[Path, typer.Argument(help="The version.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The links to write; - for stdout.", show_default=False)],
    lines: Annotated[
        bool, typer.Option("--lines", help="One sentence a line; line numbers, blank lines counted, are the indices.")
    ] = False,
    format: Annotated[LinkFormat, typer.Option(help="csv; vecalign: `[0, 1]:[2]:COST` a link; tmx.")] = LinkFormat.csv,
    encoder: EncoderOption = None,
    quiet: QuietOption = False,
) -> None:
    """Say which sentences of two texts belong together."""
    from drift.api import align_files
    from drift.cli.console import progress_bars
    from drift.output.links import write_links

    with progress_bars(quiet) as progress:
        comparison = align_files(left, right, lines=lines, encoder=encoder, progress=progress)
    write_links(*comparison, out, format.value)


@app.command(epilog=example('drift compare "He denied the report." "He confirmed the report."'))
def compare(
    original: Annotated[str, typer.Argument(show_default=False)],
    version: Annotated[str, typer.Argument(show_default=False)],
    model: ModelOption = None,
    judge: JudgeOption = None,
    fail_on: FailOption = None,
) -> None:
    """Compare two sentences: the changed words marked, the verdict in words."""
    from drift.api import compare as run
    from drift.cli.console import show_comparison

    drift = run(original, version, model=model, judge=judge)
    show_comparison(original, version, drift)
    _fail_on(fail_on, [drift.severity])


@app.command(epilog=example("drift report out/analysis.jsonl", "drift report out/analysis.jsonl -o public/talks"))
def report(
    analysis: Annotated[Path, typer.Argument(help="An analysis.jsonl of `drift analyze`.", show_default=False)],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for report.html. Default: the analysis's own.")
    ] = None,
) -> None:
    """Write report.html anew: the findings as a page that opens in any browser, without a network."""
    from drift.output.report import write_report

    typer.echo(write_report(Analysis.load(analysis), out or analysis.parent)[0])


@app.command(epilog=example("drift models"))
def models() -> None:
    """List the encoders and drift models at hand: where each comes from, licence, size."""
    from drift.cli.console import show_models

    show_models()


@app.command(epilog=example("drift cache", "drift cache --clear"))
def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Forget every vector; the encoders stay.")] = False,
    encoders: Annotated[
        bool,
        typer.Option("--encoders", help="With --clear: remove the encoders too; the next run builds its own again."),
    ] = False,
) -> None:
    """Show what runs share: vectors that need not be computed again, and encoders made ready at their first use."""
    from drift.runtime import vector_cache

    if encoders and not clear:
        raise typer.BadParameter("says what --clear removes: give both", param_hint="--encoders")
    if clear:
        before = vector_cache.describe()
        vector_cache.clear(encoders)
        rest = f" and {_built(before)}" if encoders else ""
        typer.echo(f"removed {before.vectors} vectors ({before.size / 1e6:.1f} MB){rest}", err=True)
    state = vector_cache.describe()
    print(f"{state.path}: {state.vectors} vectors, {state.size / 1e6:.1f} of at most {state.limit / 1e6:.0f} MB")
    print(f"{state.path.parent / 'encoders'}: {_built(state)}")
    for folder, size in state.encoders.items():
        print(f"  {folder.name}: {size / 1e6:.1f} MB")


def _built(state: CacheState) -> str:
    return f"{len(state.encoders)} encoders ({sum(state.encoders.values()) / 1e6:.1f} MB)"


def _fail_on(limit: FailOn | None, severities: object) -> None:
    if limit and any(SEVERITIES.index(s) >= SEVERITIES.index(limit.value) for s in severities):  # type: ignore[attr-defined]
        raise typer.Exit(FAILED_ON)


def main() -> None:
    """Run the command; bad input ends in one sentence on stderr and exit code 2."""
    logging.basicConfig(format="drift: %(message)s", level=logging.WARNING)
    try:
        app()
    except DriftError as error:
        print(f"drift: {error}", file=sys.stderr)
        sys.exit(BAD_INPUT)
