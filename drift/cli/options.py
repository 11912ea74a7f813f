"""Options that several commands share; their choices come from the library's tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from drift.types import SEVERITIES, DriftError


def choice(values: Iterable[str], help: str, **settings: Any) -> Any:
    """An option that takes one of `values`."""
    known = tuple(values)

    def check(value: str | None) -> str | None:
        if value is not None and value not in known:
            raise typer.BadParameter(f"{value} is none of {', '.join(known)}.")
        return value

    return typer.Option(help=help, metavar="|".join(known), callback=check, **settings)


EncoderOption = Annotated[
    str | None,
    typer.Option(help="Encoder for alignment: see `drift models`, or any sentence-transformers name or folder."),
]
ModelOption = Annotated[str | None, typer.Option(help="Drift model: see `drift models`.")]
JudgeOption = Annotated[
    str | None,
    typer.Option(help="A second judge beside it: an inference or paraphrase cross-encoder, by folder or hub name."),
]
StrictLanguagesOption = Annotated[
    bool,
    typer.Option(
        "--strict-languages", help="No verdict in languages that the drift model was neither taught nor measured on."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars and no summary.")]
FailOption = Annotated[
    str | None,
    choice(SEVERITIES[1:], "Exit with 3 if any link reaches this severity, and print those links on stderr."),
]
ExcelOption = Annotated[
    bool, typer.Option("--excel", help="Begin CSV with a byte order mark, by which Excel knows that it is UTF-8.")
]
SheetOption = Annotated[
    str, typer.Option("--sheet", help="Sheet of a workbook, by name or number. Default: the first.")
]
AlignOption = Annotated[
    bool,
    typer.Option("--align", help="Align the texts of files whose units are paired already (TMX, XLIFF), too."),
]


def refuse_input(out: Path, inputs: Iterable[Path]) -> None:
    """Refuse to write to `out` what would overwrite one of the inputs.

    Raises:
        DriftError: If it would.
    """
    for path in inputs:
        if out.exists() and path.exists() and out.samefile(path):
            raise DriftError(f"{out} is what is read; name another file for the results.")
