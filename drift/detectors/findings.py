"""What the rules share: how a finding is made, and rules that know English alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps

from drift.language.reading import Reading, Text
from drift.sentences.language import detect_language
from drift.types import Finding, Kind, Side, Span, Word


def on_english(detect: Callable[[Reading], list[Finding]]) -> Callable[[Reading], list[Finding]]:
    """Make a detector silent unless both sides are English and say something."""

    @wraps(detect)
    def guarded(reading: Reading) -> list[Finding]:
        return detect(reading) if reading.is_comparable else []

    return guarded


def language_of(side: Text) -> str:
    """The language of a side as ISO 639-1, "" where that is not clear."""
    return "en" if side.is_english else detect_language(side.text)


def finding(
    detector: str, kind: Kind, weight: float, original: Iterable[Word] = (), version: Iterable[Word] = ()
) -> Finding:
    """A finding whose spans cover the given words; words that stand side by side make one span."""
    spans = (*join("original", original), *join("version", version))
    return Finding(kind, spans, min(1.0, max(0.0, weight)), detector)


def finding_on(detector: str, kind: Kind, weight: float, side: Side, words: Iterable[Word]) -> Finding:
    """A finding on words that stand on one side alone."""
    return finding(detector, kind, weight, **{side: words})


def join(side: Side, words: Iterable[Word], gap: int = 1) -> list[Span]:
    """Spans over `words`, joined where no more than `gap` characters lie between."""
    spans: list[Span] = []
    for word in sorted(words, key=lambda w: w.start):
        if spans and word.start - spans[-1].end <= gap:
            spans[-1] = Span(side, spans[-1].start, max(word.end, spans[-1].end))
        else:
            spans.append(Span(side, word.start, word.end))
    return spans
