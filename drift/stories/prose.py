"""What readers of word processors' documents gather: paragraphs a line each, notes after them, and what is no text."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from drift.stories.draft import Draft
from drift.stories.sources import shown, stem
from drift.types import DriftError, SetAside

_ENDS = tuple('.!?…:;"”»)')


@dataclass(slots=True)
class Prose:
    """A document as far as it is read: `lines` of the text, its foot- and endnotes, what is set aside."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)

    def add(self, text: str) -> None:
        """A paragraph; a line break in it ends the line, unless a sentence goes on after it in lower case."""
        is_first = True
        for line in filter(None, (" ".join(part.split()) for part in text.split("\n"))):
            if is_first or self.lines[-1].endswith(_ENDS) or not line[0].islower():
                self.lines.append(line)
            else:
                self.lines[-1] += f" {line}"
            is_first = False

    def leave_out(self, text: str, reason: str) -> None:
        """Something that is no part of the text, once for each reason."""
        piece = SetAside(" ".join(text.split()), reason)
        if piece.text and piece not in self.aside:
            self.aside.append(piece)

    def draft(self, path: Path) -> Draft:
        """The version, named by the file's stem, its notes at its end.

        Raises:
            DriftError: There is no text.
        """
        lines = [*self.lines, *self.notes]
        if not lines:
            raise DriftError(f"{shown(path)} holds no text; a picture of a text cannot be read.")
        return Draft(stem(path), "\n".join(lines), source=str(path), left_out=tuple(self.aside))
