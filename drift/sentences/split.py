"""A version's text -> its sentences, with their offsets.

The lines are laid out as paragraphs first (`drift.sentences.layout`); inside a paragraph `drift.sentences.boundaries`
tells where sentences begin. A dateline before a paragraph stands by itself; a list's number and a footnote's mark are no
sentences, but parts of what they belong to.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from drift.sentences import furniture
from drift.sentences.boundaries import begins
from drift.sentences.language import detect_language
from drift.sentences.layout import PAGE_NUMBER, Laid, is_number, lay_out
from drift.types import OUTSIDE_OF_ARTICLE, Sentence, Version

_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]+|[-–—*•]")
_FOOTNOTE = re.compile(r"(?:\[\w{1,3}\]\s*)+")


def split(version: Version) -> Version:
    """The version with its language (kept if known), its sentences and which of them are page furniture.

    Sentences are trimmed, ordered and do not overlap; together they hold every character that is no space. Offsets count
    the text of the version returned: where lines were broken to fit a width, they are joined in it, and page numbers
    that parted sentences are in `left_out`. The units of a paired version stay as they are.
    """
    language = version.language or detect_language(version.text)
    if version.paired:
        return replace(version, language=language)
    laid = Laid(version.text) if version.cues else lay_out(version.text)  # a cue's lines are joined by its reader
    spans = _sentences(laid.text, language or "en")
    sentences = [
        Sentence(laid.text[start:end], start, end, unit=times)
        for (start, end), times in zip(spans, _times(version, spans), strict=True)
    ]
    is_page = any(piece.reason == OUTSIDE_OF_ARTICLE for piece in version.left_out)
    marked = furniture.mark(_without_wordless(sentences), laid.text, is_page)
    left_out = (*version.left_out, *laid.left_out)
    return replace(version, text=laid.text, language=language, sentences=marked, left_out=left_out, cues=())


def _times(version: Version, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """When each stretch is shown, from its first cue to its last; "" where there are no cues."""
    starts, ends = [cue.start for cue in version.cues], [cue.end for cue in version.cues]
    for start, end in spans:
        first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
        yield f"{version.cues[first].begins} --> {version.cues[last].ends}" if first <= last else ""


def split_lines(version: Version) -> Version:
    """The version with one sentence a line: line numbers are the indices, blank lines are empty sentences."""
    text = version.text.replace("\u2028", " ")
    language = version.language or detect_language(text)
    sentences = []
    start = 0
    for line in text.removesuffix("\n").split("\n"):
        first, last = _trim(text, start, start + len(line))
        sentences.append(Sentence(text[first:last], first, last))
        start += len(line) + 1
    return replace(version, text=text, language=language, sentences=tuple(sentences))


def _without_wordless(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences, numbers of pages and chapters and ornaments such as `***` set aside, unless there is nothing else."""
    reasons = [_why_wordless(sentence.text) for sentence in sentences]
    if all(reasons):
        return sentences
    return [replace(s, set_aside=reason) if reason else s for s, reason in zip(sentences, reasons, strict=True)]


def _why_wordless(text: str) -> str:
    if text.isascii() and not any(map(str.isalnum, text)):
        return "ornament"
    return PAGE_NUMBER if is_number(text) else ""


def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    """(start, end) of every sentence."""
    spans: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        cut = start + furniture.lead(text[start:end])
        if cut > start:
            spans.append(_trim(text, start, cut))
        bounds = [cut, *begins(text, cut, end, language), end]
        spans += _whole(text, [_trim(text, *pair) for pair in pairwise(bounds)])
    return spans


def _whole(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of a paragraph without the empty ones; a piece that is no sentence joins its neighbour.

    Marks alone (a stray quote) and the marks of footnotes join what stands before them, a list's number what follows.
    """
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if start >= end:
            continue
        piece, before = text[start:end], text[slice(*kept[-1])] if kept else ""
        is_tail = not any(map(str.isalnum, piece)) or bool(_FOOTNOTE.fullmatch(piece))
        if kept and (is_tail or not any(map(str.isalnum, before)) or _MARKER.fullmatch(before)):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every line with something in it."""
    start = 0
    for paragraph in text.split("\n"):
        if paragraph and not paragraph.isspace():
            yield start, start + len(paragraph)
        start += len(paragraph) + 1


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))
