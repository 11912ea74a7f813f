"""An analysis -> the formats of other tools. A new format is one file here and one line of `EXPORTS`.

Every module has `write(analysis, file)`, with the options that its line names; it is imported when first needed.
"""

from __future__ import annotations

import codecs
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from drift.output.files import binary_output
from drift.output.tables import TABLE_WRITERS
from drift.types import DriftError, Results, Story


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what a file of it holds, the endings that name it, what writes it, and whether it is text."""

    holds: str
    endings: tuple[str, ...]
    module: str
    options: Mapping[str, str] = field(default_factory=dict)
    is_text: bool = True

    def write(self, analysis: Results, file: BinaryIO) -> None:
        """Write an analysis."""
        import_module(f"{__name__}.{self.module}").write(analysis, file, **self.options)


_TABLES = {
    ending[1:]: Export("the rows of drift.csv", (ending,), "table", {"ending": ending}, ending != ".parquet")
    for ending in TABLE_WRITERS
}
EXPORTS: dict[str, Export] = {
    **_TABLES,
    "xlsx": Export("a workbook: a sheet a version, severities in colour", (".xlsx",), "xlsx", is_text=False),
    "docx": Export("the versions' texts, the findings as comments on the words", (".docx",), "docx", is_text=False),
    "xliff": Export("XLIFF 2.1, the findings as quality issues of ITS 2.0", (".xliff", ".xlf"), "xliff"),
    "tmx": Export("TMX 1.4, the verdicts as properties and notes", (".tmx",), "tmx"),
    "mqm": Export("errors of MQM, TSV as Marot reads it", (".mqm",), "mqm"),
    "tei": Export("a critical apparatus in TEI", (".tei",), "tei"),
    "junit": Export("tests of a build, failed from major on", (".junit",), "junit"),
    "github": Export("annotations of GitHub Actions", (), "github"),
    "markdown": Export("the comment of a pull request", (".md",), "markdown"),
}


def exports_said() -> str:
    """The formats with their endings, as help texts have them."""
    return ", ".join(f"{name} ({' '.join(e.endings)})" if e.endings else name for name, e in EXPORTS.items())


def write_export(analysis: Results, path: str | Path, form: str | None = None, *, excel: bool = False) -> None:
    """Write an analysis to `path`, standard output for `-`, in one of `EXPORTS`.

    Args:
        analysis: What was found.
        path: Where to.
        form: The format; None for the one that the path's ending names.
        excel: Whether CSV begins with a byte order mark, by which Excel knows UTF-8.

    Raises:
        DriftError: If no format is named, the analysis does not fit into it, or the file cannot be written.
    """
    form = check_form(path, form, excel)
    with binary_output(path) as file:
        file.write(codecs.BOM_UTF8 if excel else b"")
        EXPORTS[form].write(analysis, file)


def check_form(path: str | Path, form: str | None = None, excel: bool = False) -> str:
    """The key of `EXPORTS` for a path and the format that was asked for.

    Raises:
        DriftError: If there is none, or if `excel` is asked of another format than CSV.

    >>> check_form("talks.xlf"), check_form("errors.tsv", "mqm")
    ('xliff', 'mqm')
    """
    ending = Path(path).suffix.lower()
    form = form or next((name for name, export in EXPORTS.items() if ending in export.endings), None)
    if form is None:
        raise DriftError(f"{path}: its ending names no format; choose one with --to: {', '.join(EXPORTS)}.")
    if excel and form != "csv":
        raise DriftError(f"{path}: --excel is for CSV, which begins with a byte order mark then; leave it out.")
    return form


def chosen(analysis: Results, stories: Collection[str] = (), versions: Collection[str] = ()) -> Results:
    """The analysis with only the stories and comparisons of these names; all of them where none is named.

    Raises:
        DriftError: If there is none of a name.
    """
    _check("story", stories, [story.name for story in analysis.stories])
    kept = [story for story in analysis.stories if not stories or story.name in stories]
    _check("version", versions, [c.version for story in kept for c in story.comparisons])
    if versions:
        kept = [made for story in kept if (made := _compared(story, versions)).comparisons]
    return Results(tuple(kept), analysis.signature)


def _compared(story: Story, versions: Collection[str]) -> Story:
    """The story with the comparisons of these versions, and with the versions that these are between."""
    comparisons = tuple(c for c in story.comparisons if c.version in versions)
    names = {story.original, *(name for c in comparisons for name in (c.original, c.version))}
    hops = tuple(hop for hop in story.hops if {hop.original, hop.version} <= names)
    kept = tuple(version for version in story.versions if version.name in names)
    return replace(story, versions=kept, comparisons=comparisons, hops=hops)


def _check(what: str, names: Collection[str], known: Collection[str]) -> None:
    missing = next((name for name in names if name not in known), None)
    if missing is not None:
        raise DriftError(
            f"there is no {what} {missing} in the analysis; choose from {', '.join(dict.fromkeys(known))}."
        )
