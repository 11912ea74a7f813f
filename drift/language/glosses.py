"""Amounts that a text gives twice, the second time in another unit: 18 kg (about 40 pounds), 12 km, or 7.5 miles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from drift.language.amounts import are_converted
from drift.language.quantities import Quantity, quantities

_OPENS = re.compile(r"(?P<bracket>\s*[(\[]\s*)|(?P<comma>,?)\s+or\s+")
_BRACKET, _COMMA = re.compile(r"\s*[)\]]"), re.compile(",?")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A quantity, the same in another unit behind it, and where the two end, with the mark behind them."""

    told: Quantity
    again: Quantity
    end: int


def glosses(text: str) -> Iterator[Gloss]:
    """The amounts of a text that are given once more in another unit, rightly converted.

    >>> [gloss.again.unit for gloss in glosses("It is 12 km (7.5 miles) long and 3 m (30 ft) deep.")]
    ['mile']
    """
    for told, again in pairwise(quantities(text)):
        opened = _OPENS.fullmatch(text, told.to, again.from_)
        if not opened or not are_converted(told, again):
            continue
        if not opened["bracket"] and not opened["comma"]:
            yield Gloss(told, again, again.to)
        elif closed := (_BRACKET if opened["bracket"] else _COMMA).match(text, again.to):
            yield Gloss(told, again, closed.end())


def unglossed(alone: Iterable[Quantity], text: str) -> list[Quantity]:
    """Of the quantities that one side alone gives, those that it does not also give in a unit that the other side has."""
    left = list(alone)
    spared = [
        one
        for gloss in glosses(text)
        for one, other in ((gloss.told, gloss.again), (gloss.again, gloss.told))
        if one in left and other not in left
    ]
    return [q for q in left if q not in spared]
