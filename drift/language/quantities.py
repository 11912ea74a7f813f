"""Finds what a text counts, measures or dates: numbers in figures and words, units, money, times, months, weekdays."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from drift.language import spoken
from drift.language.numerals import (
    DECADES,
    FIGURE_PATTERN,
    FRACTION_PATTERN,
    MAGNITUDES,
    NUMERAL_PATTERN,
    OPENINGS,
    WEAK,
    percentages,
    readings,
    value_of,
)
from drift.language.time_zones import zone_after
from drift.language.units import SPELLINGS, UNIT_PATTERN, UNITS, is_money, unit_of
from drift.language.wordlist import listed

Sort = Literal["number", "share", "ordinal", "decade", "time", "month", "weekday", "day or month"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands.

    `values` are all readings of an ambiguous spelling ("13.000" is 13 or 13,000). `unit` is a key of `UNITS`, "" if
    there is none. `comparator` is one of > < ~ [ ] (more than, less than, about, from, to) or "". `start:end` covers the figure,
    `from_:to` also the comparator before and the unit after it. `per` is the unit of time of a rate ("a minute"), `zone` a time's
    hours ahead of UTC where the text says them, `of` what a share
    of a number comes to ("half of the 60": 30). A `weak` one ("one", "first", "both") is no
    evidence if it stands alone: such words come and go in a faithful translation.
    """

    sort: Sort
    values: frozenset[float]
    start: int
    end: int
    from_: int
    to: int
    unit: str = ""
    comparator: str = ""
    weak: bool = False
    per: str = ""
    zone: float | None = None
    of: frozenset[float] = frozenset()


_MONTHS = listed("january february march april may june july august september october november december")
_WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_COMPARATORS = {
    ">": "more than|over|above|at least|exceeding|exceeded|exceeds|exceed|upwards of|in excess of|no fewer than|"
    "no less than|not less than|greater than|a minimum of|better than|surpass(?:ed|es|ing)?|topped|beyond",
    "<": "less than|under|below|fewer than|at most|up to|no more than|not more than|a maximum of|short of|"
    "(?<!twice )(?<!times )(?<!half )as (?:many|much) as",
    "~": "about|around|approximately|approx\\.?|roughly|some|circa|an estimated|estimated|close to|nearly|almost|"
    "in the region of|or so|just over|just under|slightly more than|slightly less than|little more than|little over",
}

_CODES = "|".join(name.upper() for name in SPELLINGS if len(name) == 3 and name.isalpha() and is_money(SPELLINGS[name]))
_DAYPART = r"\s+in\s+the\s+(?:morning|afternoon|evening)\b|\s+at\s+night\b"
_WRITTEN = rf"""
      (?P<iso>\b(?P<iy>\d{{4}})-(?P<im>\d\d)-(?P<id>\d\d)\b)
    | (?P<slashed>\b(?P<s1>\d{{1,2}})[/.](?P<s2>\d{{1,2}})[/.](?P<s3>\d{{4}}|\d\d)\b)
    | (?P<clock>\b(?P<hour>\d{{1,2}})(?:[:h](?P<minute>[0-5]\d)(?::[0-5]\d)?|[.](?P<dotted>[0-5]\d)(?=\s*[ap]\.?m\b))?
        (?:\s*(?P<half>[ap])(?:\.m\.|m\b)|\s*(?P<oclock>o['’]clock)|(?<=[:h]\d\d))(?!\d)(?P<daypart>{_DAYPART})?)
    | (?P<parted>\b(?P<hour2>\d{{1,2}})(?:[.](?P<minute2>[0-5]\d))?(?P<daypart2>{_DAYPART}))
    | (?P<noon>\b(?:(?:12|twelve)\s+)?(?:noon|midday|midnight)\b)
    | (?P<spelled>\b(?:{"|".join(DECADES)})\b)
    | (?P<decade>['’]?\b(?P<tens>\d{{3}}0|\d0)['’]?s\b)
    | (?P<figure>(?:(?P<before>(?:US|A|AU|C|CA|HK|NZ|S|NT|R)\$|(?:(?-i:{_CODES})|Rs\.?)(?=\s?\d)|[$€£¥₹₽₴₺₩₪₦₱฿₫])\s?)?(?<![\w,])(?<!\d\.)
        (?P<digits>{FIGURE_PATTERN})(?P<nth>(?:st|nd|rd|th|º|ª)\b)?)
    | (?P<fraction>{FRACTION_PATTERN})
    | (?P<worded>{NUMERAL_PATTERN})
    | (?P<month>\b(?:{"|".join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)
    | (?P<weekday>\b(?:(?:{"|".join(_WEEKDAYS)})s?\b|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)(?=[.,)])))
    | (?P<weak>\b(?:{"|".join(sorted(WEAK, key=len, reverse=True))})\b)
"""
_PATTERN, _SPOKEN = (re.compile(pattern, re.VERBOSE | re.IGNORECASE) for pattern in (_WRITTEN, spoken.PATTERN))
# Letters joined to a figure make a name of it ("B-52", "Covid-19"), but for these ("mid-1990", "under-21").
_IN_NAME = re.compile(r"[^\W\d_]\.?[-‑]?$")
_NO_NAME = re.compile(
    r"\b(?:mid|pre|post|under|over|top|early|late|ex|sub|aged?|by|to|and|or|of|in)[-‑]$", re.IGNORECASE
)
_AFTER = re.compile(
    r"[\s-]*(?:(?P<lead>hundred|thousand|lakh)\s+(?=(?:thousand|million|billion|trillion|lakh|crore)\b))?(?P<scale>hundred|thousand|million|billion|trillion|milliard|lakh|crore|dozen|milion|mio|bn|mn|mln|bln|tn|trn|[km]\b)?"
    rf"(?:\b|(?=\W))(?:[\s-]*(?P<unit>{UNIT_PATTERN}))?",
    re.IGNORECASE,
)
_PER = re.compile(
    r"(?:\s+(?:an?|per|every|each)\s+|\s?/\s?|\s+times\s+(?:an?|per)\s+)(?P<per>second|minute|hour|day|week|month|year|sec|min|hr|h|s)\b(?!\s+and\s+a\b)"
    r"|\s+(?P<daily>hourly|daily|weekly|monthly|annually|yearly)\b",
    re.IGNORECASE,
)
_DAILY = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year"}
_BELOW_ZERO = re.compile(
    r"(?:\s+(?:degrees|celsius|centigrade|fahrenheit)|\s?°\s?[CF]?)*\s+below\s+(?:zero|freezing)\b", re.IGNORECASE
)
_MINUS = re.compile(r"(?:^|[\s(,;])(?:minus\s|[-−])$", re.IGNORECASE)
_IN_SPACE = re.compile(r"\s*m\s+(?:tall|high|long|wide|deep|thick|away|above|below|underwater|apart)\b", re.IGNORECASE)
_METRES = re.compile(r"\s+m\b(?=\s*(?:[.,;:)]|$)|\s+(?:and|or|of|from|to|in|by|at|into|behind|short)\b)")
_BEFORE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{n}>{c})" for n, c in zip(("more", "less", "near"), _COMPARATORS.values(), strict=True))
    + r")"
    r"\s+(?:(?:an?|the|of|another|additional)\s+)?[$€£¥₹]?\s*$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"\s+(?:or|and)\s+(?:(?P<more>more|over|above|higher|upwards?|older|longer|warmer|later)"
    r"|(?P<less>less|fewer|under|below|lower|younger|shorter|colder|earlier))\b(?!\s+than\b)",
    re.IGNORECASE,
)
_ABOUT_NEARBY = re.compile(
    r"\b(?:just|slightly|little|nearly|almost)\s+(?:more|less|over|under|above|below)\b", re.IGNORECASE
)
_DATED = re.compile(
    r"(?:\b(?:in|of|last|next|this|since|until|by|early|late|mid|from|to|and|on)|\d(?:st|nd|rd|th)?)[\s,-]*$",
    re.IGNORECASE,
)


# Letters of scripts that put no space between a word and a figure.
_UNSPACED = re.compile("[\u0e00-\u0e4f\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text` in order. Digits inside a name (Covid-19, B-52) are none."""
    if not text.isascii():
        text = _UNSPACED.sub(" ", text)
    found: list[Quantity] = []
    end = 0
    for place in _PLACES.finditer(text):
        if place.start() < end or (place.group().isalpha() and place.group().lower() not in _OPENINGS):
            continue
        if hours := _hours_of_day(text, place.start()):
            found.append(hours)
            end = hours.end
            continue
        told = _SPOKEN.match(text, place.start())
        match = told if told and spoken.is_spoken(told) else _PATTERN.match(text, place.start())
        if not match:
            continue
        made = _spoken(match, text) if match is told else _RULES[_group(match)](match, text)
        found += [_at_a_rate(made[0], text)] if len(made) == 1 else made
        end = max(match.end(), found[-1].end if found else 0)
    return tuple(_zoned(q, text) for q in _bounded(_shares_of_numbers(found, text), text))


def _zoned(quantity: Quantity, text: str) -> Quantity:
    """A time of day with the zone that follows it."""
    found = zone_after(text, quantity.to) if quantity.sort == "time" else None
    return replace(quantity, zone=found[0], to=found[1]) if found else quantity


_BETWEEN, _AND = re.compile(r"\bbetween\s+[$€£¥₹]?$", re.IGNORECASE), re.compile(r"\s+and\s+[$€£¥₹]?", re.IGNORECASE)
_TO = re.compile(r"\s+to\s+[$€£¥₹]?|\s?[-–]\s?[$€£¥₹]?", re.IGNORECASE)


def _bounded(found: list[Quantity], text: str) -> list[Quantity]:
    """Quantities, those of "between 2 and 8" and "2 to 8 metres" with the bounds that they are."""
    for k, (low, high) in enumerate(pairwise(found)):
        opened = _BETWEEN.search(text, max(0, low.start - 12), low.start)
        plain = not (low.comparator or high.comparator) and low.sort == high.sort == "number"
        if opened and plain and _AND.fullmatch(text, low.to, high.start):
            found[k] = replace(low, comparator="[", from_=opened.start())
            found[k + 1] = replace(high, comparator="]", from_=low.to)
        elif plain and high.unit and max(low.values) < max(high.values) and _TO.fullmatch(text, low.to, high.start):
            found[k + 1] = replace(high, comparator="]", from_=low.to)
    return found


_OF_A_NUMBER = re.compile(r"(?:\s+of)?\s+(?:the|its|their|his|her|our|all|these|those)(?:\s+\w+['’]s?)?\s+$|\s+of\s+$")


def _shares_of_numbers(found: list[Quantity], text: str) -> list[Quantity]:
    """Quantities, the shares among them with what they come to: half of the 60, a quarter of its 200 seats.

    Such a half is no weak word, since it counts.
    """
    for k, (share, whole) in enumerate(pairwise(found)):
        counted = whole.sort == "number" and not whole.unit and not whole.weak and min(whole.values) > 2
        if share.unit == "%" and counted and _OF_A_NUMBER.fullmatch(text[share.to : whole.start]):
            of = frozenset(
                float(round(x * y / 100))
                for x in share.values
                for y in whole.values
                if abs(x * y / 100 % 1 - 0.5) > 0.4
            )
            found[k] = replace(share, of=of, weak=share.weak and not of)
    return found


# Where a quantity can begin: asking the long pattern there only is ten times as fast as searching with it.
_PLACES = re.compile(r"[A-Z]{1,2}\$|[^\W\d_]+|[$€£¥₹₽₴₺₩₪₦₱฿₫.,]?\d|[$€£¥₹₽₴₺₩₪₦₱฿₫]")
_OPENINGS = OPENINGS | set(listed("noon midday midnight sept rs a an every quarter half"))
_OPENINGS |= {code.lower() for code in _CODES.split("|")}
_OPENINGS |= {form for name in (*_MONTHS, *_WEEKDAYS) for form in (name, name + "s", name[:3], name[:4])}


_AT = re.compile(r"\b(?:at|by|until|till|since|from)\s+$", re.IGNORECASE)
_HOURS_OF_DAY = re.compile(r"(?P<hour>\d{1,2})\s?h(?P<minute>[0-5]\d)?\b")


def _hours_of_day(text: str, start: int) -> Quantity | None:
    """The time of day that French, Spanish and Portuguese write with an h and translations keep: "at 15h", "by 8h30"."""
    match = _HOURS_OF_DAY.match(text, start)
    if not match or int(match["hour"]) > 24 or not _AT.search(text, max(0, start - 7), start):
        return None
    return _make("time", {int(match["hour"]) * 60.0 + int(match["minute"] or 0)}, match)


def _group(match: re.Match[str]) -> str:
    return next(name for name in _RULES if match.group(name) is not None)


def _at_a_rate(quantity: Quantity, text: str) -> Quantity:
    """With the unit of time that follows: "600 litres a minute"."""
    if quantity.sort not in ("number", "share") or UNITS.get(quantity.unit, ("",))[0] in ("speed", "months"):
        return quantity
    after = _PER.match(text, quantity.to) or _PER.match(text, _next_word(text, quantity.to))
    if not after:
        return quantity
    per = _DAILY[after["daily"].lower()] if after["daily"] else unit_of(after["per"].lower())
    return replace(quantity, per=per, to=after.end())


def _next_word(text: str, start: int) -> int:
    """Where the word after a figure ends, which is what it counts: "90 beats a minute"."""
    word = re.compile(r"\s+[^\W\d_]+").match(text, start)
    return word.end() if word else start


def _spoken(match: re.Match[str], text: str) -> list[Quantity]:
    told = spoken.spoken(match)
    sort: Sort = "time" if told.sort == "time" else "share" if told.sort == "share" else "number"
    quantity = Quantity(sort, told.values, told.start, told.end, told.start, told.end, told.unit, weak=told.weak)
    return [_with_surroundings(quantity, text, told.unit) if sort == "number" else quantity]


def _make(sort: Sort, values: set[float], match: re.Match[str], weak: bool = False) -> Quantity:
    start, end = match.span()
    return Quantity(sort, frozenset(values), start, end, start, end, weak=weak)


def _iso(match: re.Match[str], text: str) -> list[Quantity]:
    return [
        _make("number", {float(match["iy"])}, match),
        _make("month", {float(match["im"])}, match),
        _make("number", {float(match["id"])}, match),
    ]


def _slashed(match: re.Match[str], text: str) -> list[Quantity]:
    """A date in figures: the parts above 12 are days; two below could each be the month."""
    first, second = int(match["s1"]), int(match["s2"])
    year = {float(match["s3"])} if len(match["s3"]) == 4 else {2000.0 + int(match["s3"]), 1900.0 + int(match["s3"])}
    sorts: tuple[Sort, Sort] = ("day or month", "day or month")
    if first > 12:
        sorts = ("number", "month")
    elif second > 12:
        sorts = ("month", "number")
    return [
        _make(sorts[0], {float(first)}, match),
        _make(sorts[1], {float(second)}, match),
        _make("number", year, match),
    ]


def _clock(match: re.Match[str], text: str) -> list[Quantity]:
    hour, minute = int(match["hour"]), int(match["minute"] or match["dotted"] or 0)
    if hour > 24:
        return [_make("number", {float(hour)}, match)]
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        return [_make("time", {hour * 60.0 + minute}, match)]
    if match["daypart"]:
        return [_make("time", {_of_daypart(hour, match["daypart"]) * 60.0 + minute}, match)]
    # Without am or pm a small hour may be either, and "3:10" may be a score: its parts count as well.
    return [_make("time", {hour * 60.0 + minute} | ({(hour + 12) * 60.0 + minute} if hour <= 12 else set()), match)]


def _parted(match: re.Match[str], text: str) -> list[Quantity]:
    """A time of day that is told by the part of the day alone: 7.45 in the evening, 8 in the morning."""
    hour = int(match["hour2"])
    if not 0 < hour <= 24 or not (match["minute2"] or _AT.search(text, max(0, match.start() - 7), match.start())):
        start, end = match.span("hour2")  # 12 died in the morning: no time
        return [_with_surroundings(Quantity("number", frozenset({float(hour)}), start, end, start, end), text, "")]
    return [_make("time", {_of_daypart(hour, match["daypart2"]) * 60.0 + int(match["minute2"] or 0)}, match)]


def _of_daypart(hour: int, part: str) -> int:
    """The hour of the day, 0 to 23."""
    late = "noon" in part or "evening" in part or ("night" in part and 5 < hour < 12)
    return (hour % 12 + 12 * late) if hour <= 12 else hour


def _noon(match: re.Match[str], text: str) -> list[Quantity]:
    return [_make("time", {0.0, 1440.0} if match.group().lower().endswith("midnight") else {720.0}, match, weak=True)]


def _decade(match: re.Match[str], text: str) -> list[Quantity]:
    tens = int(match["tens"])
    return [_make("decade", {float(tens % 100)} if tens < 100 else {float(tens), float(tens % 100)}, match)]


def _spelled_decade(match: re.Match[str], text: str) -> list[Quantity]:
    tens = float(DECADES[match.group().lower()])
    return [_make("decade", {tens, 1900 + tens}, match)]


def _figure(match: re.Match[str], text: str) -> list[Quantity]:
    start = match.start()
    head = text[max(0, start - 8) : start]
    if not match["before"] and _IN_NAME.search(head) and not _NO_NAME.search(head):
        return []
    if match["nth"]:
        return [_of_century(_make("ordinal", readings(match["digits"]), match), text)]
    quantity = _make("number", readings(match["digits"]) | _years(match["digits"], head), match)
    unit = SPELLINGS.get((match["before"] or "").lower().rstrip("."), "")
    return [_with_surroundings(quantity, text, unit)]


def _years(digits: str, head: str) -> set[float]:
    """The years that two figures stand for: 1968/69, '38."""
    if len(digits) != 2 or not digits.isdigit():
        return set()
    if season := re.search(r"(?<!\d)(\d\d)\d\d\s?[/–-]$", head):
        return {float(season[1] + digits)}
    return {1900.0 + int(digits), 2000.0 + int(digits)} if re.search(r"(?:^|[\s(])['’]$", head) else set()


_CENTURY = re.compile(r"[\s-]+centur(?:y|ies)\b", re.IGNORECASE)


def _of_century(quantity: Quantity, text: str) -> Quantity:
    """An ordinal, with the years that it stands for if a century's: the 19th century is the 1800s."""
    century = _CENTURY.match(text, quantity.end)
    if not century:
        return quantity
    return replace(quantity, values=quantity.values | {(v - 1) * 100 for v in quantity.values}, to=century.end())


_RANKED = re.compile(r"[-‑](?:\w+est|most|least|best|worst|last)\b", re.IGNORECASE)


def _worded(match: re.Match[str], text: str) -> list[Quantity]:
    word = match.group().lower()
    value, is_ordinal = value_of(word)
    if is_ordinal:
        # "second" is a unit of time as well and "third" a fraction, so both prove little.
        ranked = bool(_RANKED.match(text, match.end()))  # third-largest
        return [_of_century(_make("ordinal", {value}, match, weak=value <= 3 and not ranked), text)]
    vague = word.endswith("s") and (word.removesuffix("s") in MAGNITUDES or word in ("tens", "ones"))
    return [_with_surroundings(_make("number", {value}, match, weak=vague or word in WEAK), text, "")]


def _fraction(match: re.Match[str], text: str) -> list[Quantity]:
    start = match.start() - 2 * bool(re.search(r"\ba\s$", text[: match.start()], re.IGNORECASE))
    share = _make("share", percentages(match.group()), match)
    return [_compared(replace(share, unit="%", start=start, from_=start), text)]


_SURNAME = re.compile(r"\s+[A-Z][^\W\d_]")


def _month(match: re.Match[str], text: str) -> list[Quantity]:
    """A month; one that is a word as well ("may", "march"), or cut short, needs a capital and a date around it.

    Cut short before a capital it is somebody's first name ("according to Jan Hall").
    """
    name, short = match.group(), match.group().lower()[:3]
    if len(name) == 3 and short != "may" and _SURNAME.match(text, match.end()):
        return []
    if short in ("may", "mar") or len(name) < 5:
        dated = re.match(r"[.,]?\s*\d", text[match.end() : match.end() + 4])
        if name[0].islower() or not (dated or _DATED.search(text, max(0, match.start() - 12), match.start())):
            return (name.lower() in ("june", "july") and [_make("month", {6.0 + (short == "jul")}, match)]) or []
    return [_make("month", {float([m[:3] for m in _MONTHS].index(short) + 1)}, match)]


_EVE = re.compile(r"\b(?:night\s+(?:before|to)|eve\s+of)\s+$", re.IGNORECASE)


def _weekday(match: re.Match[str], text: str) -> list[Quantity]:
    if len(match.group()) < 6 and match.group()[0].islower():
        return []  # "sat", "sun", "wed"
    day = float([d[:3] for d in _WEEKDAYS].index(match.group().lower()[:3]))
    # The night before Sunday, the night to Sunday: Saturday night.
    eve = {(day - 1) % 7} if _EVE.search(text, max(0, match.start() - 14), match.start()) else set()
    return [_make("weekday", {day} | eve, match)]


def _weak(match: re.Match[str], text: str) -> list[Quantity]:
    word = match.group()
    value = WEAK.get(word, WEAK.get(word.lower()))
    if value is None:
        return []
    if 0 < value < 1:
        return [_compared(replace(_make("share", {100 * value}, match, weak=True), unit="%"), text)]
    return [_make("number", {value}, match, weak=True)]


_RULES = {
    "spelled": _spelled_decade, "iso": _iso, "slashed": _slashed, "clock": _clock, "parted": _parted, "noon": _noon, "decade": _decade,
    "figure": _figure, "fraction": _fraction, "worded": _worded, "month": _month, "weekday": _weekday, "weak": _weak,
}  # fmt: skip


def _with_surroundings(quantity: Quantity, text: str, unit: str) -> Quantity:
    """Adds magnitude and unit after the figure and the comparator before it."""
    values, end, to = quantity.values, quantity.end, quantity.to
    after = _AFTER.match(text, end)
    scale = (after["scale"] or "").lower() if after else ""
    spelled = re.sub(r"\s+", " ", (after["unit"] or "").lower()) if after else ""
    if scale == "m" and not unit and not is_money(unit_of(spelled)):
        # "5 m" without money: metres or millions
        if _IN_SPACE.match(text, end) or _METRES.match(text, end):
            return replace(quantity, unit="m", to=after.end("scale") if after else to)
        return replace(quantity, values=values | {v * 1e6 for v in values}, to=after.end("scale") if after else to)
    if scale and after:
        times = MAGNITUDES[scale] * (MAGNITUDES[after["lead"].lower()] if after["lead"] else 1)
        values, end = frozenset(v * times for v in values), after.end("scale")
        to = end
    found = unit_of(spelled)
    if quantity.sort == "number" and _MINUS.search(text[max(0, quantity.start - 7) : quantity.start]):
        values = frozenset(-v for v in values)
    elif below := _BELOW_ZERO.match(text, end):
        values, end, to = frozenset(-v for v in values), below.end(), max(to, below.end())
        found = found or "degree"
    if found and after and not unit:
        unit, to = found, max(to, after.end("unit") if after["unit"] else to)
    told = _compared(replace(quantity, values=values, end=end, to=to, unit=unit), text)
    if told.comparator:
        return told
    if re.match(r"\+(?!\w)", text[end : end + 2]):
        return replace(told, comparator=">", to=max(to, end + 1))
    if behind := _OR_MORE.match(text, to):
        return replace(told, comparator=">" if behind["more"] else "<", to=behind.end())
    return told


_NOT_BEFORE = re.compile(r"(?:\b(?:not|never|cannot)|n['’]t)\s+(?:\w+\s+)?$", re.IGNORECASE)


def _compared(quantity: Quantity, text: str) -> Quantity:
    """With what stands before it: more than, less than, about."""
    before = _BEFORE.search(text, max(0, quantity.start - 40), quantity.start)
    if not before:
        return quantity
    comparator, from_ = {"more": ">", "less": "<", "near": "~"}[before.lastgroup or "near"], before.start()
    if comparator == ">" and _NOT_BEFORE.search(text, max(0, from_ - 24), from_):
        comparator = "<"  # do not take more than
    if _ABOUT_NEARBY.match(text, max(0, from_ - 9)) or _ABOUT_NEARBY.search(text, max(0, from_ - 9), before.end()):
        comparator = "~"
    return replace(quantity, from_=from_, comparator=comparator)
