"""What the version counts, measures or dates as the original does, in other words: 14 days, two weeks; 2026-07-04, 4 July 2026."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from drift.detectors.numbers import compared, equals, how_often, meets
from drift.language.frequencies import are_same
from drift.language.glosses import glosses, unglossed
from drift.language.quantities import Quantity, quantities
from drift.types import Pair, Span

Equal = tuple[Quantity, Quantity]
_BETWEEN = re.compile(r"(?:\W|\b(?:of|the)\b)*")  # the parts of a date: the 4th of July, 2026


def count_restated(pair: Pair) -> int:
    """How many quantities the sides give in other words ("14 days", "two weeks"), if every one is on both; else 0."""
    equal, left, right = _matched(pair.original, pair.version)
    alone = [*unglossed(left, pair.original), *unglossed(right, pair.version)]
    if any(not q.weak for q in alone) or any(compared(a, b) for a, b in equal):
        return 0
    return sum(pair.original[a.start : a.to].lower() != pair.version[b.start : b.to].lower() for a, b in equal)


def in_other_words(pair: Pair) -> list[tuple[Span, str]]:
    """The version's quantities that the original gives in other words, in their order, each with these words.

    >>> from drift.language.word_links import make_pair
    >>> [words for _, words in in_other_words(make_pair("For 14 days in 2003.", "In 2003, for two weeks."))]
    ['14 days']
    """
    return [(there, pair.original[here.start : here.end]) for here, there in same_quantities(pair)]


def same_quantities(pair: Pair) -> tuple[tuple[Span, Span], ...]:
    """Where both sides give a quantity in other words, in the version's order.

    Marks alone are no other words: "9400" and "9,400". A date goes as a whole, and so does what either side gives in a
    second unit as well.
    """
    return _same(pair.original, pair.version)


@lru_cache(maxsize=4096)  # the rules, the restating and the policy all ask
def _same(original: str, version: str) -> tuple[tuple[Span, Span], ...]:
    found = []
    often = how_often(original, version)
    if often and are_same(*often):
        found.append(((often[0].start, often[0].end), (often[1].start, often[1].end)))
    equal, left, right = _matched(original, version)
    for group in _dates_joined(equal):
        if often and any(meets(a, often[0]) or meets(b, often[1]) for a, b in group):
            continue
        group = [_with_units_of_both(a, b) for a, b in group]
        if all(a.weak and b.weak for a, b in group) or any(compared(a, b) or _bounds_apart(a, b) for a, b in group):
            continue
        behind = any(map(_is_bound_behind, (*(a for a, _ in group), *(b for _, b in group))))
        here = _stretch([a for a, _ in group], left, right, original, behind)
        there = _stretch([b for _, b in group], right, left, version, behind)
        if here and there:
            found.append((here, there))
    return tuple(
        (Span("original", *here), Span("version", *there))
        for here, there in sorted(found, key=lambda places: places[1])
        if _letters(original, here) != _letters(version, there)
    )


def _with_units_of_both(a: Quantity, b: Quantity) -> Equal:
    """Two equal quantities, without a unit that one alone has: it may be a word (of the four won)."""
    if bool(a.unit) == bool(b.unit):
        return a, b
    return replace(a, to=a.end), replace(b, to=b.end)


def _is_bound_behind(quantity: Quantity) -> bool:
    """Whether "or more" follows it, which belongs to its stretch."""
    return bool(quantity.comparator) and quantity.from_ == quantity.start


def _bounds_apart(a: Quantity, b: Quantity) -> bool:
    """Whether one alone has an "or more" behind it, or a time zone."""
    bound = a.comparator != b.comparator and (_is_bound_behind(a) or _is_bound_behind(b))
    return bound or (a.zone is None) != (b.zone is None)


def _letters(text: str, stretch: tuple[int, int]) -> list[str]:
    return re.findall(r"\w", text[slice(*stretch)].lower())


def _matched(original: str, version: str) -> tuple[list[Equal], list[Quantity], list[Quantity]]:
    """The quantities that both sides give, in pairs, and those that stand on one side alone."""
    left, right = list(quantities(original)), list(quantities(version))
    equal = equals(left, right)  # takes them out of both lists
    return equal, left, right


def _dates_joined(equal: Sequence[Equal]) -> list[list[Equal]]:
    """Pairs of equal quantities; day, month and year together where a side writes them as one."""
    groups: list[list[Equal]] = []
    for a, b in equal:
        joined = [group for group in groups if any(a.start == x.start or b.start == y.start for x, y in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(same for group in joined for same in group), (a, b)])
    return groups


def _stretch(
    parts: Sequence[Quantity], alone: Sequence[Quantity], others: Sequence[Quantity], text: str, with_bound: bool
) -> tuple[int, int] | None:
    """From the first of a quantity's or date's parts to its last, with what is given in a second unit unless it may be one of `others`.

    None if a part of the date is on this side alone, or if other words stand between the parts.
    """
    spans = sorted({(q.start, q.to) for q in parts})
    if any(q.start == start for q in alone for start, _ in spans) or not all(
        _BETWEEN.fullmatch(text, end, start) for (_, end), (start, _) in pairwise(spans)
    ):
        return None
    start, to = min(q.from_ if with_bound else q.start for q in parts), spans[-1][1]
    for gloss in () if others else glosses(text):
        if (gloss.told in parts and gloss.again in alone) or (gloss.again in parts and gloss.told in alone):
            start, to = min(start, gloss.told.start), max(to, gloss.end)
    return start, to
