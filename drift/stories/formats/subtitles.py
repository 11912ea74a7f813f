"""Subtitles (SubRip, WebVTT): what is said, without numbers, settings and marks; the times are kept for the sentences.

A cue is one line, and one in which a sentence goes on goes on in the line of the cue before; of a dialogue, every turn is
a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.sources import shown, stem
from drift.types import Cue, DriftError, SetAside

_CLOCK = r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIME = re.compile(rf"\s*({_CLOCK})\s*-->\s*({_CLOCK})")
_TAG = re.compile(r"</?(?:[bius]|c|v|lang|ruby|font)(?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE)
_RUBY = re.compile(r"<rt(?:[.\s][^<>]*)?>([^<]*)(?:</rt>)?", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_TURN = re.compile(r"[-–—]\s*\S")
_TERMINAL = tuple('.!?…"”»)]♪♫:。！？')
_OPEN = frozenset(
    "the a an of to and or but in on at by with from for as than that if when my your his our their".split()
)
_ASIDE = {"WEBVTT": "header", "NOTE": "note", "STYLE": "style", "REGION": "region"}
_NEAR = 0.5  # seconds between two cues of one sentence
_PUNCTUATED = 0.6  # share of cues that end as sentences do, from which one that does not goes on
_ROLLING = 0.4  # share of cues that begin with what is on the screen already


@dataclass(slots=True)
class _Shown:
    """A cue: its times and its lines."""

    begins: str
    ends: str
    lines: list[str]


def read(path: Path) -> list[Draft]:
    """The file's one version, named by its stem.

    Raises:
        DriftError: There are no cues in it.
    """
    aside: list[SetAside] = []
    cues = _parse(read_text(path), aside)
    _take_out_repeats(cues, aside)
    lines: list[list[tuple[str, _Shown]]] = []
    is_punctuated = sum(bool(c.lines) and c.lines[-1].endswith(_TERMINAL) for c in cues) >= _PUNCTUATED * len(cues)
    for before, cue in zip([None, *cues], cues, strict=False):
        for place, line in enumerate(cue.lines):
            above = lines[-1][-1][0] if lines else ""
            goes_on = _goes_on(above, line) or (is_punctuated and _is_near(before, cue) and _may_go_on(above, line))
            if lines and (place or goes_on) and not _TURN.match(line):
                lines[-1].append((line, cue))
            else:
                lines.append([(line, cue)])
    if not lines:
        raise DriftError(f"{shown(path)} holds no subtitles with their times; save it as plain text.")
    text = "\n".join(" ".join(piece for piece, _ in line) for line in lines)
    return [Draft(stem(path), text, source=str(path), left_out=tuple(aside), cues=tuple(_places(lines)))]


def _places(lines: Sequence[Sequence[tuple[str, _Shown]]]) -> Iterator[Cue]:
    """Where each piece stands in the text of all lines."""
    at = 0
    for line in lines:
        for piece, cue in line:
            yield Cue(at, at + len(piece), cue.begins, cue.ends)
            at += len(piece) + 1


def _parse(text: str, aside: list[SetAside]) -> list[_Shown]:
    """The cues in their order; what is none is set aside."""
    cues: list[_Shown] = []
    for block in _blocks(text):
        time = next((k for k, line in enumerate(block[:2]) if _TIME.match(line)), None)
        kind = block[0].split()[0].partition(":")[0]
        if time is None and kind in _ASIDE:
            note = " ".join(" ".join(block).split()).removeprefix(kind).strip()
            aside += [SetAside(note, _ASIDE[kind])] if note else []
        elif time is None and not cues:
            aside.append(SetAside(" ".join(block), "before the first cue"))
        else:
            clock = _TIME.match(block[time]) if time is not None else None
            begins, ends = (clock[1], clock[2]) if clock else (cues[-1].begins, cues[-1].ends)
            said = _said(block[time + 1 :] if time is not None else block, aside)
            cues.append(_Shown(begins, ends, list(said)))
    return cues


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines up to the next blank one, or the next cue where no blank line parts them."""
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        block: list[str] = []
        for line in part.split("\n"):
            if _TIME.match(line) and any(map(_TIME.match, block)):
                number = [block.pop()] if block[-1].strip().isdecimal() else []
                yield block
                block = number
            block += [line] if line.strip() else []
        if block:
            yield block


def _said(lines: Sequence[str], aside: list[SetAside]) -> Iterator[str]:
    """The words of a cue's lines."""
    for line in _BREAK.sub("\n", "\n".join(lines)).replace("\\h", " ").split("\n"):
        aside += (SetAside(aid, "reading aid") for aid in _RUBY.findall(line) if aid.strip())
        words = " ".join(_TAG.sub("", _RUBY.sub("", line)).split())
        if words:
            yield words


def _take_out_repeats(cues: Sequence[_Shown], aside: list[SetAside]) -> None:
    """Set aside what captions that roll up show again: lines that the cue before ended with."""
    repeats = [_repeated(before, cue) for before, cue in pairwise(cues)]
    if sum(map(bool, repeats)) < _ROLLING * len(cues):
        return
    for cue, count in reversed(list(zip(cues[1:], repeats, strict=True))):
        aside += (SetAside(line, "shown again") for line in cue.lines[:count])
        del cue.lines[:count]


def _repeated(before: _Shown, cue: _Shown) -> int:
    """How many of the cue's first lines are the last ones of the cue before."""
    most = min(len(before.lines), len(cue.lines))
    return next((k for k in range(most, 0, -1) if before.lines[-k:] == cue.lines[:k]), 0)


def _goes_on(above: str, line: str) -> bool:
    """Whether a sentence goes on from a line to the next cue: in lower case, or after a comma or a word like `the`."""
    is_open = above.endswith(",") or above.rpartition(" ")[2] in _OPEN
    return not above.endswith(_TERMINAL) and (line[:1].islower() or (is_open and line[:1].isalnum()))


def _may_go_on(above: str, line: str) -> bool:
    """Whether it may where nothing but the missing end says so: signs in capitals stand by themselves."""
    return not above.endswith(_TERMINAL) and line[:1].isalnum() and not above.isupper() and not line.isupper()


def _is_near(before: _Shown | None, cue: _Shown) -> bool:
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
