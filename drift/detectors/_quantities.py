"""Finds what a text counts, measures or dates: numbers in figures and words, units, money, times, months, weekdays."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

Sort = Literal["number", "ordinal", "decade", "time", "month", "weekday", "day or month"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands.

    `values` are all readings of an ambiguous spelling ("13.000" is 13 or 13,000). `unit` is a key of `UNITS`, a currency
    or "%", "" if there is none. `comparator` is one of > < ~ (more than, less than, about) or "". `start:end` covers the
    figure, `from_:to` also the comparator before and the unit after it. A `weak` one ("one", "first", "both") is no
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


# Canonical unit -> what it measures, its size in the base unit, its spellings.
_UNIT_TABLE = """
km|length|1000|km kms kilometre kilometres kilometer kilometers
m|length|1|m metre metres meter meters
cm|length|.01|cm centimetre centimetres centimeter centimeters
mm|length|.001|mm millimetre millimetres millimeter millimeters
mile|length|1609.34|mile miles mi
foot|length|.3048|foot feet ft
inch|length|.0254|inch inches
yard|length|.9144|yard yards yd
kg|mass|1|kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes
g|mass|.001|g gram grams gramme grammes
mg|mass|.000001|mg milligram milligrams
ton|mass|1000|t ton tons tonne tonnes
ounce|mass|.02835|oz ounce ounces
lb|mass|.4536|lb lbs
kmh|speed|1|km/h kph kmh kmph
mph|speed|1.60934|mph
km2|area|1|km² km2 sqkm
m2|area|.000001|m² m2 sqm
ha|area|.01|ha hectare hectares
acre|area|.00404686|acre acres
mile2|area|2.58999|sqmi
litre|volume|1|l litre litres liter liters
ml|volume|.001|ml millilitre millilitres milliliter milliliters
gallon|volume|3.78541|gallon gallons
second|time|1|s sec secs second seconds
minute|time|60|min mins minute minutes
hour|time|3600|h hr hrs hour hours
day|time|86400|day days
week|time|604800|week weeks
month|months|1|month months
year|months|12|year years yr yrs
decade|months|120|decade decades
century|months|1200|century centuries
kw|power|.001|kw kilowatt kilowatts
mw|power|1|mw megawatt megawatts
gw|power|1000|gw gigawatt gigawatts
mb|bytes|.001|mb megabyte megabytes
gb|bytes|1|gb gigabyte gigabytes
tb|bytes|1000|tb terabyte terabytes
%|share|1|% percent pct percentage
degree|temperature|1|° degree degrees
C|temperature|1|°c celsius centigrade
F|temperature F|1|°f fahrenheit
$|money|1|$ dollar dollars usd us$ buck bucks
€|money €|1|€ euro euros eur
£|money £|1|£ pound pounds gbp sterling
¥|money ¥|1|¥ yen jpy
yuan|money yuan|1|yuan renminbi rmb cny
₹|money ₹|1|₹ rupee rupees rs inr
rouble|money rouble|1|rouble roubles ruble rubles ₽
cent|money cent|1|cent cents
franc|money franc|1|franc francs chf
"""
UNITS: dict[str, tuple[str, float]] = {}
_SPELLED: dict[str, str] = {}
for _line in _UNIT_TABLE.strip().splitlines():
    _unit, _measure, _size, _names = _line.split("|")
    UNITS[_unit] = (_measure, float(_size))
    _SPELLED.update(dict.fromkeys(_names.split(), _unit))

_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "crore": 1e7,
    "billion": 1e9, "bn": 1e9, "bln": 1e9, "milliard": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "dozen": 12,
}  # fmt: skip
_ONES = {
    w: i
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ORDINALS = {
    w: i
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth".split(),
        1,
    )
} | {w[:-1] + "ieth": v for w, v in _TENS.items()}
# Words that hold a number and much else; see Quantity.weak.
_WEAK = {
    "one": 1.0, "once": 1.0, "single": 1.0, "both": 2.0, "twice": 2.0, "pair": 2.0, "couple": 2.0, "double": 2.0, "doubled": 2.0,
    "twin": 2.0, "twins": 2.0, "triple": 3.0, "tripled": 3.0, "trio": 3.0, "half": 0.5, "halves": 0.5, "quarter": 0.25, "quarters": 0.25,
    "zero": 0.0, "II": 2.0, "III": 3.0, "IV": 4.0, "VI": 6.0, "VII": 7.0, "VIII": 8.0, "IX": 9.0, "XI": 11.0, "XII": 12.0,
    "XIII": 13.0, "XIV": 14.0, "XVI": 16.0, "dozens": 12.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
}  # fmt: skip
_DECADES = {w[:-1] + "ies": v for w, v in _TENS.items()}
_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_COMPARATORS = {
    ">": "more than|over|above|at least|exceeding|exceeded|exceeds|exceed|upwards of|in excess of|no fewer than|no less than|"
    "not less than|greater than|a minimum of|better than|surpassed|surpasses|surpassing|surpass|topped|beyond",
    "<": "less than|under|below|fewer than|at most|up to|no more than|not more than|a maximum of|as many as|short of",
    "~": "about|around|approximately|approx\\.?|roughly|some|circa|an estimated|estimated|close to|nearly|almost|"
    "in the region of|or so|just over|just under|slightly more than|slightly less than|little more than|little over",
}

_NUMERAL = "|".join(sorted([*_ONES, *_TENS, *_ORDINALS], key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|dozen|lakh|crore|milliard"
_FIGURES = r"\d{1,3}(?:[,.'’]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:[    ]\d{3})+(?![\d])|\d+[.,]\d+|\d+|[.,]\d+"
_PATTERN = re.compile(
    rf"""
      (?P<iso>\b(?P<iy>\d{{4}})-(?P<im>\d\d)-(?P<id>\d\d)\b)
    | (?P<slashed>\b(?P<s1>\d{{1,2}})[/.](?P<s2>\d{{1,2}})[/.](?P<s3>\d{{4}}|\d\d)\b)
    | (?P<clock>\b(?P<hour>\d{{1,2}})(?:[:h](?P<minute>[0-5]\d)(?::[0-5]\d)?|[.](?P<dotted>[0-5]\d)(?=\s*[ap]\.?m\b))?
        (?:\s*(?P<half>[ap])\.?m\b\.?|\s*(?P<oclock>o['’]clock)|(?<=[:h]\d\d))(?!\d))
    | (?P<noon>\b(?:noon|midday|midnight)\b)
    | (?P<spelled>\b(?:{"|".join(_DECADES)})\b)
    | (?P<decade>['’]?\b(?P<tens>\d{{3}}0|\d0)['’]?s\b)
    | (?P<figure>(?:(?P<before>US\$|[$€£¥₹₽])\s?)?(?<![\w,])(?<!\d\.)(?P<digits>{_FIGURES})(?P<nth>(?:st|nd|rd|th|º|ª)\b)?)
    | (?P<worded>\b(?:{_NUMERAL}|{_SCALE})(?:s|ths?)?\b
        (?:(?:[\s-]+(?:and\s+)?|-)(?:{_NUMERAL}|{_SCALE})\b)*)
    | (?P<month>\b(?:{"|".join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)
    | (?P<weekday>\b(?:(?:{"|".join(_WEEKDAYS)})s?\b|(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)(?=[.,)])))
    | (?P<weak>\b(?:{"|".join(sorted(_WEAK, key=len, reverse=True))})\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Letters joined to a figure make a name of it ("B-52", "Covid-19"), but for these ("mid-1990", "under-21").
_IN_NAME = re.compile(r"[^\W\d_]\.?[-‑]?$")
_NO_NAME = re.compile(
    r"\b(?:mid|pre|post|under|over|top|early|late|ex|sub|aged?|by|to|and|or|of|in)[-‑]$", re.IGNORECASE
)
_AFTER = re.compile(
    r"[\s-]*(?P<scale>hundred|thousand|million|billion|trillion|milliard|lakh|crore|dozen|bn|mn|mln|bln|tn|trn|[km](?=\b))?(?:\b|(?=\W))"
    r"(?:[\s-]*(?P<unit>per\s?cent\b|square\s(?:kilomet(?:re|er)s?|miles?|met(?:re|er)s?)|sq\.?\s?(?:km|mi|m)\b|km/h|"
    r"kilomet(?:re|er)s?\s(?:per|an)\shour|miles\s(?:per|an)\shour|degrees\s(?:celsius|fahrenheit)|°\s?[CF]\b|US\sdollars?|[%$€£¥₹₽°]|[a-z]+[²2]?\b))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{n}>{c})" for n, c in zip(("more", "less", "near"), _COMPARATORS.values(), strict=True))
    + r")"
    r"\s+(?:(?:an?|the|of|another|additional)\s+)?[$€£¥₹]?\s*$",
    re.IGNORECASE,
)
_ABOUT_NEARBY = re.compile(
    r"\b(?:just|slightly|little|nearly|almost)\s+(?:more|less|over|under|above|below)\b", re.IGNORECASE
)
_MODAL_MAY = re.compile(
    r"(?:\b(?:in|of|last|next|this|since|until|by|early|late|mid|from|to|and|on)|\d(?:st|nd|rd|th)?)[\s,-]*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text` in order. Digits inside a name (Covid-19, B-52) are none."""
    found: list[Quantity] = []
    end = 0
    for place in _PLACES.finditer(text):
        if place.start() < end or (place.group().isalpha() and place.group().lower() not in _OPENINGS):
            continue
        match = _PATTERN.match(text, place.start())
        if not match:
            continue
        end = match.end()
        found += _RULES[match.lastgroup if match.lastgroup in _RULES else _group(match)](match, text)
    return tuple(found)


# Where a quantity can begin: asking the long pattern there only is ten times as fast as searching with it.
_PLACES = re.compile(r"US\$|[^\W\d_]+|[$€£¥₹₽.,]?\d|[$€£¥₹₽]")
_OPENINGS = frozenset(
    [
        *_ONES,
        *_TENS,
        *_ORDINALS,
        *_MAGNITUDES,
        *_MONTHS,
        *_WEEKDAYS,
        *(w.lower() for w in _WEAK),
        *_DECADES,
        "noon",
        "midday",
        "midnight",
        "sept",
    ]
    + [m[:3] for m in _MONTHS]
    + [d[:3] for d in _WEEKDAYS]
    + [d[:4] for d in _WEEKDAYS]
    + [f"{w}s" for w in (*_ONES, *_TENS, *_ORDINALS, *_MAGNITUDES)]
    + [f"{d}s" for d in _WEEKDAYS]
)


def _group(match: re.Match[str]) -> str:
    return next(name for name in _RULES if match.group(name) is not None)


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
    # Without am or pm a small hour may be either, and "3:10" may be a score: its parts count as well.
    return [_make("time", {hour * 60.0 + minute} | ({(hour + 12) * 60.0 + minute} if hour <= 12 else set()), match)]


def _noon(match: re.Match[str], text: str) -> list[Quantity]:
    return [_make("time", {0.0, 1440.0} if match.group().lower() == "midnight" else {720.0}, match, weak=True)]


def _decade(match: re.Match[str], text: str) -> list[Quantity]:
    tens = int(match["tens"])
    return [_make("decade", {float(tens % 100)} if tens < 100 else {float(tens), float(tens % 100)}, match)]


def _spelled_decade(match: re.Match[str], text: str) -> list[Quantity]:
    tens = float(_DECADES[match.group().lower()])
    return [_make("decade", {tens, 1900 + tens}, match)]


def _figure(match: re.Match[str], text: str) -> list[Quantity]:
    start = match.start()
    head = text[max(0, start - 8) : start]
    if not match["before"] and _IN_NAME.search(head) and not _NO_NAME.search(head):
        return []
    if match["nth"]:
        values = _readings(match["digits"])
        return [_make("ordinal", values | _century(values, text, match.end()), match)]
    quantity = _make("number", _readings(match["digits"]), match)
    unit = _SPELLED.get((match["before"] or "").lower(), "")
    return [_with_surroundings(quantity, text, unit)]


def _century(values: set[float], text: str, end: int) -> set[float]:
    """The 19th century is the 1800s."""
    return {(v - 1) * 100 for v in values} if re.match(r"[\s-]+centur", text[end : end + 8], re.IGNORECASE) else set()


def _worded(match: re.Match[str], text: str) -> list[Quantity]:
    words = [w for w in re.split(r"[\s-]+", match.group().lower()) if w not in ("and", "a", "an")]
    total, part, ordinal = 0.0, 0.0, False
    for word in words:
        singular = word if word in _ORDINALS or word in _ONES or word in _MAGNITUDES else word.removesuffix("s")
        if singular in _MAGNITUDES:
            part = (part or 1) * _MAGNITUDES[singular]
            if _MAGNITUDES[singular] > 100:
                total, part = total + part, 0.0
        else:
            part += _ONES.get(singular, 0) or _TENS.get(singular, 0) or _ORDINALS.get(singular, 0)
        ordinal = ordinal or singular in _ORDINALS
    value = total + part
    if ordinal:
        # "second" is a unit of time as well and "third" a fraction, so both prove little when they are alone.
        return [
            _make(
                "ordinal",
                {value} | _century({value}, text, match.end()),
                match,
                weak=value <= 3 or len(words) > 1 and value < 20,
            )
        ]
    vague = len(words) == 1 and (match.group().lower().endswith("s") and words[0].removesuffix("s") in _MAGNITUDES)
    quantity = _make("number", {value}, match, weak=words == ["one"] or words == ["zero"] or vague)
    return [_with_surroundings(quantity, text, "")]


def _month(match: re.Match[str], text: str) -> list[Quantity]:
    name = match.group()
    if name[0].islower() and name in (
        "may",
        "march",
        "mar",
        "jan",
        "dec",
        "sep",
        "nov",
        "oct",
        "aug",
        "jul",
        "jun",
        "apr",
        "feb",
        "sept",
    ):
        return []
    if name in ("May", "March", "Mar", "Jan", "Dec", "Sep", "Nov", "Oct", "Aug", "Jul", "Jun", "Apr", "Feb"):
        digit_next = re.match(r"[.,]?\s*\d", text[match.end() : match.end() + 4])
        if not digit_next and not _MODAL_MAY.search(text, max(0, match.start() - 12), match.start()):
            return []
    return [_make("month", {float([m[:3] for m in _MONTHS].index(name[:3].lower()) + 1)}, match)]


def _weekday(match: re.Match[str], text: str) -> list[Quantity]:
    if len(match.group()) < 6 and match.group()[0].islower():
        return []  # "sat", "sun", "wed"
    return [_make("weekday", {float([d[:3] for d in _WEEKDAYS].index(match.group().lower()[:3]))}, match)]


def _weak(match: re.Match[str], text: str) -> list[Quantity]:
    word = match.group()
    value = _WEAK.get(word, _WEAK.get(word.lower()))
    return [] if value is None else [_make("number", {value}, match, weak=True)]


_RULES = {
    "spelled": _spelled_decade, "iso": _iso, "slashed": _slashed, "clock": _clock, "noon": _noon, "decade": _decade, "figure": _figure,
    "worded": _worded, "month": _month, "weekday": _weekday, "weak": _weak,
}  # fmt: skip


def _readings(digits: str) -> set[float]:
    """All values that a spelling in figures can have: commas and dots part thousands in one country, decimals in another."""
    digits = re.sub(r"[\s'’  ]", "", digits)
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return {float(digits)}
    if len(set(marks)) == 2:  # the last one is the decimal mark
        other = "," if marks[-1] == "." else "."
        return {float(digits.replace(other, "").replace(",", "."))}
    grouped = bool(re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)) and not digits.startswith("0")
    whole = {float(digits.replace(marks[0], ""))} if grouped else set()
    decimal = {float(digits.replace(",", "."))} if len(marks) == 1 and not (grouped and marks[0] == ",") else set()
    return whole | decimal or {float(re.sub(r"[.,]", "", digits))}


def _with_surroundings(quantity: Quantity, text: str, unit: str) -> Quantity:
    """Adds magnitude and unit after the figure and the comparator before it."""
    values, end, to = quantity.values, quantity.end, quantity.to
    after = _AFTER.match(text, end)
    scale = (after["scale"] or "").lower() if after else ""
    spelled = re.sub(r"\s+", " ", (after["unit"] or "").lower()) if after else ""
    if scale == "m" and not unit and not spelled.startswith(("dollar", "euro", "pound")):
        # "5 m" without money: metres or millions
        return replace(quantity, values=values | {v * 1e6 for v in values}, to=after.end("scale") if after else to)
    if scale and after:
        values, end = frozenset(v * _MAGNITUDES[scale] for v in values), after.end("scale")
        to = end
    found = _unit(spelled)
    if found and after and not unit:
        unit, to = found, max(to, after.end("unit") if after["unit"] else to)
    before = _BEFORE.search(text, max(0, quantity.start - 40), quantity.start)
    comparator, from_ = "", quantity.from_
    if before:
        comparator = {"more": ">", "less": "<", "near": "~"}[before.lastgroup or "near"]
        from_ = before.start()
        if _ABOUT_NEARBY.match(text, max(0, from_ - 9)) or _ABOUT_NEARBY.search(text, max(0, from_ - 9), before.end()):
            comparator = "~"
    elif re.match(r"\+(?!\w)", text[end : end + 2]):
        comparator, to = ">", max(to, end + 1)
    return replace(quantity, values=values, end=end, from_=from_, to=to, unit=unit, comparator=comparator)


def _unit(spelled: str) -> str:
    if not spelled:
        return ""
    if spelled.startswith("per"):
        return "%" if spelled.replace(" ", "") == "percent" or spelled == "percentage" else ""
    if spelled.startswith(("square", "sq")):
        return "km2" if "k" in spelled else "mile2" if "mi" in spelled else "m2"
    if " hour" in spelled:
        return "kmh" if spelled.startswith("k") else "mph"
    if spelled.startswith("degrees "):
        return spelled.split()[1][0].upper()
    if spelled.startswith("us dollar"):
        return "$"
    return _SPELLED.get(spelled.replace("° ", "°"), "")
