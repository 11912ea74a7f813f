"""Documents that are zip archives of XML: Word's, OpenDocument's, EPUB's."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from drift.stories import markup
from drift.stories.sources import read_bytes, shown
from drift.types import DriftError

_OLD = b"\xd0\xcf\x11\xe0"  # what documents of Microsoft's old kind, and protected ones of the new, begin with
_MOST = 1 << 29  # bytes that a part may have when it is unpacked; more is no text but an attack on the memory


class Package:
    """The parts of such a document.

    Args:
        path: The file.
        kind: What a message calls it: `Word document`.

    Raises:
        DriftError: If it is none.
    """

    def __init__(self, path: Path, kind: str) -> None:
        raw = read_bytes(path)
        self.path, self.kind = path, kind
        if raw.startswith(_OLD):
            raise DriftError(
                f"{shown(path)} is protected by a password, or a file of Microsoft's old kind; save it as a {kind} without one."
            )
        try:
            self._archive = zipfile.ZipFile(BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError):
            raise DriftError(f"{shown(path)} is no {kind}; check the suffix, or save it anew.") from None
        self._names = {info.filename: info for info in self._archive.infolist()}

    def bytes(self, name: str) -> bytes:
        """A part's content; empty where there is no such part.

        Raises:
            DriftError: It is damaged, encrypted or far too large.
        """
        info = self._names.get(name)
        if info is None:
            return b""
        try:
            if info.file_size > _MOST:
                raise ValueError("too large")
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
            raise DriftError(
                f"{shown(self.path)}: its part {name} is damaged or encrypted; save it anew, without a password."
            ) from None

    def xml(self, name: str) -> Any | None:
        """A part's root element; None where there is no such part.

        Raises:
            DriftError: It is not well-formed.
        """
        raw = self.bytes(name)
        return markup.parse_bytes(raw, f"{shown(self.path)}, {name}") if raw.strip() else None

    def needed(self, name: str) -> Any:
        """A part's root element.

        Raises:
            DriftError: There is no such part, or it is not well-formed.
        """
        root = self.xml(name)
        if root is None:
            raise DriftError(
                f"{shown(self.path)} is no {self.kind} (it has no {name}); check the suffix, or save it anew."
            )
        return root


def beside(part: str, target: str) -> str:
    """The name of a part that another one refers to.

    >>> beside("word/document.xml", "../media/a.xml"), beside("word/document.xml", "/word/notes.xml")
    ('media/a.xml', 'word/notes.xml')
    """
    names: list[str] = []
    for name in (PurePosixPath(part).parent / target).parts:
        if name == "/":
            names = []
        elif name == "..":
            del names[-1:]
        else:
            names.append(name)
    return "/".join(names)
