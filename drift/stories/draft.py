"""What a reader found in a file, before anything is normalised."""

from __future__ import annotations

from dataclasses import dataclass

from drift.types import Cue, Kind, SetAside


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit of a file that is paired already: its id in the file, and its text ("" where there is none)."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A version as it stands in a file: running `text`, or `units` where the file pairs them.

    `story` is "" where the file does not name one; `source` is the file (and row) that messages name; `left_out` is what
    the reader took for no part of the text; `cues` are where in `text` subtitles are shown; `parent` is the version that it was made from, where the file says so; `is_original` where the file itself says which version is the original; `absent` is the kind of
    finding that a unit without text is.
    """

    name: str
    text: str = ""
    units: tuple[Unit, ...] | None = None
    story: str = ""
    language: str = ""
    source: str = ""
    left_out: tuple[SetAside, ...] = ()
    is_original: bool = False
    absent: Kind = "omission"
    parent: str = ""
    cues: tuple[Cue, ...] = ()
