"""Placeholders for values that a program fills in (`%d`, `{name}`), lost, new or replaced by others.

MQM has no type of its own for them. One that another stands for says something else (`mistranslation`); one that nothing
stands for is an `omission` or an `addition`, for the value is.
"""

from __future__ import annotations

import re
from collections import Counter

from drift.language.reading import Reading
from drift.types import Finding, Kind, Span

KINDS: tuple[Kind, ...] = ("mistranslation", "omission", "addition")

_WEIGHT = 1.0  # certain from the text alone
# printf of C, Java and Python with or without a position; braces of Python, .NET, ICU and template languages, of which the
# name before a comma, a colon or a mark counts; ${name}.
_PLACEHOLDER = re.compile(
    r"%(?:\((?P<key>\w+)\)|\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:hh|h|ll|l|q)?(?P<type>[@diouxXeEfgGs])(?![^\W_])"
    r"|\$?\{\{?\s*(?P<name>[\w.-]+)\s*(?:[,:!|][^{}]*)?(?:\}\}?|(?=\{))"
)


def detect(reading: Reading) -> list[Finding]:
    """A finding for each placeholder that the other side has not, or has less often; their order is free."""
    left, right = _placeholders(reading.pair.original), _placeholders(reading.pair.version)
    lost, new = _missing(left, right), _missing(right, left)
    changed = [
        Finding("mistranslation", (Span("original", *a), Span("version", *b)), _WEIGHT, "placeholders")
        for a, b in zip(lost, new, strict=False)
    ]
    return [
        *changed,
        *(Finding("omission", (Span("original", *a),), _WEIGHT, "placeholders") for a in lost[len(changed) :]),
        *(Finding("addition", (Span("version", *b),), _WEIGHT, "placeholders") for b in new[len(changed) :]),
    ]


def _placeholders(text: str) -> list[tuple[str, tuple[int, int]]]:
    """What each placeholder stands for, and its characters; a position (`%2$s`) only says in which order."""
    if "%" not in text and "{" not in text:
        return []
    return [
        (match["key"] or match["name"] or f"%{match['type']}", match.span()) for match in _PLACEHOLDER.finditer(text)
    ]


def _missing(
    here: list[tuple[str, tuple[int, int]]], there: list[tuple[str, tuple[int, int]]]
) -> list[tuple[int, int]]:
    left = Counter(name for name, _ in here) - Counter(name for name, _ in there)
    found = []
    for name, span in reversed(here):
        if left[name] > 0:
            left[name] -= 1
            found.append(span)
    return found[::-1]
