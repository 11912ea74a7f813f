"""A version's text -> its sentences, with their offsets, and its language.

Boundaries come from sentencex (Wikimedia's rules for some 250 languages). On top of it: a line is a paragraph
unless the text is hard-wrapped, a dateline before a paragraph stands by itself, and sentences inside a quotation
are sentences too, so that a copy which dropped the quotation marks, or left one open, is still split like its
original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from drift.sentences import furniture
from drift.sentences.language import detect_language
from drift.types import Sentence, Version

_QUOTE = re.compile(r"[\"“”„‟«»‹›「」『』《》‘‛()\[\]]|(?<!\w)'")
_OPENING = frozenset("“„‟«‹「『《‘‛([")
_CLOSING = "\"“”»›」』》’')]"
_FRENCH_OPENING = re.compile(r"\s[«‹]\s")
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]\.\s*$")  # J. Smith, M. Dupont: not every language's rules know them
_WINDOW = 2_000  # characters given to the splitter at once; no sentence gets longer
_MIN_WRAP, _MAX_WRAP = 40, 120  # columns that texts are wrapped to
_TERMINAL = tuple('.!?…"”»’)')


def split(version: Version) -> Version:
    """The version with its language (kept if known), its sentences and which of them are page furniture.

    Sentences are trimmed, ordered and do not overlap; together they hold every character that is no space. The units
    of a paired version stay as they are.
    """
    language = version.language or detect_language(version.text)
    if version.paired:
        return replace(version, language=language)
    spans = _sentences(version.text, language or "en")
    sentences = tuple(Sentence(version.text[start:end], start, end) for start, end in spans)
    return replace(
        version, language=language, sentences=furniture.mark(sentences, version.text, is_page=bool(version.left_out))
    )


def split_lines(version: Version) -> Version:
    """The version with one sentence a line: line numbers are the indices, blank lines are empty sentences."""
    language = version.language or detect_language(version.text)
    sentences = []
    start = 0
    for line in version.text.removesuffix("\n").split("\n"):
        first, last = _trim(version.text, start, start + len(line))
        sentences.append(Sentence(version.text[first:last], first, last))
        start += len(line) + 1
    return replace(version, language=language, sentences=tuple(sentences))


def _sentences(text: str, language: str) -> list[tuple[int, int]]:
    """(start, end) of every sentence."""
    spans: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        cut = start + furniture.lead(text[start:end])
        if cut > start:
            spans.append(_trim(text, start, cut))
        bounds = [cut, *_begins(text, cut, end, language), end]
        spans += _worded(text, [_trim(text, *pair) for pair in pairwise(bounds)])
    return spans


def _worded(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of a paragraph without the empty ones; one of marks alone (a stray quote) joins its neighbour."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        has_words = any(map(str.isalnum, text[start:end]))
        if kept and start < end and (not has_words or not any(map(str.isalnum, text[slice(*kept[-1])]))):
            kept[-1] = (kept[-1][0], end)
        elif start < end:
            kept.append((start, end))
    return kept


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every paragraph with something in it: a line, or a block of lines in a hard-wrapped text."""
    mark = "\n\n" if _is_wrapped(text) else "\n"
    start = 0
    for paragraph in text.split(mark):
        if paragraph and not paragraph.isspace():
            yield start, start + len(paragraph)
        start += len(paragraph) + len(mark)


def _is_wrapped(text: str) -> bool:
    """Whether lines were broken to fit a width: nearly each inner line had no room for the next one's first word, and
    most of them end amid a sentence."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not _MIN_WRAP <= width <= _MAX_WRAP:
        return False
    inner = [(line, following) for line, following in pairwise(lines) if line and following.strip()]
    full = sum(len(line) + 1 + len(following.split()[0]) > width for line, following in inner)
    ended = sum(line.endswith(_TERMINAL) for line, _ in inner)
    return len(inner) >= 3 and full >= 0.9 * len(inner) and ended <= 0.4 * len(inner)


def _begins(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where the sentences after the first begin, window by window: the splitter's time grows with the square of the
    length in the worst case. A window's last sentence is looked at again in the next."""
    while end - start > _WINDOW:
        found = [start + at for at in _boundaries(text[start : start + _WINDOW], language)]
        space = text.rfind(" ", start, start + _WINDOW) + 1
        found = found or [space if space > start else start + _WINDOW]
        yield from found
        start = found[-1]
    yield from (start + at for at in _boundaries(text[start:end], language))


def _boundaries(paragraph: str, language: str) -> list[int]:
    """Where sentences inside the paragraph begin."""
    found = _raw_boundaries(paragraph, language)
    if _QUOTE.search(paragraph):
        bare = _QUOTE.sub(" ", paragraph)
        begins = {_before_marks(paragraph, at) for at in _raw_boundaries(bare, language)}
        found |= {at for at in begins if _is_boundary(paragraph, at)}
    return [
        at for at in sorted(found) if 0 < at < len(paragraph) and not _INITIAL.search(paragraph, max(0, at - 5), at)
    ]


def _raw_boundaries(paragraph: str, language: str) -> set[int]:
    from sentencex import get_sentence_boundaries

    return {boundary["end_index"] for boundary in get_sentence_boundaries(language, paragraph)}


def _before_marks(paragraph: str, at: int) -> int:
    """The place before the quotation marks and brackets that stand right before `at`."""
    if _FRENCH_OPENING.fullmatch(paragraph, max(0, at - 3), at):
        at -= 2
    while at and _QUOTE.match(paragraph, at - 1):
        at -= 1
    return at


def _is_boundary(paragraph: str, at: int) -> bool:
    """Whether a sentence begins at `at`, where one would if the text had no quotation marks.

    Not at a mark that closes what stands before, nor after “Really?”, where the sentence may go on: he asked.
    """
    before = paragraph[:at].rstrip()
    if at == len(before) and paragraph[at : at + 1] not in _OPENING and _QUOTE.match(paragraph, at):
        return False
    said = before.rstrip(_CLOSING)
    follows = paragraph[at:].lstrip()[:1]
    return said == before or (said.endswith((".", "。", "…")) and not follows.islower())


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, max(start, start + len(piece.strip()))
