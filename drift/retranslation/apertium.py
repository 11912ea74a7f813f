"""Apertium, a rule-based engine, by its command: free, quick, the same translation every time.

Forcada et al. 2011, "Apertium: a free/open-source platform for rule-based machine translation".
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from drift.retranslation import apy
from drift.retranslation.marks import without_marks
from drift.retranslation.protocols import Direction, Engine, EngineEntry, EngineOptions
from drift.runtime.digest import sha256
from drift.types import DriftError

NAME = "apertium"

_MODES = Path("/usr/share/apertium/modes")
_PARTED = "\n\n"  # what ends a sentence for Apertium, whatever stands before
_DIRECTION = re.compile(r"([a-z]{2,3}(?:_\w+)?)-([a-z]{2,3}(?:_\w+)?)")
_INSTALL = (
    "install it (on Debian: apt-get install apertium apertium-eng-spa; `apt-cache search apertium` shows all pairs), "
    "or name a server with --url"
)


def load(options: EngineOptions) -> Engine:
    """Apertium's command, or a server of it where a URL is given.

    Raises:
        DriftError: If the command is not there.
    """
    if options.url:
        return apy.Apy(options.url, options.per_minute)
    command = shutil.which("apertium")
    if not command:
        raise DriftError(f"Apertium is not installed: {_INSTALL}.")
    return Apertium(command)


class Apertium:
    """Apertium's command.

    Args:
        command: Its path.
    """

    name = NAME

    def __init__(self, command: str) -> None:
        self.command = command

    def directions(self) -> Sequence[Direction]:
        """The directions that are installed.

        Raises:
            DriftError: If none is.
        """
        if not self._directions:
            raise DriftError(f"Apertium has no pair of languages: {_INSTALL}.")
        return self._directions

    @cached_property
    def _directions(self) -> list[Direction]:
        modes = self._run(["-l"]).split()
        return [Direction(*found.groups()) for mode in modes if (found := _DIRECTION.fullmatch(mode))]

    @cached_property
    def _version(self) -> str:
        return self._run(["-V"]).splitlines()[0].strip()

    def made_by(self, direction: Direction) -> str:
        """The program with its version, and the direction's name."""
        return f"{self._version}, {'-'.join(direction)}"

    def revision(self, direction: Direction) -> str:
        """The sha256 over the version and all files of the direction."""
        mode = _MODES / f"{'-'.join(direction)}.mode"
        if not mode.is_file():
            return self.made_by(direction)
        pipeline = mode.read_text(encoding="utf-8")
        files = [Path(name) for name in re.findall(r"'([^']+)'", pipeline)]
        return sha256(self._version, pipeline, *(sha256(file) for file in files if file.is_file())).hex()

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        """The translation of each sentence, without Apertium's marks of unknown words.

        Raises:
            DriftError: If Apertium fails.
        """
        # The first sentence of a stream is treated otherwise than those that follow: let a full stop be the first.
        pieces = self._run(["-u", "-".join(direction)], _PARTED.join([".", *sentences])).split(_PARTED)[1:]
        if len(pieces) != len(sentences):
            if len(sentences) == 1:
                pieces = [" ".join(pieces)]
            else:
                return [self.translate([sentence], direction)[0] for sentence in sentences]
        return [without_marks(piece, sentence) for piece, sentence in zip(pieces, sentences, strict=True)]

    def _run(self, arguments: Sequence[str], text: str = "") -> str:
        done = subprocess.run([self.command, *arguments], input=text, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
            raise DriftError(f"Apertium failed ({said[-1]}); try `apertium {' '.join(arguments)}` by hand.")
        return done.stdout


ENTRY = EngineEntry(
    NAME,
    load,
    frozenset({"url", "per_minute"}),
    "rule-based, by its command or a server at --url",
    "the pairs of languages that are installed (on Debian the packages apertium-eng-spa, apertium-eng-cat and others), or "
    "those of an apertium-apy server",
    is_at_hand=True,
)
