"""Readers: a file of one format -> what it holds of stories. A new format is one new file here and one line of `FORMATS`.

Every module has `read(path) -> list[Draft]`; those of tables also have `read_rows(path, layout) -> Rows`. What a reader
cannot read it says in a `DriftError`. Texts are handed on as they stand in the file: `drift.stories.story` normalises
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Literal

from drift.stories.sources import suffix
from drift.types import DriftError

Holds = Literal["text", "units", "rows"]
"""A version's running text; units that are paired already; or rows, whose columns say which of the two they are."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read.

    Attributes:
        name: What people call it.
        module: The module of this package that reads it; imported when first needed.
        suffixes: The endings of such files; "" for files without one.
        holds: What such a file holds.
        extra: The extra of this package that brings the library, "" where none is needed.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    holds: Holds
    extra: str = ""


FORMATS = (
    Format("plain text", "text", ("", ".txt"), "text"),
    Format("Markdown", "text", (".md",), "text"),
    Format("web page", "html", (".html", ".htm"), "text"),
    Format("Word document", "docx", (".docx", ".docm"), "text"),
    Format("OpenDocument text", "odt", (".odt", ".ott", ".fodt"), "text"),
    Format("PDF with a text layer", "pdf", (".pdf",), "text", extra="pdf"),
    Format("EPUB book", "epub", (".epub",), "text"),
    Format("subtitles", "subtitles", (".srt", ".vtt"), "text"),
    Format(
        "SubStation and TTML subtitles",
        "substation",
        (".ass", ".ssa", ".ttml", ".dfxp"),
        "text",
        extra="subtitles",
    ),
    Format("delimited table", "delimited", (".csv", ".tsv", ".tab"), "rows"),
    Format("JSON lines", "jsonl", (".jsonl", ".ndjson"), "rows"),
    Format("JSON", "jsonarray", (".json",), "rows"),
    Format("Excel workbook", "xlsx", (".xlsx", ".xlsm"), "rows"),
    Format("Parquet", "parquet", (".parquet",), "rows"),
    Format("translation memory (TMX)", "tmx", (".tmx",), "units"),
    Format("XLIFF", "xliff", (".xliff", ".xlf", ".sdlxliff", ".mqxliff", ".mxliff"), "units"),
    Format("gettext catalogue (PO)", "po", (".po", ".pot"), "units"),
)

READERS = {suffix: form for form in FORMATS for suffix in form.suffixes}
"""Ending -> the format of such files."""

REFUSED = {
    ".doc": ("a Word document of the old kind", ".docx"),
    ".rtf": ("rich text", ".docx or .txt"),
    ".xls": ("an Excel workbook of the old kind", ".xlsx"),
    ".ods": ("an OpenDocument spreadsheet", ".xlsx or .csv"),
    ".pages": ("a Pages document", ".docx"),
    ".ppt": ("slides", ".txt"),
    ".pptx": ("slides", ".txt"),
    ".odp": ("slides", ".txt"),
    ".wpd": ("a WordPerfect document", ".docx"),
    ".mobi": ("a Kindle book", ".epub"),
    ".azw3": ("a Kindle book", ".epub"),
}
"""Endings of common files of texts that are not read -> what they are, and what to save them as."""


def reader(path: Path) -> ModuleType:
    """The module that reads files of the path's ending.

    Raises:
        DriftError: There is none, or the library that it needs is not installed.
    """
    form = READERS.get(suffix(path))
    if form is None:
        known = ", ".join(known for known in READERS if known)
        mend = "" if suffix(path) in REFUSED else f"; save it as one of {known}, or read a line file with --lines"
        raise DriftError(f"{path}: {why_unread(path)}{mend}.")
    try:
        return import_module(f"{__name__}.{form.module}")
    except ModuleNotFoundError as error:
        if not form.extra or (error.name or "").startswith("drift"):
            raise
        raise DriftError(
            f"{path}: {form.name} needs {error.name}: pip install 'retranslation-drift[{form.extra}]'."
        ) from None


def why_unread(path: Path) -> str:
    """Why files of the path's ending are not read, and what to save one as if it is of a kind that holds texts."""
    what, mend = REFUSED.get(suffix(path), ("", ""))
    return f"{what} is not read; save it as {mend}" if what else f"no reader for {suffix(path)} files"


def is_table(path: Path) -> bool:
    """Whether files of this ending hold rows and columns."""
    form = READERS.get(suffix(path))
    return form is not None and form.holds == "rows"


def is_paired(path: Path) -> bool:
    """Whether files of this ending hold units that are paired already."""
    form = READERS.get(suffix(path))
    return form is not None and form.holds == "units"


def formats_said(holds: Holds) -> str:
    """The formats of files that hold this, with their endings, as help texts have them."""
    return ", ".join(
        f"{form.name} ({' '.join(ending for ending in form.suffixes if ending)})"
        for form in FORMATS
        if form.holds == holds
    )
