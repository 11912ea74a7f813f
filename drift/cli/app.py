"""The application that the commands register with, and how a command is registered: with worked examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from drift.output.exports import exports_said
from drift.stories.formats import formats_said

Function = TypeVar("Function", bound=Callable[..., Any])


def examples(*lines: str) -> str:
    """Worked examples as the end of a help text."""
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(f"[cyan]$ {line}[/cyan]" for line in lines)


_HELP = "\n\n".join(
    (
        "Tell how the meaning of a text drifts when it is retranslated.",
        f"Texts: {formats_said('text')}.",
        f"Tables: {formats_said('rows')}.",
        f"Translation files: {formats_said('units')}.",
        f"Analyses are exported as {exports_said()}.",
    )
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help=_HELP,
    epilog=examples(
        "drift analyze stories/phone-call --original english -o out",
        "drift score pairs.csv -o scored.csv",
        'drift compare "He denied the report." "He confirmed the report."',
    ),
)


def command(*lines: str, about: str = "") -> Callable[[Function], Function]:
    """Register a function as the command of its name, its help ending in these examples, after what `about` says."""
    return app.command(epilog="\n\n".join(filter(None, (about, examples(*lines)))))


def _version(wanted: bool) -> None:
    """Tell how the meaning of a text drifts when it is retranslated."""
    if wanted:
        import drift

        typer.echo(f"drift {drift.__version__}")
        raise typer.Exit


@app.callback(help=_HELP)
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the program's version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Tell how the meaning of a text drifts when it is retranslated."""
