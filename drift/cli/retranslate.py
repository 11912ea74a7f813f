"""`drift retranslate`: the copies of a text, made by translating it and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drift.cli.app import command
from drift.cli.options import QuietOption, choice
from drift.cli.progress import progress_bars
from drift.retranslation import DEFAULT, ENGINES

ENGINES_IN_WORDS = "; ".join(f"{engine.name}, {engine.summary}" for engine in ENGINES.values())


@command(
    "drift retranslate report.txt --via es --via ca,es -o story",
    "drift retranslate report.txt --via fr --engine http --url http://localhost:5000 -o story",
    "drift retranslate report.txt --via de --engine transformers --model models/mt-{source}-{target} -o story",
    "drift analyze story -o out",
)
def retranslate(
    text: Annotated[Path, typer.Argument(help="The original.", show_default=False)],
    via: Annotated[
        list[str],
        typer.Option(
            help="A route: the languages in between, parted by commas. May be given again; what routes share is "
            "translated once.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The story's folder.", show_default=False)],
    language: Annotated[str | None, typer.Option(help="The text's language. Default: what it seems to be.")] = None,
    engine: Annotated[
        str | None,
        choice(ENGINES, f"What translates: {ENGINES_IN_WORDS}. Default: {DEFAULT}."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="A translation model: folder or hub name; {source} and {target} stand for the languages."),
    ] = None,
    url: Annotated[str | None, typer.Option(help="The address of a translation server.")] = None,
    per_minute: Annotated[float | None, typer.Option(help="Requests a minute at most.", min=0.1)] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Translate anew what an earlier run has translated already.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace versions in the folder that have another text.")
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Make copies: send a text through other languages and back, with every version on the way, for `drift analyze`."""
    from drift.api import retranslate as run

    with progress_bars(quiet) as progress:
        written = run(
            text, via, out, language=language, engine=engine, model=model, url=url, per_minute=per_minute, fresh=fresh,
            overwrite=overwrite, progress=progress,
        )  # fmt: skip
    for path in written:
        typer.echo(path)
