"""Numbers, months and weekdays that changed between languages: "Thirteen people" against "30 Menschen"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import product

from drift.detectors.findings import language_of
from drift.language.amounts import are_converted, differ_in_unit
from drift.language.clock_times import ClockTime, clock_times
from drift.language.number_words import Number, numbers
from drift.language.quantities import Quantity, quantities
from drift.language.reading import Reading
from drift.language.unit_words import measured
from drift.language.units import is_money
from drift.types import Finding, Kind, Span

KINDS: tuple[Kind, ...] = ("number",)

_CHANGED, _EXCHANGED_MONEY = 0.85, 0.45  # sums in two currencies may have been exchanged at the day's rate
_MOST_IN = 20  # "one in forty" is seldom told otherwise
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b|下午|上午|晚上|凌晨|午後|午前|오후|오전", re.IGNORECASE)


def detect(reading: Reading) -> list[Finding]:
    """A finding for each number of either side that stands nowhere on the other, if both sides have such a one.

    What stands on one side alone proves nothing across languages, for it may be in words that are not known. What comes to
    the same in another unit is on both ("5 miles", "8 km"), and so is what a clock shows ("quarter to nine", "20 h 45").
    """
    if reading.is_english:
        return []
    sides = (reading.original, reading.version)
    read = [numbers(side.text, language_of(side)) for side in sides]
    if not all(read):
        return []
    units = [measured(side.text, language_of(side)) for side in sides]
    times = [list(clock_times(side.text, language_of(side))) for side in sides]
    twelve = any(_HALF_DAY.search(side.text) for side in sides)
    alone = [
        [
            n
            for n in read[k]
            if not n.weak
            and not _is_there(n, read[1 - k], sides[1 - k].text, twelve)
            and not _is_converted(n, units[k], units[1 - k])
            and not _is_shown(n, times[k], times[1 - k])
            and not _is_share(n, read[k], units[k], read[1 - k], units[1 - k])
        ]
        for k in (0, 1)
    ]
    return [
        Finding(
            "number",
            (Span("original", a.start, a.end), Span("version", b.start, b.end)),
            _EXCHANGED_MONEY if _are_exchanged(_with_unit(a, units[0]), _with_unit(b, units[1])) else _CHANGED,
            "numbers_across",
        )
        for sort in ("number", "month", "weekday")
        for a, b in zip(*([n for n in side if n.sort == sort] for side in alone), strict=False)
    ]


def _with_unit(number: Number, quantities: Sequence[Quantity]) -> Quantity | None:
    """The quantity in whose figure the number stands, where it has a unit."""
    return next((q for q in quantities if q.start < number.end and number.start < q.end), None)


def _is_converted(number: Number, own: Sequence[Quantity], others: Sequence[Quantity]) -> bool:
    """Whether the other side has as much in another unit."""
    quantity = _with_unit(number, own)
    return quantity is not None and any(are_converted(quantity, other) for other in others)


def _is_share(
    number: Number,
    own: Sequence[Number],
    units: Sequence[Quantity],
    others: Sequence[Number],
    theirs: Sequence[Quantity],
) -> bool:
    """Whether the number is a percentage that the other side gives as one in so many, or of such a share: 20 percent, one in five."""
    quantity = _with_unit(number, units)
    if quantity and quantity.unit == "%":
        return any(_share(a, b) in quantity.values for b in others for a in (1.0, *(n.value for n in others)))
    shares = {round(value) for q in theirs if q.unit == "%" for value in q.values}
    return any(
        _share(a, b) in shares
        for b in own
        for a in (1.0, *(n.value for n in own))
        if number.value in (a, b.value) and not _with_unit(b, units)
    )


def _share(part: float, whole: Number) -> float:
    """One number in another, in percent; -1 where that is none."""
    return round(100 * part / whole.value) if 0 < part < whole.value <= _MOST_IN else -1


def _is_shown(number: Number, own: Sequence[ClockTime], others: Sequence[ClockTime]) -> bool:
    """Whether the number stands in a time of day that the other side gives as well."""
    return any(
        time.start < number.end and number.start < time.end and not time.minutes.isdisjoint(other.minutes)
        for time, other in product(own, others)
    )


def _are_exchanged(a: Quantity | None, b: Quantity | None) -> bool:
    """Whether both are sums, in two currencies."""
    return bool(a and b and is_money(a.unit) and is_money(b.unit) and differ_in_unit(a, b))


def _is_there(number: Number, others: Sequence[Number], text: str, twelve: bool) -> bool:
    """Whether a number is among those of the other side, or in its text in some other spelling.

    A name is looked for among the names of its sort; a month where there are none of months, among the figures ("5月").
    """
    same = [other for other in others if other.sort == number.sort]
    if number.sort == "weekday" or (number.sort == "month" and same):
        return any(number.value == other.value for other in same)
    return any(_are_equal(number, other, twelve) for other in others if other.sort != "weekday") or _is_spelled_in(
        number, text, [other for other in others if number.whole and other.whole]
    )


def _are_equal(a: Number, b: Number, twelve: bool) -> bool:
    tests = _WHOLE if a.whole and b.whole else _TESTS
    return any(test(x, y) for x, y in product(a.values, b.values) for test in tests) or (
        twelve and abs(a.value // 1 - b.value // 1) == 12
    )


_WHOLE: tuple[Callable[[float, float], bool], ...] = (lambda x, y: x == y,)
_TESTS: tuple[Callable[[float, float], bool], ...] = (
    *_WHOLE,
    lambda x, y: max(x, y) >= 100 * min(x, y) and _digits(x) == _digits(y),  # 4 and 4 thousand, in a word not known
    lambda x, y: max(x, y) >= 1000 and min(x, y) == max(x, y) % 100,  # 1998 and '98
    lambda x, y: min(x, y) <= 21 and max(x, y) == (min(x, y) - 1) * 100,  # the 19th century and the 1800s
)


def _digits(value: float) -> str:
    """The significant digits: 4 for 4,000."""
    return f"{value:.4f}".replace(".", "").strip("0")


def _is_spelled_in(number: Number, text: str, read: Sequence[Number]) -> bool:
    """Whether the digits stand in the text, in a date or a name, or English words in it come to the same.

    What was `read` there as a whole number is no other one.
    """
    runs = [m for m in re.finditer(r"\d+", text) if not any(n.start < m.end() and m.start() < n.end for n in read)]
    figures = {float(m[0]) for m in runs}
    return any(test(x, y) for x, y in product(number.values, figures) for test in _TESTS[:2]) or any(
        not number.values.isdisjoint(q.values) for q in quantities(text)
    )
