"""`drift report`, `drift models`, `drift cache`: what is at hand, and results shown anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drift.cli.app import command

if TYPE_CHECKING:
    from drift.runtime.caches import CacheContents


@command("drift report out", "drift report out/analysis.jsonl -o public/talks")
def report(
    analysis: Annotated[
        Path, typer.Argument(help="An analysis.jsonl of `drift analyze`, or its folder.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for report.html. Default: the analysis's own.")
    ] = None,
) -> None:
    """Write report.html anew: the findings as a page that opens in any browser, without a network."""
    from drift.analysis import Analysis
    from drift.output.report import write_report

    source = analysis / "analysis.jsonl" if analysis.is_dir() else analysis
    typer.echo(write_report(Analysis.load(source), out or source.parent)[0])


@command("drift models")
def models() -> None:
    """List the encoders, drift models and translation engines at hand: languages, where each comes from, licence, size."""
    from drift.cli.console import console, print_entry
    from drift.encoders import ENCODERS
    from drift.judging.models import shipped_models
    from drift.retranslation import ENGINES

    out = console()
    for entry in ENCODERS.values():
        about = f"{entry.languages}; {entry.licence}; {entry.size}; from {entry.source}"
        print_entry(out, f"encoder {entry.name}", about)
    for model in shipped_models().values():
        others = f", with a note {len(model.other_languages)} others" if model.other_languages else ""
        languages = f"judges {' '.join(sorted(model.languages))}{others}"
        about = f"{model.about['description']}; {languages}; {model.about['licence']}; {model.size / 1e6:.1f} MB"
        print_entry(out, f"drift model {model.name}", about)
    for engine in ENGINES.values():
        print_entry(out, f"translation engine {engine.name}", f"{engine.summary}; {engine.about}")
    out.print("Any other sentence-transformers model can be the encoder by its name or folder: --encoder NAME.")


@command("drift cache", "drift cache --clear")
def cache(
    clear: Annotated[
        bool, typer.Option("--clear", help="Remove every vector and translation; the encoders stay.")
    ] = False,
    encoders: Annotated[
        bool,
        typer.Option("--encoders", help="With --clear: remove the encoders too; the next run builds its own again."),
    ] = False,
) -> None:
    """Show what runs share: vectors and translations that need not be made again, and encoders made ready at first use."""
    from drift.runtime import caches
    from drift.runtime.folders import cache_folder

    if encoders and not clear:
        raise typer.BadParameter("says what --clear removes: give both", param_hint="--encoders")
    if clear:
        before = caches.describe()
        caches.clear(encoders)
        gone = [f"{state.count} {name} ({state.size / 1e6:.1f} MB)" for name, state in before.caches.items()]
        typer.echo(f"removed {', '.join(gone + [_built(before)] * encoders)}", err=True)
    now = caches.describe()
    for name, state in now.caches.items():
        typer.echo(f"{state.path}: {state.count} {name}, {state.size / 1e6:.1f} of at most {state.limit / 1e6:.0f} MB")
    typer.echo(f"{cache_folder() / 'encoders'}: {_built(now)}")
    for folder, size in now.encoders.items():
        typer.echo(f"  {folder.name}: {size / 1e6:.1f} MB")


def _built(state: CacheContents) -> str:
    return f"{len(state.encoders)} encoders ({sum(state.encoders.values()) / 1e6:.1f} MB)"
