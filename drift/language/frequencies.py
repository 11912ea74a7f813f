"""How often: twice a day, every two days, three times daily; as times a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from drift.language.numerals import ONES, TENS

_PER_DAY = {
    "hour": 24.0,
    "day": 1.0,
    "night": 1.0,
    "week": 1 / 7,
    "fortnight": 1 / 14,
    "month": 12 / 365.25,
    "quarter": 4 / 365.25,
    "year": 1 / 365.25,
}
_LY = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_COUNT = r"\d+|" + "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
_UNIT = "|".join(_PER_DAY)
_PATTERN = re.compile(
    rf"\b(?:(?P<times>once|twice|thrice|(?:{_COUNT})\s+times)\s+(?:(?:an?|per|every|each)\s+(?P<unit>{_UNIT})|(?P<ly>{'|'.join(_LY)}))"
    rf"|(?:once\s+)?every\s+(?P<every>{_COUNT}|other|second)\s+(?P<units>{_UNIT})s?"
    rf"|every\s+(?P<each>{_UNIT})|(?P<plain>{'|'.join(_LY)}))\b",
    re.IGNORECASE,
)
_SAME = 0.1  # twice a month is every two weeks


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many times a day, and where it is said; `is_counted` where it says a number of times or units."""

    per_day: float
    start: int
    end: int
    is_counted: bool


@lru_cache(maxsize=4096)
def frequencies(text: str) -> tuple[Frequency, ...]:
    """What a text says of how often.

    >>> [round(f.per_day, 2) for f in frequencies("Twice a day, then every two days.")]
    [2.0, 0.5]
    """
    return tuple(_of(match) for match in _PATTERN.finditer(text))


def are_same(a: Frequency, b: Frequency) -> bool:
    """Whether both come to the same, months and weeks taken roughly."""
    return abs(a.per_day - b.per_day) <= _SAME * max(a.per_day, b.per_day)


def _of(match: re.Match[str]) -> Frequency:
    def found(name: str) -> str:
        return (match[name] or "").lower()

    if found("times"):
        per_day = _times(found("times")) * _PER_DAY[found("unit") or _LY[found("ly")]]
    elif found("every"):
        per_day = _PER_DAY[found("units")] / _times(found("every"))
    else:
        per_day = _PER_DAY[found("each") or _LY[found("plain")]]
    return Frequency(per_day, match.start(), match.end(), bool(found("times") or found("every")))


def _times(words: str) -> float:
    first = words.split()[0]
    if first.isdigit():
        return max(1.0, float(first))
    return {"once": 1.0, "twice": 2.0, "thrice": 3.0, "other": 2.0, "second": 2.0}.get(
        first, float(TENS.get(first, ONES.get(first, 1)) or 1)
    )
