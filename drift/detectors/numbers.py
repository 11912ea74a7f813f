"""Numbers, dates, times and units that changed; not their spelling ("13,000", "thirteen thousand", "13.000")."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from drift.detectors.findings import finding
from drift.language.amounts import (
    are_alike,
    are_converted,
    come_to_one,
    differ_in_unit,
    have_same_unit,
    have_same_value,
    is_rounded,
    is_within,
)
from drift.language.frequencies import Frequency, are_same, frequencies
from drift.language.glosses import unglossed
from drift.language.quantities import Quantity, quantities
from drift.language.reading import Reading
from drift.language.units import SPELLINGS, UNITS, is_money
from drift.types import Finding, Kind, Pair, Side, Span, Word

KINDS: tuple[Kind, ...] = ("number", "quantity", "omission", "addition")

_CHANGED, _LIKELY, _ROUNDED, _COMPARED = 0.85, 0.8, 0.2, 0.45
_OFTEN, _LOST, _UNIT, _EXCHANGED_MONEY = 0.85, 0.5, 0.5, 0.45
_OPPOSED = ({">", "<"}, {"[", "<"}, {"]", ">"})  # comparators
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
    often = how_often(pair.original, pair.version)
    left, right = list(quantities(pair.original)), list(quantities(pair.version))
    if often:
        left, right = ([q for q in side if not _lies_in(q, f)] for side, f in zip((left, right), often, strict=True))
    left, right = _taken_apart(left, right, pair.original), _taken_apart(right, left, pair.version)
    findings = _other_units(reading, left, right)
    if often and not are_same(*often):
        spans = Span("original", often[0].start, often[0].end), Span("version", often[1].start, often[1].end)
        findings.append(Finding("number", spans, _OFTEN, "numbers"))
    if not left and not right:
        return findings
    findings += [found for a, b in equals(left, right) if (found := compared(a, b))]
    # A weak word matches but proves nothing by itself, and a number that only hides in a name is not lost.
    left = [q for q in left if not q.weak and not _hidden(q, pair.original, pair.version)]
    right = [q for q in right if not q.weak and not _hidden(q, pair.version, pair.original)]
    lists = [q for q in left if _is_list(pair.original[q.start : q.end], right)]
    lists += [q for q in right if _is_list(pair.version[q.start : q.end], left)]
    parts = {float(part) for q in lists for value in q.values for part in f"{value:g}".split(".")}
    left, right = ([q for q in side if q not in lists and not (lists and q.values <= parts)] for side in (left, right))
    for a, b in _changes(left, right):
        if differ_in_unit(a, b) and is_money(a.unit) and is_money(b.unit):
            findings.append(_found("number", _EXCHANGED_MONEY, a, b))  # it may have been changed at the day's rate
            continue
        rounded = is_rounded(a, b) or is_within(a, b) or is_within(b, a)
        if not (rounded and "~" in (a.comparator, b.comparator)):
            changed = _CHANGED if _count_alike(pair, a, b) else _LIKELY
            told_alike = _around(pair.original, a) == _around(pair.version, b)
            findings.append(_found("number", _ROUNDED if rounded else changed, a, b, whole=not told_alike))
    left, right = unglossed(left, pair.original), unglossed(right, pair.version)
    left = [q for q in left if not any(have_same_value(q, other) for other in quantities(pair.version))]
    right = [q for q in right if not any(have_same_value(q, other) for other in quantities(pair.original))]
    if _has_words(pair.original) and _has_words(pair.version):
        findings += [_found("omission", _loss(q), q, None) for q in left]
        findings += [_found("addition", _loss(q), None, q) for q in right]
    return findings


def _count_alike(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether the one has surely become the other: both with a unit or neither, both in figures or neither."""
    if bool(a.unit) != bool(b.unit) or (a.sort != b.sort and {a.sort, b.sort} != {"decade", "ordinal"}):
        return False
    figures = (any(map(str.isdigit, text[q.start : q.end])) for text, q in ((pair.original, a), (pair.version, b)))
    return bool(a.unit) or a.sort != "number" or len(set(figures)) == 1


def how_often(original: str, version: str) -> tuple[Frequency, Frequency] | None:
    """What either side says of how often where each says it once and one of them counts, else None."""
    left, right = frequencies(original), frequencies(version)
    if len(left) != 1 or len(right) != 1 or not (left[0].is_counted or right[0].is_counted):
        return None
    return left[0], right[0]


def _lies_in(quantity: Quantity, often: Frequency) -> bool:
    return often.start <= quantity.start and quantity.end <= often.end


def meets(quantity: Quantity, often: Frequency) -> bool:
    """Whether a quantity stands in what says how often."""
    return often.start < quantity.to and quantity.from_ < often.end


def _taken_apart(side: list[Quantity], other: list[Quantity], text: str) -> list[Quantity]:
    """The quantities of a side, but the numbers in shares and clock times where the other side has none.

    "Four out of seven seats" may be "four seats of the seven", and 3:10 a score.
    """
    out: list[Quantity] = []
    for q in side:
        words = text[q.start : q.end]
        loose = re.fullmatch(r"\d{1,2}:\d\d", words) if q.sort == "time" else re.search(r"\b(?:in|of)\b", words)
        # Percentages that both sides have are not what a share was made of.
        alike = any(
            o.sort == q.sort
            or (q.sort == "share" and o.unit == "%" and not any(x is not q and have_same_value(o, x) for x in side))
            for o in other
        )
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


def equals(left: list[Quantity], right: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Takes the pairs of equal quantities out of both lists, those of equal unit first."""
    pairs = []
    for test in (have_same_unit, have_same_value, are_converted, come_to_one):
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
        ((distance(a, b), a, b) for a, b in product(left, right) if are_alike(a, b)), key=lambda t: t[0]
    ):
        if all(a is not x and b is not y for x, y in pairs):
            pairs.append((a, b))
    for a, b in pairs:
        left.remove(a)
        right.remove(b)
    return pairs


def compared(a: Quantity, b: Quantity) -> Finding | None:
    """The finding on two equal values: another unit, or a comparator that says something else."""
    if differ_in_unit(a, b) and not are_converted(a, b):
        slight = {a.unit, b.unit} == {"%", "point"}
        return _found("number", _UNIT if slight else _CHANGED, a, b)
    if a.per and b.per and a.per != b.per and not are_converted(a, b):
        return _found("number", _CHANGED, a, b)
    if a.comparator and b.comparator and a.comparator != b.comparator:
        told = {a.comparator, b.comparator}
        if told in _OPPOSED:
            return _found("quantity", _CHANGED * 0.8, a, b)
        return None if told & {"[", "]"} else _found("quantity", _COMPARED, a, b)
    return None


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


def _around(text: str, quantity: Quantity) -> tuple[str, str]:
    """What bounds and measures a figure: at least … degrees Celsius, … °C or more."""
    return text[quantity.from_ : quantity.start].lower().strip(), text[quantity.end : quantity.to].lower().strip()


def _found(kind: Kind, weight: float, a: Quantity | None, b: Quantity | None, whole: bool = False) -> Finding:
    whole = (
        whole
        or kind == "quantity"
        or bool(a and b and (a.unit != b.unit or a.per != b.per or a.comparator != b.comparator))
    )
    spans = []
    sides: tuple[tuple[Side, Quantity | None], ...] = (("original", a), ("version", b))
    for side, quantity in sides:
        if quantity:
            start, end = (quantity.from_, quantity.to) if whole else (quantity.start, quantity.end)
            spans.append(Span(side, start, end))
    return Finding(kind, tuple(spans), weight, "numbers")
