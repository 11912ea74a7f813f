"""Subtitles in other formats (SubStation, TTML), read by pysubs2: what is said, with its times."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import ParseError

import pysubs2

from drift.stories.cues import Line, Shown, spoken
from drift.stories.decoding import decode
from drift.stories.draft import Draft
from drift.stories.markup import parse_bytes
from drift.stories.sources import read_bytes, shown, suffix
from drift.types import DriftError, SetAside

_FORMATS = {".ass": "ass", ".ssa": "ssa", ".ttml": "ttml", ".dfxp": "ttml"}


def read(path: Path) -> list[Draft]:
    """The file's one version, named by its stem; cues in the order of their times, comments set aside.

    Raises:
        DriftError: It holds no subtitles of its format.
    """
    raw = read_bytes(path)
    if _FORMATS[suffix(path)] == "ttml":
        parse_bytes(raw, shown(path))  # refuses what expands in memory
    try:
        events = pysubs2.SSAFile.from_string(decode(raw, path), format_=_FORMATS[suffix(path)])
    except (pysubs2.exceptions.Pysubs2Error, ParseError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise DriftError(f"{shown(path)} holds no subtitles of its format; export it anew, or as .srt.") from None
    cues: list[Shown] = []
    aside: list[SetAside] = []
    for event in sorted(events, key=lambda event: event.start):
        lines = [line for line in (" ".join(line.split()) for line in event.plaintext.split("\n")) if line]
        if event.is_comment:
            aside += (SetAside(line, "comment") for line in lines)
        elif not event.is_drawing:
            said = [Line(line, event.name) for line in lines]
            cues.append(Shown(_clock(event.start), _clock(event.end), said))
    return [spoken(cues, aside, path)]


def _clock(milliseconds: int) -> str:
    """The time as WebVTT writes it.

    >>> _clock(3_723_500)
    '01:02:03.500'
    """
    seconds, rest = divmod(max(0, milliseconds), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
