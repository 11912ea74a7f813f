"""Line files as MT's tools have them: a segment a line, line N of every file the same segment, whatever their endings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.formats import READERS
from drift.stories.rows import Rows
from drift.stories.sources import STDIN, shown, stem, suffix
from drift.types import DriftError


def read_lines(path: Path) -> list[str]:
    """The lines of a file, blank ones included.

    Only a line feed ends a line, with or without a carriage return before it, as sacreBLEU and `wc` count; in a file
    without line feeds a carriage return does.

    Raises:
        DriftError: If it cannot be read, or is empty or no text.
    """
    text = read_text(path).replace("\r\n", "\n")
    text = text if "\n" in text else text.replace("\r", "\n")
    return text.removesuffix("\n").split("\n")


def read_parallel(paths: Sequence[Path]) -> Rows:
    """Line files that belong together: a column a file, named after it, and a row a line.

    Raises:
        DriftError: If one cannot be read, or they have not equally many lines.
    """
    if [str(path) for path in paths].count(STDIN) > 1:
        raise DriftError("standard input can be read once only; name files instead of the second -.")
    sides = [read_lines(path) for path in paths]
    if len({len(side) for side in sides}) > 1:
        first, *rest = (
            f"{shown(path)} has {len(side)} line{'s' * (len(side) != 1)}"
            for path, side in zip(paths, sides, strict=True)
        )
        raise DriftError(f"{first}, but {', '.join(rest)}; line files need a line for every segment, blank or not.")
    names = column_names(paths)
    return Rows(names, [dict(zip(names, lines, strict=True)) for lines in zip(*sides, strict=True)])


def column_names(paths: Sequence[Path]) -> list[str]:
    """What the columns of files are called: by stem, file name or path, whichever tells all of them apart.

    >>> column_names([Path("wmt/ref.en"), Path("wmt/hyp.en")]), column_names([Path("mt/hyp.en"), Path("mt/hyp.de")])
    (['ref', 'hyp'], ['hyp.en', 'hyp.de'])
    """
    for name in (stem, lambda path: path.name, str):
        names = [name(path) for path in paths]
        if len(set(names)) == len(names):
            return names
    return [f"{path}, {number}" for number, path in enumerate(paths, start=1)]


def refuse_formats(paths: Sequence[Path]) -> None:
    """Refuse files whose ending says that they hold something else than lines.

    Raises:
        DriftError: If there is one.
    """
    for path in paths:
        form = READERS.get(suffix(path))
        if form and form.module != "text":
            raise DriftError(
                f"{path}: {form.name} is no line file; score it by itself, or add --lines to read it as one."
            )
