"""Readers: a file of one format -> what it holds of stories. A new format is one new file here and one line of `READERS`.

Every module has `read(path) -> list[Draft]`; those of tables also have `read_rows(path) -> Rows`. What a reader cannot
read it says in a `DriftError`. Texts are handed on as they stand in the file: `drift.stories.story` normalises them.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from drift.types import DriftError

READERS: dict[str, str] = {
    "": "text",
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".csv": "delimited",
    ".tsv": "delimited",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".tmx": "tmx",
    ".xliff": "xliff",
    ".xlf": "xliff",
    ".sdlxliff": "xliff",
    ".mqxliff": "xliff",
}
"""Suffix -> module of this package that reads such files; imported when first needed."""


def reader(path: Path) -> ModuleType:
    """The module that reads files of the path's suffix.

    Raises:
        DriftError: There is none.
    """
    name = READERS.get(path.suffix.lower())
    if name is None:
        known = ", ".join(suffix for suffix in READERS if suffix)
        raise DriftError(f"{path}: no reader for {path.suffix} files; save it as one of {known}.")
    return import_module(f"{__name__}.{name}")


def is_table(path: Path) -> bool:
    """Whether files of this suffix hold rows and columns."""
    return path.suffix.lower() in READERS and hasattr(reader(path), "read_rows")
