"""Quantities as people say them: half past seven, one in four, half a million, a year and a half, an hour and ten minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drift.language.numerals import MAGNITUDES, ONES, TENS
from drift.language.units import UNITS, is_money, unit_of

_HUNDREDTHS = ("penny", "cent")
_MOST = 1000  # "one in 2019" is no share
_MINUTES = {"five": 5, "ten": 10, "twenty-five": 25, "twenty five": 25, "twenty": 20, "quarter": 15, "half": 30}
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midnight|1[0-2]|[1-9]"
_COUNT = r"(?:\d+(?:\.\d+)?|" + "|".join([*TENS, *ONES]) + r")(?:-(?:" + "|".join(ONES) + "))?"
_SPAN = "years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|centur(?:y|ies)"
_LARGE = "hundred|thousand|million|billion|trillion|dozen|century|decade|year|month|day|hour|minute|mile|kilomet(?:re|er)|ton(?:ne)?|met(?:re|er)|kilo|pound|pint|acre"

PATTERN = rf"""
      (?P<toldtime>\b(?:(?P<minutes>{"|".join(sorted(_MINUTES, key=len, reverse=True))})(?:\s+minutes)?\s+(?P<way>past|to|after|before)
        |half(?=\s+(?:seven|eight|nine|ten|eleven|twelve|six|five|four|three|two|one)\b(?!\s+of)))\s+(?P<told>{_HOURS})\b
        (?!\s*(?:percent|%|million|thousand|hundred|people|per\s+cent|{_SPAN})|\s+[a-z]{{4,}}s\b)(?:\s*(?P<toldhalf>[ap])\.?m\b|\s+in\s+the\s+(?P<daypart>morning|afternoon|evening)\b)?)
    | (?P<odds>\b(?P<some>{_COUNT})\s+(?:in|out\s+of(?:\s+every)?|of\s+every)\s+(?P<every>{_COUNT})\b(?![.,:]?\d)(?!\s*(?:{_SPAN}|%|percent)\b))
    | (?P<everyother>\bevery\s+(?:other|second)\b(?!\s+(?:{_SPAN}|time|word|thing|of|one|party|country)\b))
    | (?P<andhalf>\b(?P<whole>{_COUNT})[\s-]+and[\s-]+(?:a[\s-]+(?P<portion>half|quarter)|(?P<threeq>three[\s-]quarters))\b)
    | (?P<unithalf>\b(?P<lead>an?|one)\s+(?P<halved>{_LARGE})\s+and\s+a\s+(?P<portion2>half|quarter)\b)
    | (?P<partof>\b(?P<part>half|a\s+quarter\s+of|three[\s-]quarters\s+of|quarter\s+of)[\s-]+an?[\s-]+(?P<large>{_LARGE})\b)
    | (?P<summed>\b(?P<count1>{_COUNT}|an?)[\s-]*(?P<unit1>years?|hours?|hrs?|h|feet|foot|ft|minutes?|min|lbs?|pounds?|dollars?|euros?|stone|st)(?:\s+and|,)?[\s-]*(?P<count2>{_COUNT})
        (?:[\s-]*(?P<unit2>months?|minutes?|mins?|min|inch(?:es)?|in\b|seconds?|secs?|s\b|ounces?|oz|pounds?|lbs?|pence|p|cents?)\b|(?<=\dh\d\d)(?!\d)|(?=\s+tall\b)))
    | (?P<folded>\b(?P<fold>two|three|four|five|six|seven|eight|nine|ten|\d+)[\s-]?fold\b)
    | (?P<fortnight>\b(?:a|one)\s+fortnight\b)
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What such words come to. `sort` and `unit` are those of a `Quantity`; `end` is where the figure's own words end."""

    sort: str
    values: frozenset[float]
    unit: str
    start: int
    end: int
    weak: bool = False


def spoken(match: re.Match[str]) -> Spoken:
    """The value of what `PATTERN` matched."""
    start, end = match.span()
    if match["toldtime"]:
        return Spoken("time", _clock(match), "", start, end)
    if match["odds"]:
        some, every = _number(match["some"]), _number(match["every"])
        share = 100 * some / every
        return Spoken("share", frozenset({share, *(float(round(share, k)) for k in (0, 1))}), "%", start, end)
    if match["everyother"]:
        return Spoken("share", frozenset((50.0,)), "%", start, end, weak=True)
    if match["andhalf"]:
        part = 0.75 if match["threeq"] else 0.5 if match["portion"] == "half" else 0.25
        return Spoken("number", frozenset((_number(match["whole"]) + part,)), "", start, end)
    if match["unithalf"] or match["partof"]:
        named = (match["halved"] or match["large"]).lower()
        times = 1.0 if match["unithalf"] else 0.0
        told = (match["portion2"] or match["part"]).lower()
        times += 0.5 if told == "half" else 0.75 if told.startswith("three") else 0.25
        return Spoken("number", frozenset((times * MAGNITUDES.get(named, 1.0),)), unit_of(named), start, end)
    if match["folded"]:
        return Spoken("number", frozenset((_number(match["fold"]),)), "", start, end, weak=True)
    if match["fortnight"]:
        return Spoken("number", frozenset((1.0,)), "fortnight", start, end)
    return _sum(match)


def is_spoken(match: re.Match[str]) -> bool:
    """Whether what matched counts: "three in ten" is a share, "12 in 5" is none, and feet and minutes make no sum."""
    if match["odds"]:
        return 0 < _number(match["some"]) < _number(match["every"]) <= _MOST
    if match["summed"]:
        one, two = _units(match)
        if two in _HUNDREDTHS:
            return is_money(one)
        return bool(one and two) and UNITS[one][0] == UNITS[two][0] and UNITS[one][1] > UNITS[two][1]
    return True


def _units(match: re.Match[str]) -> tuple[str, str]:
    """The two units of a sum; pounds are weights here, unless pence follow."""
    one = unit_of(match["unit1"].lower())
    if unit_of((match["unit2"] or "").lower()) in _HUNDREDTHS:
        return one, unit_of(match["unit2"].lower())
    one = "stone" if match["unit1"].lower() == "st" else "lb" if one == "£" else one
    two = unit_of((match["unit2"] or ("inch" if one == "foot" else "minute")).lower())
    return one, "inch" if two == "" else "lb" if two == "£" else two


def _sum(match: re.Match[str]) -> Spoken:
    one, two = _units(match)
    first = 1.0 if match["count1"].lower() in ("a", "an") else _number(match["count1"])
    if two in _HUNDREDTHS:
        return Spoken("number", frozenset((first + _number(match["count2"]) / 100,)), one, match.start(), match.end())
    value = first * UNITS[one][1] / UNITS[two][1] + _number(match["count2"])
    return Spoken("number", frozenset((value,)), two, match.start(), match.end())


def _clock(match: re.Match[str]) -> frozenset[float]:
    """Minutes since midnight, of the morning and of the evening unless the text says which."""
    told = match["told"].lower()
    hour = {"noon": 12, "midnight": 0}.get(told, -1)
    hour = int(_number(told)) if hour < 0 else hour
    minutes = _MINUTES[match["minutes"].lower()] if match["minutes"] else 30
    at = hour * 60 + (-minutes if match["way"] and match["way"].lower() in ("to", "before") else minutes)
    if told in ("noon", "midnight"):
        return frozenset((float(at % 1440),))
    morning, evening = float(at % 720), float(at % 720 + 720)
    if match["daypart"]:
        return frozenset((morning if match["daypart"].lower() == "morning" else evening,))
    if match["toldhalf"]:
        return frozenset((evening if match["toldhalf"].lower() == "p" else morning,))
    return frozenset((morning, evening))


def _number(words: str) -> float:
    if words[0].isdigit():
        return float(words)
    return float(sum(TENS.get(word, ONES.get(word, 0)) for word in re.split(r"[\s-]+", words.lower())))
