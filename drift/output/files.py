"""Where results are written: a file or a folder's files appear whole, when all of them are done, or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryFile
from typing import BinaryIO, TextIO

from drift.types import DriftError


@contextmanager
def output(path: str | Path) -> Iterator[TextIO]:
    """A text file (UTF-8) to write, standard output for `-`.

    Raises:
        DriftError: If it cannot be written.
    """
    if str(path) == "-":
        yield sys.stdout
        return
    with whole_file(path) as part, text_file(part) as file:
        yield file


@contextmanager
def binary_output(path: str | Path) -> Iterator[BinaryIO]:
    """A binary file to write, standard output for `-`.

    Raises:
        DriftError: If it cannot be written.
    """
    if str(path) == "-":
        yield sys.stdout.buffer
        return
    with whole_file(path) as part, part.open("wb") as file:
        yield file


def text_file(path: Path) -> TextIO:
    """A UTF-8 file open for writing; line ends are the writer's.

    A lone surrogate, which has no UTF-8, shows as its escape.
    """
    return path.open("w", encoding="utf-8", newline="", errors="backslashreplace")


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """A path beside `path` to write to, which takes its place once the block is done and vanishes if the block fails.

    A link is followed; a device or a pipe is written to as it is.

    Raises:
        DriftError: If it cannot be written.
    """
    target = Path(path)
    try:
        if target.is_dir():
            raise DriftError(f"{path}: cannot be written (it is a folder); name a file.")
        # /dev/stdout and its like are links to whatever the shell has opened, a file among them.
        if target.exists() and (not target.is_file() or target.parts[1:2] in (("dev",), ("proc",))):
            yield target
            return
        if target.is_symlink():
            target = target.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(_part_name())
        try:
            yield part
            if target.exists():
                shutil.copymode(target, part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise DriftError(f"{path}: cannot be written ({error.strerror}); name another file.") from error


@contextmanager
def whole_folder(path: str | Path) -> Iterator[Path]:
    """A folder to write files into, which take their places in `path` (made if missing) once the block is done.

    Other files in `path` stay. If the block fails, nothing in `path` has changed.

    Raises:
        DriftError: If nothing can be written there.
    """
    target = Path(path)
    is_new = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        part = target / _part_name()
        part.mkdir()
        try:
            yield part
            for file in sorted(file for file in part.rglob("*") if file.is_file()):
                place = target / file.relative_to(part)
                place.parent.mkdir(parents=True, exist_ok=True)
                file.replace(place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
            if is_new:
                with suppress(OSError):  # not empty: all went well
                    target.rmdir()
    except OSError as error:
        raise DriftError(f"{path}: cannot write the results there ({error.strerror}); name another folder.") from error


def check_folder(path: str | Path) -> None:
    """Find out, before the work rather than after it, whether files can be written into `path`; nothing is made.

    Raises:
        DriftError: If they cannot.
    """
    there = Path(path).absolute()
    while not os.path.lexists(there):
        there = there.parent
    try:
        with TemporaryFile(dir=there):
            pass
    except OSError as error:
        raise DriftError(f"{path}: cannot write the results there ({error.strerror}); name another folder.") from error


def _part_name() -> str:
    return f".drift-{token_hex(6)}.part"
