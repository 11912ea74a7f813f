"""Subtitles (SubRip, WebVTT): what is said, without numbers, times, settings and marks.

A cue is one line, and one that goes on in lower case in the next cue goes on in the line; of a dialogue, every turn is a
line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.stories.sources import stem
from drift.types import DriftError, SetAside

_TIME = re.compile(r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}")
_TAG = re.compile(r"</?(?:[bius]|c|v|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE)
_TURN = re.compile(r"[-–—]\s*\S")
_TERMINAL = tuple('.!?…"”»)]♪♫')
_OPEN = frozenset(
    "the a an of to and or but in on at by with from for as than that if when my your his our their".split()
)
_ASIDE = {"WEBVTT": "header", "NOTE": "note", "STYLE": "style", "REGION": "region"}


def read(path: Path) -> list[Draft]:
    """The file's one version, named by its stem.

    Raises:
        DriftError: There are no cues in it.
    """
    lines: list[str] = []
    aside: list[SetAside] = []
    for block in _blocks(read_text(path)):
        time = next((place for place, line in enumerate(block[:2]) if _TIME.match(line.strip())), None)
        kind = block[0].split()[0].partition(":")[0]
        if time is not None:
            _add_cue(block[time + 1 :], lines)
        elif kind in _ASIDE:
            text = " ".join(" ".join(block).split()).removeprefix(kind).strip()
            aside += [SetAside(text, _ASIDE[kind])] if text else []
        elif lines:
            _add_cue(block, lines)
        else:
            aside.append(SetAside(" ".join(block), "before the first cue"))
    if not any(lines):
        raise DriftError(f"{path} holds no subtitles with their times; save it as plain text.")
    return [Draft(stem(path), "\n".join(lines), source=str(path), left_out=tuple(aside))]


def _goes_on(line: str, cue: str) -> bool:
    """Whether a sentence goes on from a line to the next cue: in lower case, or after a comma or a word like `the`."""
    is_open = line.endswith(",") or line.rpartition(" ")[2] in _OPEN
    return not line.endswith(_TERMINAL) and (cue[:1].islower() or (is_open and cue[:1].isalnum()))


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines up to the next blank one."""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")):
        lines = [line for line in block.split("\n") if line.strip()]
        if lines:
            yield lines


def _add_cue(cue: list[str], lines: list[str]) -> None:
    """Put what a cue says at the end of the lines."""
    for line in cue:
        text = " ".join(_TAG.sub("", line).split())
        goes_on = bool(lines) and _goes_on(lines[-1], text)
        is_same_cue = line is not cue[0] and bool(lines)
        if not text:
            continue
        if (is_same_cue or goes_on) and not _TURN.match(text):
            lines[-1] += f" {text}"
        else:
            lines.append(text)
