"""Pairs longer than a network reads at once: cut into sentences, aligned, judged in windows, and put together.

Nothing is cut off. A sentence that is too long by itself is cut at its clauses, or failing these by its words; such pieces
are judged two links at a time, each link with the one before it and with the one after, so that no change hides in a cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from drift.alignment import align
from drift.encoders.protocols import Encoder
from drift.judging.gaps import gap_drift
from drift.language.words import split_words
from drift.sentences.split import split
from drift.types import Drift, Finding, Sentence, Span, Version, severity_of

MOST_WORDS = 60  # of a piece; a longer sentence is cut
_BREAK = re.compile("[\n\r\u2028]")
_CLAUSE_END = re.compile(r"[;:—–]|,(?=\s)|[、，；：]")


Piece = tuple[Sentence, bool]  # and whether its sentence goes on


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a long pair: the texts, and where they begin in the whole; a gap has an empty side."""

    original: str
    version: str
    original_start: int
    version_start: int

    @property
    def is_gap(self) -> bool:
        """Whether the passage stands on one side only."""
        return not (self.original and self.version)


def windows(original: str, version: str, encoder: Encoder) -> list[Window]:
    """The windows of a long pair, in the original's order; together they hold every word of both sides."""
    left, right = (pieces(text) for text in (original, version))
    links = align([s.text for s, _ in left], [s.text for s, _ in right], encoder)
    parts = [([left[i] for i in link.original], [right[j] for j in link.version]) for link in links]
    found = [_window(original, version, one, two) for one, two in parts]
    for before, after in pairwise(parts):
        if _is_cut_between(before, after):
            found.append(_window(original, version, before[0] + after[0], before[1] + after[1]))
    return found


def pieces(text: str) -> list[Piece]:
    """The sentences of a text, long ones in pieces, each with whether it was cut off before its sentence ended."""
    found: list[Piece] = []
    line = _BREAK.sub(" ", text)  # a text of broken lines would be laid out anew, and its offsets with it
    for sentence in split(Version("", line)).sentences:
        bounds = [*_cuts(sentence), sentence.end]
        start = sentence.start
        for end in bounds:
            found.append((Sentence(text[start:end], start, end), end < sentence.end))
            start = end
    return found


def judged(windows: Sequence[Window], drifts: Sequence[Drift]) -> Drift:
    """The verdict on a long pair from those on its windows: the gravest counts, every finding is kept once."""
    drift = max(d.drift or 0.0 for d in drifts)
    found: dict[tuple[object, ...], tuple[float, Finding]] = {}
    for window, verdict in zip(windows, drifts, strict=True):
        for finding in verdict.findings:
            moved = replace(finding, spans=tuple(_shifted(span, window) for span in finding.spans))
            found.setdefault((moved.kind, moved.spans), (verdict.drift or 0.0, moved))
    findings = [finding for _, finding in sorted(found.values(), key=lambda item: (-item[0], -item[1].weight))]
    whole = [(len(w.original) + len(w.version), d.similarity) for w, d in zip(windows, drifts, strict=True)]
    weights = [(size, similarity) for size, similarity in whole if similarity is not None]
    similarity = sum(size * s for size, s in weights) / sum(size for size, _ in weights) if weights else None
    severity = severity_of(drift)
    return Drift(drift, severity, tuple(findings) if severity != "none" else (), similarity)


def gap_verdict(window: Window) -> Drift:
    """The drift of a window that is a gap."""
    return gap_drift(window.original, "original") if window.original else gap_drift(window.version, "version")


def _cuts(sentence: Sentence) -> Iterator[int]:
    """Where a long sentence is cut: after the last clause end that leaves a piece short enough, else after a word."""
    words = split_words(sentence.text)
    first = 0
    while len(words) - first > MOST_WORDS:
        last = first + MOST_WORDS
        ends = [k for k in range(first + MOST_WORDS // 3, last) if _CLAUSE_END.match(sentence.text, words[k].start)]
        first = (ends[-1] if ends else last - 1) + 1
        yield sentence.start + words[first].start


def _is_cut_between(before: tuple[list[Piece], list[Piece]], after: tuple[list[Piece], list[Piece]]) -> bool:
    """Whether a sentence was cut between two links that follow each other on both sides."""
    sides = list(zip(before, after, strict=True))
    if not all(one and two and one[-1][0].end <= two[0][0].start for one, two in sides):
        return False
    return any(one[-1][1] for one, _ in sides)


def _window(original: str, version: str, one: Sequence[Piece], two: Sequence[Piece]) -> Window:
    starts = [side[0][0].start if side else 0 for side in (one, two)]
    texts = [
        text[start : max(s.end for s, _ in side)].rstrip() if side else ""
        for text, start, side in zip((original, version), starts, (one, two), strict=True)
    ]
    return Window(texts[0], texts[1], starts[0], starts[1])


def _shifted(span: Span, window: Window) -> Span:
    start = window.original_start if span.side == "original" else window.version_start
    return replace(span, start=span.start + start, end=span.end + start)
