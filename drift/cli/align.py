"""`drift align`: alignment alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from drift.cli.app import command
from drift.cli.options import EncoderOption, QuietOption, choice, refuse_input
from drift.cli.progress import progress_bars
from drift.output.links import LINK_FORMATS, format_of, write_links


@command(
    "drift align original.txt copy.txt -o links.csv",
    "drift align book.de book.fr -o links --lines --format vecalign",
)
def align(
    left: Annotated[Path, typer.Argument(help="The original.", show_default=False)],
    right: Annotated[Path, typer.Argument(help="The version.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", "-o", help="The links to write; - for stdout.", show_default=False)],
    lines: Annotated[
        bool, typer.Option("--lines", help="One sentence a line; line numbers, blank lines counted, are the indices.")
    ] = False,
    format: Annotated[
        str | None,
        choice(LINK_FORMATS, "vecalign: `[0, 1]:[2]:COST` a link. Default: what the ending of OUT names, else csv."),
    ] = None,
    encoder: EncoderOption = None,
    quiet: QuietOption = False,
) -> None:
    """Say which sentences of two texts belong together."""
    from drift.api import align_files

    form = format or format_of(out)
    refuse_input(out, (left, right))
    with progress_bars(quiet) as progress:
        comparison = align_files(left, right, lines=lines, encoder=encoder, progress=progress)
    write_links(*comparison, out, form)
