"""Times of day in figures as many languages write them: "20 h 45", "20.45 Uhr", "午後2時30分", "8点半"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drift.language.quantities import quantities

HALF_DAY = 720  # minutes, after which a clock's hands stand alike

_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])\s?(?:(?:[:.：時时点點시]|h|u|uhr|год\.?|час\w*)\s?(?P<minute>[0-5]\d)(?!\d|\s?[%％])"
    r"|(?P<half>[時时点點시]\s?[半반])|(?P<whole>[時时点點시]|(?:h|uhr|heures?|horas?|hodin\w*|час\w*|godz\w*)\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day in a text: where it stands, and the `minutes` that a clock with hands shows since twelve."""

    start: int
    end: int
    minutes: frozenset[int]


def clock_times(text: str, language: str) -> Iterator[ClockTime]:
    """The times of day of a text, in their order; of figures that may be something else as well, what they would be.

    >>> [sorted(t.minutes) for t in clock_times("It landed at quarter to nine in the evening.", "en")]
    [[525]]
    >>> [sorted(t.minutes) for t in clock_times("Il a atterri à 20 h 45.", "fr")]
    [[525]]
    """
    if language == "en":
        told = [q for q in quantities(text) if q.sort == "time"]
        yield from (ClockTime(q.from_, q.to, frozenset(int(v) % HALF_DAY for v in q.values)) for q in told)
        return
    for m in _CLOCK.finditer(text):
        minute = 30 if m["half"] else int(m["minute"] or 0)
        yield ClockTime(m.start(), m.end(), frozenset({(int(m["hour"]) * 60 + minute) % HALF_DAY}))
