"""Where the bytes of a text come from: a file, a pipe or standard input (`-`), packed or not; and what its name says.

A pipe can be read once only, so every reader asks for the bytes once.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

from drift.types import DriftError

STDIN = "-"
_UNPACK: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ\0": lzma.decompress,
}
"""What a packed file begins with -> what unpacks it."""
_PACKED = (".gz", ".bz2", ".xz")


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`, unpacked if they are packed by gzip, bzip2 or xz.

    Raises:
        DriftError: If there is no such file, it may not be read, is damaged or is empty.
    """
    try:
        raw = _standard_input() if str(path) == STDIN else path.read_bytes()
    except FileNotFoundError:
        raise DriftError(f"{path}: there is no such file; check the path.") from None
    except IsADirectoryError:
        raise DriftError(f"{path} is a folder where a file is needed; name a file in it.") from None
    except OSError as error:
        raise DriftError(f"{path} cannot be read ({error.strerror}); check its permissions.") from None
    unpack = next((unpack for mark, unpack in _UNPACK.items() if raw.startswith(mark)), None)
    if unpack:
        try:
            raw = unpack(raw)
        except (OSError, EOFError, ValueError, lzma.LZMAError, zlib.error):
            raise DriftError(f"{shown(path)} is packed, but damaged or cut short; pack it anew.") from None
    if not raw.strip():
        raise DriftError(f"{shown(path)} is empty; put the text into it or leave it out.")
    return raw


def suffix(path: Path) -> str:
    """The ending that tells the format, in lower case, without that of a packed file.

    >>> suffix(Path("talks.EN.gz")), suffix(Path("-"))
    ('.en', '')
    """
    return (Path(path.stem) if path.suffix.lower() in _PACKED else path).suffix.lower()


def stem(path: Path) -> str:
    """The name that a text gets from its file's: without the folder and the ending.

    >>> stem(Path("in/talks.en.gz")), stem(Path("-"))
    ('talks', 'stdin')
    """
    if str(path) == STDIN:
        return "stdin"
    return Path(path.stem).stem if path.suffix.lower() in _PACKED else path.stem


def shown(path: Path) -> str:
    """The path as messages name it."""
    return "standard input" if str(path) == STDIN else str(path)


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise DriftError("standard input is closed; name a file instead of -.")
    return sys.stdin.buffer.read()
