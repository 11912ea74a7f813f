"""Units and currencies that changed between languages: "max. 10 MB" against "max. 10 GB", "5 km" against "5 Meilen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drift.detectors.findings import language_of
from drift.language.amounts import are_converted, differ_in_unit, have_same_value
from drift.language.quantities import Quantity
from drift.language.reading import Reading
from drift.language.unit_words import measured
from drift.types import Finding, Kind, Span

KINDS: tuple[Kind, ...] = ("number",)

_CHANGED, _SLIGHT = 0.85, 0.5


def detect(reading: Reading) -> list[Finding]:
    """A finding for each number that both sides give, with another unit, unless one comes to the other (0 °C, 32 °F).

    Numbers that differ are the business of `numbers_across`.
    """
    if reading.is_english:
        return []
    left, right = (measured(side.text, language_of(side)) for side in (reading.original, reading.version))
    return [
        Finding(
            "number",
            (Span("original", a.from_, a.to), Span("version", b.from_, b.to)),
            _SLIGHT if {a.unit, b.unit} == {"%", "point"} else _CHANGED,
            "units_across",
        )
        for a, b in _exchanged(left, right)
    ]


def _exchanged(left: Sequence[Quantity], right: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Equal numbers in units that are not one, neither of which the other side gives in its unit or another of its measure."""
    one = [a for a in left if not any(_are_equal(a, b) for b in right)]
    two = [b for b in right if not any(_are_equal(a, b) for a in left)]
    for a in one:
        b = next((b for b in two if not a.values.isdisjoint(b.values)), None)
        if b:
            two.remove(b)
            yield a, b


def _are_equal(a: Quantity, b: Quantity) -> bool:
    return are_converted(a, b) or (have_same_value(a, b) and not differ_in_unit(a, b))
