"""`drift export`: an analysis in the formats of other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from drift.cli.app import command
from drift.cli.options import ExcelOption, choice, refuse_input
from drift.output.exports import EXPORTS


def _formats() -> str:
    """The formats, a line for all that hold the same."""
    names: dict[str, list[str]] = {}
    for name, export in EXPORTS.items():
        names.setdefault(export.holds, []).append(f"{name} ({' '.join(export.endings)})" if export.endings else name)
    return "[bold]Formats[/bold]\n\n" + "\n\n".join(f"{', '.join(same)}: {holds}" for holds, same in names.items())


@command(
    "drift export out -o talks.xlsx",
    "drift export out -o talks.docx --version via-spanish",
    "drift export out -o talks.xlf",
    "drift export out --to tei -o talks.xml",
    "drift export out --to mqm -o errors.tsv",
    "drift export out --to junit -o drift.xml",
    "drift export out --to github",
    "drift export out --to markdown | gh pr comment --body-file -",
    about=_formats(),
)
def export(
    analysis: Annotated[
        Path, typer.Argument(help="An analysis.jsonl of `drift analyze`, or its folder.", show_default=False)
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="The file to write; - for stdout.")] = Path("-"),
    to: Annotated[str | None, choice(EXPORTS, "The format, where the ending of OUT does not name it.")] = None,
    story: Annotated[list[str] | None, typer.Option(help="Only this story; can be given again.")] = None,
    version: Annotated[list[str] | None, typer.Option(help="Only this version; can be given again.")] = None,
    excel: ExcelOption = False,
) -> None:
    """Write an analysis as a workbook, a Word document, XLIFF, TMX, TEI and more."""
    from drift.analysis import Analysis
    from drift.output.exports import check_form, chosen, write_export

    source = analysis / "analysis.jsonl" if analysis.is_dir() else analysis
    form = check_form(out, to, excel)  # a wrong one is said before the work rather than after it
    if str(out) == "-" and not EXPORTS[form].is_text and sys.stdout.isatty():
        raise typer.BadParameter(f"{form} is nothing for a terminal: name a file", param_hint="--out")
    refuse_input(out, [source])
    write_export(chosen(Analysis.load(source), story or (), version or ()), out, form, excel=excel)
