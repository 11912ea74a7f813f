"""What cues of subtitles say, joined to lines that hold whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from drift.stories.draft import Draft
from drift.stories.sources import shown, stem
from drift.types import Cue, DriftError, SetAside

_TURN = re.compile(r"[-–—]\s*\S")
_TERMINAL = tuple('.!?…"”»)]♪♫:。！？')
_OPEN = frozenset(
    "the a an of to and or but in on at by with from for as than that if when my your his our their".split()
)
_NEAR = 0.5  # seconds between two cues of one sentence
_PUNCTUATED = 0.6  # share of cues that end as sentences do, from which one that does not goes on
_ROLLING = 0.4  # share of cues that begin with what is on the screen already
_DOTS = ("...", "…")
_DASHES = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a cue says, and who says it; "" where WebVTT's voice tags do not tell."""

    text: str
    voice: str = ""


@dataclass(slots=True)
class Shown:
    """A cue: its times and its lines."""

    begins: str
    ends: str
    lines: list[Line]


def spoken(cues: Sequence[Shown], aside: Sequence[SetAside], path: Path) -> Draft:
    """The version that cues are, named by the file's stem: a line for every sentence or turn, each piece with its times.

    Args:
        cues: In their order; what roll-up captions show again is taken out of them.
        aside: What the reader has found besides.
        path: The file.

    Raises:
        DriftError: Nothing is said in them.
    """
    repeats = _take_out_repeats(cues)
    lines = _joined(cues)
    if not lines:
        raise DriftError(f"{shown(path)} holds no subtitles with their times; save it as plain text.")
    text = "\n".join(" ".join(piece.text for piece, _ in line) for line in lines)
    return Draft(stem(path), text, source=str(path), left_out=(*aside, *repeats), cues=tuple(_places(lines)))


def _places(lines: Sequence[Sequence[tuple[Line, Shown]]]) -> Iterator[Cue]:
    """Where each piece stands in the text of all lines."""
    at = 0
    for line in lines:
        for piece, cue in line:
            yield Cue(at, at + len(piece.text), cue.begins, cue.ends)
            at += len(piece.text) + 1


def _joined(cues: Sequence[Shown]) -> list[list[tuple[Line, Shown]]]:
    """The lines of all cues, each with its cue; those among which a sentence goes on together."""
    ends = [cue.lines[-1].text for cue in cues if cue.lines]
    is_punctuated = sum(end.endswith(_TERMINAL) for end in ends) >= _PUNCTUATED * len(ends)
    is_shouted = sum(end.isupper() for end in ends) > len(ends) / 2
    found: list[list[tuple[Line, Shown]]] = []
    for before, cue in zip([None, *cues], cues, strict=False):
        may_go_on = is_punctuated and _is_near(before, cue)
        for place, line in enumerate(cue.lines):
            above = found[-1][-1][0] if found else None
            if (
                above
                and not _is_turn(above, line)
                and (
                    place
                    or _goes_on(above.text, line.text)
                    or (may_go_on and _may_go_on(above.text, line.text, is_shouted))
                )
            ):
                found[-1].append((line, cue))
            else:
                found.append([(line, cue)])
    return found


def _take_out_repeats(cues: Sequence[Shown]) -> list[SetAside]:
    """Take out what captions that roll up show again, lines that the cue before ended with; what is taken is returned."""
    repeats = [_repeated(before, cue) for before, cue in pairwise(cues)]
    if sum(map(bool, repeats)) < _ROLLING * len(cues):
        return []
    aside: list[SetAside] = []
    for cue, count in reversed(list(zip(cues[1:], repeats, strict=True))):
        aside += (SetAside(line.text, "shown again") for line in cue.lines[:count])
        del cue.lines[:count]
    return aside


def _repeated(before: Shown, cue: Shown) -> int:
    """How many of the cue's first lines are the last ones of the cue before."""
    most = min(len(before.lines), len(cue.lines))
    return next((k for k in range(most, 0, -1) if before.lines[-k:] == cue.lines[:k]), 0)


def _is_turn(above: Line, line: Line) -> bool:
    """Whether somebody else begins to speak."""
    return above.voice != line.voice or bool(_TURN.match(line.text))


def _goes_on(above: str, line: str) -> bool:
    """Whether a sentence goes on from a line to the next cue: in lower case, after a comma, a word like `the`, or dots."""
    if above.endswith(_DOTS) and line.startswith(_DOTS):
        return True
    is_open = above.endswith(",") or above.rpartition(" ")[2] in _OPEN
    is_ended = above.endswith(_TERMINAL) and not above.endswith(_DOTS)
    return not is_ended and (line[:1].islower() or (is_open and line[:1].isalnum()))


def _may_go_on(above: str, line: str, is_shouted: bool) -> bool:
    """Whether it may where nothing but the missing end says so: what breaks off, and signs in capitals, stand alone."""
    is_sign = not is_shouted and (above.isupper() or line.isupper())
    return not above.endswith((*_TERMINAL, *_DASHES)) and line[:1].isalnum() and not is_sign


def _is_near(before: Shown | None, cue: Shown) -> bool:
    return before is not None and 0 <= _seconds(cue.begins) - _seconds(before.ends) <= _NEAR


def _seconds(clock: str) -> float:
    """The time in seconds.

    >>> _seconds("01:02:03,500"), _seconds("02:03.5")
    (3723.5, 123.5)
    """
    whole, _, fraction = clock.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds + float(f"0.{fraction or 0}")
