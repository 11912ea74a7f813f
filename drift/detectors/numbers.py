"""Numbers, dates, times and units that changed; not their spelling ("13,000", "thirteen thousand", "13.000")."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from drift.detectors.findings import finding
from drift.language.quantities import Quantity, quantities
from drift.language.reading import Reading
from drift.language.units import SPELLINGS, UNITS, are_one_unit, in_base_units, is_money
from drift.types import Finding, Kind, Pair, Side, Span, Word

KINDS: tuple[Kind, ...] = ("number", "quantity", "omission", "addition")

# Conversions between units are rounded by translators: "5 miles" is "8 km".
_ROUNDING = 0.04
# Below this a bare figure may be a year, which nobody rounds.
_LAST_YEAR = 2100
_CHANGED, _ROUNDED, _COMPARED, _LOST, _UNIT, _EXCHANGED_MONEY = 0.85, 0.2, 0.45, 0.5, 0.5, 0.45
# Units of time in the plural, which say how long without a figure.
_BARE_UNITS = {
    word: unit
    for word, unit in SPELLINGS.items()
    if UNITS[unit][0] in ("time", "months") and len(word) > 3 and word.endswith("s")
}


def detect(reading: Reading) -> list[Finding]:
    """A finding for each quantity that has another value, unit or comparator, or none at all, on the other side.

    Where a side is not English, `drift.detectors.numbers_across` takes this detector's place.
    """
    return _found_in(reading) if reading.is_english else []


def _found_in(reading: Reading) -> list[Finding]:
    pair = reading.pair
    left, right = list(quantities(pair.original)), list(quantities(pair.version))
    left, right = _taken_apart(left, right, pair.original), _taken_apart(right, left, pair.version)
    findings = _other_units(reading, left, right)
    if not left and not right:
        return findings
    findings += [found for a, b in _equals(left, right) if (found := _compare(a, b))]
    # A weak word matches but proves nothing by itself, and a number that only hides in a name is not lost.
    left = [q for q in left if not q.weak and not _hidden(q, pair.original, pair.version)]
    right = [q for q in right if not q.weak and not _hidden(q, pair.version, pair.original)]
    lists = [q for q in left if _is_list(pair.original[q.start : q.end], right)]
    lists += [q for q in right if _is_list(pair.version[q.start : q.end], left)]
    parts = {float(part) for q in lists for value in q.values for part in f"{value:g}".split(".")}
    left, right = ([q for q in side if q not in lists and not (lists and q.values <= parts)] for side in (left, right))
    for a, b in _changes(left, right):
        if _differ_in_unit(a, b) and is_money(a.unit) and is_money(b.unit):
            findings.append(_found("number", _EXCHANGED_MONEY, a, b))  # it may have been changed at the day's rate
            continue
        rounded = _is_rounded(a, b)
        if not (rounded and "~" in (a.comparator, b.comparator)):
            findings.append(_found("number", _ROUNDED if rounded else _CHANGED, a, b))
    left = [q for q in left if not any(_same_value(q, other) for other in quantities(pair.version))]
    right = [q for q in right if not any(_same_value(q, other) for other in quantities(pair.original))]
    if _has_words(pair.original) and _has_words(pair.version):
        findings += [_found("omission", _loss(q), q, None) for q in left]
        findings += [_found("addition", _loss(q), None, q) for q in right]
    return findings


def _taken_apart(side: list[Quantity], other: list[Quantity], text: str) -> list[Quantity]:
    """The quantities of a side, but the numbers in shares and clock times where the other side has none.

    "Four out of seven seats" may be "four seats of the seven", and 3:10 a score.
    """
    out: list[Quantity] = []
    for q in side:
        words = text[q.start : q.end]
        loose = re.fullmatch(r"\d{1,2}:\d\d", words) if q.sort == "time" else re.search(r"\b(?:in|of)\b", words)
        alike = any(o.sort == q.sort or (q.sort == "share" and o.unit == "%") for o in other)
        if q.sort not in ("share", "time") or not loose or alike:
            out.append(q)
            continue
        parts = [
            p
            for word in re.finditer(r"[\w.-]+", words)
            for p in quantities(word.group())
            for p in [_moved(p, q.start + word.start())]
        ]
        out += parts or [q]
    return out


def _moved(quantity: Quantity, by: int) -> Quantity:
    start, end = quantity.start + by, quantity.end + by
    return replace(quantity, start=start, end=end, from_=start, to=end)


def count_restated(pair: Pair) -> int:
    """How many quantities the sides give in other words ("14 days", "two weeks"), if every one is on both; else 0."""
    equal, alone = _matched(pair)
    if any(not q.weak for q in alone) or any(_compare(a, b) for a, b in equal):
        return 0
    return sum(pair.original[a.start : a.to].lower() != pair.version[b.start : b.to].lower() for a, b in equal)


def in_other_words(pair: Pair) -> list[tuple[Span, str]]:
    """The version's quantities that the original gives in other words, in their order, each with these words.

    Marks alone are no other words: "9400" and "9,400".

    >>> from drift.language.word_links import make_pair
    >>> [words for _, words in in_other_words(make_pair("For 14 days in 2003.", "In 2003, for two weeks."))]
    ['14 days']
    """
    found = []
    for a, b in _matched(pair)[0]:
        theirs, own = pair.original[a.start : a.to], pair.version[b.start : b.to]
        if not (a.weak and b.weak) and not _compare(a, b) and re.findall(r"\w", theirs) != re.findall(r"\w", own):
            found.append((Span("version", b.start, b.to), theirs))
    return sorted(found, key=lambda item: item[0].start)


def _matched(pair: Pair) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity]]:
    """The quantities that both sides give, in pairs, and those that stand on one side alone."""
    left, right = list(quantities(pair.original)), list(quantities(pair.version))
    equal = _equals(left, right)  # takes them out of both lists
    return equal, [*left, *right]


def _other_units(reading: Reading, left: list[Quantity], right: list[Quantity]) -> list[Finding]:
    """Findings for "within weeks" that became "within days": units that no figure counts, in each other's place."""
    pair = reading.pair
    units = [
        [
            (i, unit)
            for i, w in enumerate(words)
            if (unit := _BARE_UNITS.get(w.text.lower())) and not _is_counted(w, among)
        ]
        for words, among in ((pair.original_words, left), (pair.version_words, right))
    ]
    if len(units[0]) != 1 or len(units[1]) != 1 or units[0][0][1] == units[1][0][1]:
        return []
    (i, _), (j, _) = units[0][0], units[1][0]
    if reading.original.partner[i] != j and not reading.share_slot(i, j):
        return []
    return [finding("numbers", "number", _UNIT, [pair.original_words[i]], [pair.version_words[j]])]


def _is_counted(word: Word, among: list[Quantity]) -> bool:
    return any(q.from_ < word.end and word.start < q.to for q in among)


def _equals(left: list[Quantity], right: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Takes the pairs of equal quantities out of both lists, those of equal unit first."""
    pairs = []
    for test in (_same_unit, _same_value, _converted):
        for a in list(left):
            b = next((b for b in right if test(a, b)), None)
            if b:
                pairs.append((a, b))
                left.remove(a)
                right.remove(b)
    return pairs


def _changes(left: list[Quantity], right: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Takes the likeliest pairs of changed quantities out of both lists: of one sort, unit and place."""

    def distance(a: Quantity, b: Quantity) -> float:
        return (
            (a.sort != b.sort)
            + 2 * bool(a.unit and b.unit and a.unit != b.unit)
            + 0.01 * abs(left.index(a) - right.index(b))
        )

    pairs: list[tuple[Quantity, Quantity]] = []
    for _, a, b in sorted(
        ((distance(a, b), a, b) for a, b in product(left, right) if _alike(a, b)), key=lambda t: t[0]
    ):
        if all(a is not x and b is not y for x, y in pairs):
            pairs.append((a, b))
    for a, b in pairs:
        left.remove(a)
        right.remove(b)
    return pairs


def _compare(a: Quantity, b: Quantity) -> Finding | None:
    """The finding on two equal values: another unit, or a comparator that says something else."""
    if _differ_in_unit(a, b) and not _converted(a, b):
        slight = {a.unit, b.unit} == {"%", "point"}
        return _found("number", _UNIT if slight else _CHANGED, a, b)
    if a.per and b.per and a.per != b.per and not _converted(a, b):
        return _found("number", _CHANGED, a, b)
    if a.comparator and b.comparator and a.comparator != b.comparator:
        opposed = {a.comparator, b.comparator} == {">", "<"}
        return _found("quantity", _CHANGED * 0.8 if opposed else _COMPARED, a, b)
    return None


def _is_multiple(times: Quantity, share: Quantity) -> bool:
    """Whether what doubled has risen by 100 percent."""
    return (
        times.weak
        and times.sort == "number"
        and not times.unit
        and share.unit == "%"
        and not share.weak
        and any(100 * (value - 1) in share.values for value in times.values if value >= 2)
    )


def _differ_in_unit(a: Quantity, b: Quantity) -> bool:
    """Whether both name units that are not one; degrees without a scale may be those of any."""
    if not a.unit or not b.unit or are_one_unit(a.unit, b.unit) or _are_pounds(a, b):
        return False
    measures = UNITS[a.unit][0], UNITS[b.unit][0]
    return "degree" not in (a.unit, b.unit) or measures[0] != measures[1]


def _are_pounds(a: Quantity, b: Quantity) -> bool:
    return {a.unit, b.unit} == {"£", "lb"}


def _same_unit(a: Quantity, b: Quantity) -> bool:
    return _same_value(a, b) and a.unit == b.unit and a.sort == b.sort and a.per == b.per


def _same_value(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are equal and of sorts that can stand for each other.

    21st for 21, a day for a number, "3:1" for 3 and 1, half for 50 percent, (a) third for one third.
    """
    if _is_multiple(a, b) or _is_multiple(b, a):
        return True
    if a.sort != b.sort and {a.sort, b.sort} & {"time", "month", "weekday"} and "day or month" not in (a.sort, b.sort):
        return False
    if a.sort != b.sort and "share" in (a.sort, b.sort) and a.unit != b.unit:
        share, other = (a, b) if a.sort == "share" else (b, a)
        return other.sort == "ordinal" and any(int(100 / x) in share.values for x in other.values)
    return not a.values.isdisjoint(b.values)


def _converted(a: Quantity, b: Quantity) -> bool:
    """The same amount in another unit of the same measure, or at another rate; in one unit 267 is not 276."""
    if a.per and b.per and a.per != b.per and UNITS[a.per][0] == UNITS[b.per][0]:
        sizes = UNITS[a.per][1], UNITS[b.per][1]
    elif (a.per or b.per) and a.per != b.per and {a.unit, b.unit} != {"m/s", "m"}:
        return False
    else:
        sizes = 1.0, 1.0
    left, right = (_amounts(one, other, size) for one, other, size in ((a, b, sizes[0]), (b, a, sizes[1])))
    if left is None or right is None or (a.unit == b.unit and sizes[0] == sizes[1]):
        return False
    return left[0] == right[0] and any(abs(x - y) <= _tolerance(left[0], x) for x, y in product(left[1], right[1]))


def _amounts(quantity: Quantity, other: Quantity, size: float) -> tuple[str, list[float]] | None:
    """What is measured, and the values in its base unit, a rate's by the second; beside a weight, pounds are no money.

    A rate whose unit was left out ("600 litres a minute", "10 a second") counts what the other one counts.
    """
    unit = "lb" if quantity.unit == "£" and other.unit and UNITS[other.unit][0] == "mass" else quantity.unit
    if not unit and quantity.per:
        unit = other.unit
    if not unit:
        return ("", [value / size for value in quantity.values]) if quantity.per else None
    return UNITS[unit][0], [in_base_units(value, unit) / size for value in quantity.values]


def _tolerance(measure: str, value: float) -> float:
    """How far a converted value may be off: it is rounded, temperatures to whole degrees."""
    return 0.8 if measure == "temperature" else _ROUNDING * abs(value)


def _alike(a: Quantity, b: Quantity) -> bool:
    """Whether the one can have become the other."""
    plain = {"number", "share", "ordinal", "decade", "day or month", "time"}
    return a.sort == b.sort or {a.sort, b.sort} <= plain


def _is_rounded(a: Quantity, b: Quantity) -> bool:
    """1.31 million for 1,308,000: the one is the other with fewer digits."""
    if a.sort != "number" or b.sort != "number" or not (a.unit or b.unit or max(a.values | b.values) > _LAST_YEAR):
        return False
    for x, y in product(a.values, b.values):
        short, long = sorted((x, y), key=lambda v: len(f"{v:.10g}".rstrip("0")))
        digits = len(f"{short:.10g}".rstrip("0").replace(".", ""))
        if short != long and digits >= 2 and float(f"{long:.{digits}g}") == short and long > 100:
            return True
    return False


def _loss(quantity: Quantity) -> float:
    """Small counts come and go ("the two men", "the men"); a sum or a date does not."""
    return 0.6 * _LOST if quantity.sort == "number" and max(quantity.values) <= 3 and not quantity.unit else _LOST


def _is_list(figure: str, others: list[Quantity]) -> bool:
    """Whether what looks like a decimal is two numbers, which the other side has: (3,5) for 3 and 5."""
    parts = figure.split(",")
    return len(parts) == 2 and all(
        part.isdigit() and any(float(part) in other.values for other in others) for part in parts
    )


def _hidden(quantity: Quantity, text: str, other: str) -> bool:
    """Whether the other text has the same digits in a place where they count nothing, as in a name."""
    digits = re.sub(r"\D", "", text[quantity.start : quantity.end])
    return bool(digits) and bool(re.search(rf"(?<=[A-Za-z])[-‑.]?{digits}(?!\d)", other))


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _found(kind: Kind, weight: float, a: Quantity | None, b: Quantity | None) -> Finding:
    whole = kind == "quantity" or bool(a and b and (a.unit != b.unit or a.per != b.per or a.comparator != b.comparator))
    spans = []
    sides: tuple[tuple[Side, Quantity | None], ...] = (("original", a), ("version", b))
    for side, quantity in sides:
        if quantity:
            start, end = (quantity.from_, quantity.to) if whole else (quantity.start, quantity.end)
            spans.append(Span(side, start, end))
    return Finding(kind, tuple(spans), weight, "numbers")
