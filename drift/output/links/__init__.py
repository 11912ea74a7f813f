"""Links -> files. A new format is one file here and one line of `LINK_FORMATS`, which the command line reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from drift.output.files import output
from drift.output.links import csv, tmx, vecalign
from drift.types import DriftError, Link, Version

Writer = Callable[[Version, Version, Sequence[Link], TextIO], None]

LINK_FORMATS: dict[str, Writer] = {"csv": csv.write, "vecalign": vecalign.write, "tmx": tmx.write}
DEFAULT = "csv"


def write_links(
    original: Version, version: Version, links: Sequence[Link], path: str | Path, form: str | None = None
) -> None:
    """Write the links to `path`, standard output for `-`, in one of `LINK_FORMATS`.

    Args:
        original: The version whose sentences `Link.original` counts.
        version: The version whose sentences `Link.version` counts.
        links: The links, in the order in which they are written.
        path: Where to.
        form: The format; None for the one that the path's ending names, CSV where it has none.

    Raises:
        DriftError: If the ending names no format, or the file cannot be written.
    """
    form = form or format_of(path)
    with output(path) as file:
        LINK_FORMATS[form](original, version, links, file)


def format_of(path: str | Path) -> str:
    """The format that a path's ending names, CSV where it has none.

    Raises:
        DriftError: If it names none of ours.

    >>> format_of("links.tmx"), format_of("links"), format_of("-")
    ('tmx', 'csv', 'csv')
    """
    ending = Path(path).suffix.lower().removeprefix(".")
    if ending and ending not in LINK_FORMATS:
        known = ", ".join(f".{name}" for name in LINK_FORMATS)
        raise DriftError(f"{path}: no format of links ends in .{ending}; choose one of {known}, or name a --format.")
    return ending or DEFAULT
