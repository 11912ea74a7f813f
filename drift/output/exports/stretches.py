"""Where findings lie: a side's text cut at their words, and the sentences that these stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drift.types import Finding, Side, Span, Version


def stretches(text: str, findings: Sequence[Finding], side: Side) -> list[tuple[str, tuple[Finding, ...]]]:
    """`text` as pieces, each with the findings that mark it; spans that overlap are one piece with the findings of all.

    >>> from drift.types import Span
    >>> one, two = (Finding("number", (Span("version", *at),), 0.5) for at in ((2, 5), (4, 6)))
    >>> [(piece, len(found)) for piece, found in stretches("abcdefgh", [one, two], "version")]
    [('ab', 0), ('cdef', 2), ('gh', 0)]
    """
    spans = sorted(
        (max(0, span.start), min(len(text), span.end), number)
        for number, finding in enumerate(findings)
        for span in finding.spans
        if span.side == side
    )
    joined: list[tuple[int, int, set[int]]] = []
    for start, end, number in spans:
        if start >= end:
            continue
        if joined and start < joined[-1][1]:
            first, last, numbers = joined[-1]
            joined[-1] = first, max(last, end), numbers | {number}
        else:
            joined.append((start, end, {number}))
    cut: list[tuple[str, tuple[Finding, ...]]] = []
    at = 0
    for start, end, numbers in joined:
        cut += [(text[at:start], ()), (text[start:end], tuple(findings[number] for number in sorted(numbers)))]
        at = end
    return [(piece, found) for piece, found in [*cut, (text[at:], ())] if piece]


def places(version: Version, sentences: Sequence[int], span: Span) -> Iterator[tuple[int, int, int]]:
    """The sentences that a span of a passage lies in, each with the start and the end of the span's part in that sentence.

    Args:
        version: The version on the span's side.
        sentences: The sentences of the passage.
        span: Characters of the passage, which joins its sentences by a space.
    """
    at = 0
    for index in sentences:
        length = len(version.sentences[index].text)
        start, end = max(0, span.start - at), min(length, span.end - at)
        if start < end:
            yield index, start, end
        at += length + 1
