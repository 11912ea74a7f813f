"""Readers: a file of one format -> its versions. A new format is one new file here and one line in `READERS`.

A reader is `read(path) -> [(story, version), …]`, with "" for a story that the file does not name and texts that went
through `drift.stories.normalise.normalise`; what it cannot read it says in a `DriftError`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from drift.types import DriftError, Version

Reader = Callable[[Path], list[tuple[str, Version]]]

READERS: dict[str, str] = {
    "": "text",
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".csv": "table",
    ".tsv": "table",
    ".jsonl": "table",
    ".parquet": "table",
    ".tmx": "tmx",
    ".xliff": "xliff",
    ".xlf": "xliff",
}
"""Suffix -> module of this package whose `read` reads such files; imported when first needed."""


def reader(path: Path) -> Reader:
    """The reader for the path's suffix; `DriftError` if there is none."""
    module = READERS.get(path.suffix.lower())
    if module is None:
        known = ", ".join(suffix for suffix in READERS if suffix)
        raise DriftError(f"{path}: no reader for {path.suffix} files; save it as one of {known}.")
    read: Reader = import_module(f"{__name__}.{module}").read
    return read
