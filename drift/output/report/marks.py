"""Findings -> disjoint marks on a side's text, each with a severity of its own."""

from __future__ import annotations

from dataclasses import dataclass

from drift.types import Drift, Finding, Severity, Side, severity_of


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` (exclusive) of a side's text show finding number `finding`, this severe."""

    start: int
    end: int
    finding: int
    severity: Severity


def marks(drift: Drift, side: Side) -> list[Mark]:
    """The marks of one side in text order; where findings overlap, the graver one keeps the characters.

    >>> from drift.types import Drift, Finding, Span
    >>> words = Span("original", 3, 9), Span("original", 6, 12)
    >>> found = tuple(Finding("number", (span,), weight) for span, weight in zip(words, (0.9, 0.5)))
    >>> [(m.start, m.end, m.finding, m.severity) for m in marks(Drift(1.0, "critical", found), "original")]
    [(3, 9, 0, 'critical'), (9, 12, 1, 'major')]
    """
    made: list[Mark] = []
    for number, finding in enumerate(drift.findings):
        for span in finding.spans:
            if span.side == side:
                free = _free(span.start, span.end, made)
                made += (Mark(start, end, number, mark_severity(drift, finding)) for start, end in free)
    return sorted(made, key=lambda mark: mark.start)


def mark_severity(drift: Drift, finding: Finding) -> Severity:
    """The severity of one finding of a drift, by its share in it."""
    share = finding_drift(drift, finding)
    return drift.severity if share is None else severity_of(share)


def finding_drift(drift: Drift, finding: Finding) -> float | None:
    """The gravest finding bears the whole drift of its link, the others a part by their weight; None where unjudged."""
    gravest = max(f.weight for f in drift.findings)
    if drift.drift is None or not gravest:
        return drift.drift
    return drift.drift * finding.weight / gravest


def pieces(text: str, drift: Drift, side: Side) -> list[tuple[str, Mark | None]]:
    """`text` cut at its marks: stretches with their mark, or None between marks."""
    cut: list[tuple[str, Mark | None]] = []
    at = 0
    for mark in marks(drift, side):
        cut += [(text[at : mark.start], None), (text[mark.start : mark.end], mark)]
        at = mark.end
    return [(piece, mark) for piece, mark in [*cut, (text[at:], None)] if piece]


def _free(start: int, end: int, taken: list[Mark]) -> list[tuple[int, int]]:
    """What of [start, end) no mark has taken yet."""
    free, at = [], start
    for mark in sorted(taken, key=lambda mark: mark.start):
        if mark.start < end and mark.end > at:
            free.append((at, mark.start))
            at = mark.end
    return [(a, b) for a, b in [*free, (at, end)] if a < b]
