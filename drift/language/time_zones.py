"""The time zone that follows a time of day: 9 a.m. Eastern Standard Time, 22:00 (CET)."""

from __future__ import annotations

import re
from functools import lru_cache

from drift.language.lexicon import curated_rows


def zone_after(text: str, start: int) -> tuple[float, int] | None:
    """The hours ahead of UTC of the zone that stands at `start`, and where its name ends; None where none does.

    >>> zone_after("at 22:00 CET.", 8), zone_after("at 22:00 on Monday", 8)
    ((1.0, 12), None)
    """
    hours, pattern = _zones()
    found = pattern.match(text, start)
    if not found or not (found[1].isupper() or " " in found[1]):  # "art" and "wet" are words
        return None
    return hours[found[1].lower()], found.end()


@lru_cache(maxsize=1)
def _zones() -> tuple[dict[str, float], re.Pattern[str]]:
    hours = {name: float(ahead) for ahead, names in curated_rows("time_zones.tsv") for name in names.split("|")}
    names = "|".join(sorted(hours, key=len, reverse=True))
    return hours, re.compile(rf"\s*\(?({names})\b", re.IGNORECASE)
