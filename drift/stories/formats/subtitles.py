"""Subtitles (SubRip, WebVTT): what is said, without numbers, settings and marks; the times are kept for the sentences.

A cue is one line, and one in which a sentence goes on goes on in the line of the cue before; of a dialogue, every turn is
a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from drift.stories.cues import Line, Shown, spoken
from drift.stories.decoding import read_text
from drift.stories.draft import Draft
from drift.types import SetAside

_CLOCK = r"(?:\d+:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIME = re.compile(rf"\s*({_CLOCK})\s*-->\s*({_CLOCK})")
_TAG = re.compile(r"</?(?:[bius]|c|v|lang|ruby|font)(?:[.\s][^<>]*)?>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE)
_RUBY = re.compile(r"<rt(?:[.\s][^<>]*)?>([^<]*)(?:</rt>)?", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^<>]*)>", re.IGNORECASE)
_ASIDE = {"WEBVTT": "header", "NOTE": "note", "STYLE": "style", "REGION": "region"}


def read(path: Path) -> list[Draft]:
    """The file's one version, named by its stem.

    Raises:
        DriftError: There are no cues in it.
    """
    aside: list[SetAside] = []
    cues = _parse(read_text(path), aside)
    return [spoken(cues, aside, path)]


def _parse(text: str, aside: list[SetAside]) -> list[Shown]:
    """The cues in their order; what is none is set aside."""
    cues: list[Shown] = []
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
            cues.append(Shown(begins, ends, list(said)))
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


def _said(lines: Sequence[str], aside: list[SetAside]) -> Iterator[Line]:
    """The words of a cue's lines; who speaks goes on speaking until another voice does."""
    voice = ""
    for line in _BREAK.sub("\n", "\n".join(lines)).replace("\\h", " ").split("\n"):
        aside += (SetAside(aid, "reading aid") for aid in _RUBY.findall(line) if aid.strip())
        pieces = _VOICE.split(_RUBY.sub("", line))
        for name, said in zip(["", *pieces[1::2]], pieces[::2], strict=True):
            voice = name.strip() or voice
            words = " ".join(_TAG.sub("", said).split())
            if words:
                yield Line(words, voice)
