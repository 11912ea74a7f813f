"""Whether two quantities come to the same: by value, in another unit, at another rate, rounded."""

from __future__ import annotations

from itertools import product

from drift.language.quantities import Quantity
from drift.language.units import UNITS, are_one_unit, in_base_units

# Conversions between units are rounded by translators: "5 miles" is "8 km".
_ROUNDING = 0.04
_OVEN = 120  # degrees Celsius
# Below this a bare figure may be a year, which nobody rounds.
_LAST_YEAR = 2100


def have_same_unit(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are equal, of one sort, unit and rate."""
    return have_same_value(a, b) and a.unit == b.unit and a.sort == b.sort and a.per == b.per


def have_same_value(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are equal and of sorts that can stand for each other.

    21st for 21, a day for a number, "3:1" for 3 and 1, half for 50 percent, (a) third for one third.
    """
    if _is_multiple(a, b) or _is_multiple(b, a):
        return True
    if a.zone is not None and b.zone is not None:
        left, right = ({(value - 60 * q.zone) % 1440 for value in q.values} for q in (a, b))  # type: ignore[operator]
        return not left.isdisjoint(right)
    if a.sort != b.sort and {a.sort, b.sort} & {"time", "month", "weekday"} and "day or month" not in (a.sort, b.sort):
        return False
    if a.sort != b.sort and "share" in (a.sort, b.sort) and a.unit != b.unit:
        share, other = (a, b) if a.sort == "share" else (b, a)
        return other.sort == "ordinal" and any(int(100 / x) in share.values for x in other.values)
    return not a.values.isdisjoint(b.values)


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


def differ_in_unit(a: Quantity, b: Quantity) -> bool:
    """Whether both name units that are not one; degrees without a scale may be those of any."""
    if not a.unit or not b.unit or are_one_unit(a.unit, b.unit) or _are_pounds(a, b):
        return False
    measures = UNITS[a.unit][0], UNITS[b.unit][0]
    return "degree" not in (a.unit, b.unit) or measures[0] != measures[1]


def _are_pounds(a: Quantity, b: Quantity) -> bool:
    return {a.unit, b.unit} == {"£", "lb"}


def are_converted(a: Quantity, b: Quantity) -> bool:
    """The same amount in another unit of the same measure, or at another rate; in one unit 267 is not 276.

    Degrees without a scale may be Fahrenheit's where the other side's are Celsius's: 86 degrees, 30 degrees.
    """
    if _are_fahrenheit(a, b) or _are_fahrenheit(b, a):
        return True
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


def _are_fahrenheit(bare: Quantity, other: Quantity) -> bool:
    """Whether degrees without a scale are Fahrenheit's for the other side's in Celsius, as far as that says."""
    if bare.unit != "degree" or other.unit not in ("degree", "C"):
        return False
    return any(
        abs(in_base_units(x, "F") - y) <= _tolerance("temperature", y) for x, y in product(bare.values, other.values)
    )


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
    """How far a converted value may be off: it is rounded, temperatures to whole degrees, those of ovens to five or ten."""
    if measure == "temperature":
        return 0.8 if abs(value) < _OVEN else 3.5
    return _ROUNDING * abs(value)


def are_alike(a: Quantity, b: Quantity) -> bool:
    """Whether the one can have become the other."""
    plain = {"number", "share", "ordinal", "decade", "day or month", "time"}
    return a.sort == b.sort or {a.sort, b.sort} <= plain


def is_rounded(a: Quantity, b: Quantity) -> bool:
    """1.31 million for 1,308,000: the one is the other with fewer digits."""
    if a.sort != "number" or b.sort != "number" or not (a.unit or b.unit or max(a.values | b.values) > _LAST_YEAR):
        return False
    for x, y in product(a.values, b.values):
        short, long = sorted((x, y), key=lambda v: len(f"{v:.10g}".rstrip("0")))
        digits = len(f"{short:.10g}".rstrip("0").replace(".", ""))
        if short != long and digits >= 2 and float(f"{long:.{digits}g}") == short and long > 100:
            return True
    return False


def come_to_one(a: Quantity, b: Quantity) -> bool:
    """Whether the one is the share of a number that the other counts: half of the 60, thirty of the 60."""
    return (not a.of.isdisjoint(b.values) and b.unit != "%") or (not b.of.isdisjoint(a.values) and a.unit != "%")


def is_within(decade: Quantity, number: Quantity) -> bool:
    """Whether a number is one of a decade's: 1994 of the 1990s, 38 of the thirties."""
    return (
        decade.sort == "decade"
        and number.sort == "number"
        and any(start <= value < start + 10 for start in decade.values for value in number.values)
    )
