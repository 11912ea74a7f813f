"""Numbers, months and weekdays that changed between languages: "Thirteen people" against "30 Menschen"."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

from drift.language.number_words import Number, numbers
from drift.language.quantities import quantities
from drift.language.reading import Reading, Text
from drift.sentences.language import detect_language
from drift.types import Finding, Kind, Span

KINDS: tuple[Kind, ...] = ("number",)

_CHANGED = 0.85
_HALF_DAY = re.compile(r"\d\s*[ap]\.?m\b|下午|上午|晚上|凌晨|午後|午前|오후|오전", re.IGNORECASE)


def detect(reading: Reading) -> list[Finding]:
    """A finding for each number of either side that stands nowhere on the other, if both sides have such a one.

    What stands on one side alone proves nothing across languages, for it may be in words that are not known.
    """
    if reading.is_english:
        return []
    left, right = _numbers(reading.original), _numbers(reading.version)
    if not left or not right:
        return []
    twelve = bool(_HALF_DAY.search(reading.original.text) or _HALF_DAY.search(reading.version.text))
    alone = (
        [n for n in left if not n.weak and not _is_there(n, right, reading.version.text, twelve)],
        [n for n in right if not n.weak and not _is_there(n, left, reading.original.text, twelve)],
    )
    return [
        Finding(
            "number", (Span("original", a.start, a.end), Span("version", b.start, b.end)), _CHANGED, "numbers_across"
        )
        for sort in ("number", "month", "weekday")
        for a, b in zip(*([n for n in side if n.sort == sort] for side in alone), strict=False)
    ]


def _numbers(side: Text) -> list[Number]:
    return list(numbers(side.text, "en" if side.is_english else detect_language(side.text)))


def _is_there(number: Number, others: list[Number], text: str, twelve: bool) -> bool:
    """Whether a number is among those of the other side, or in its text in some other spelling.

    A name is looked for among the names of its sort; a month where there are none of months, among the figures ("5月").
    """
    same = [other for other in others if other.sort == number.sort]
    if number.sort == "weekday" or (number.sort == "month" and same):
        return any(number.value == other.value for other in same)
    return any(_are_equal(number, other, twelve) for other in others if other.sort != "weekday") or _is_spelled_in(
        number, text
    )


def _are_equal(a: Number, b: Number, twelve: bool) -> bool:
    return any(test(x, y) for x, y in product(a.values, b.values) for test in _TESTS) or (
        twelve and abs(a.value // 1 - b.value // 1) == 12
    )


_TESTS: tuple[Callable[[float, float], bool], ...] = (
    lambda x, y: x == y,
    lambda x, y: max(x, y) >= 100 * min(x, y) and _digits(x) == _digits(y),  # 4 and 4 thousand, in a word not known
    lambda x, y: max(x, y) >= 1000 and min(x, y) == max(x, y) % 100,  # 1998 and '98
    lambda x, y: min(x, y) <= 21 and max(x, y) == (min(x, y) - 1) * 100,  # the 19th century and the 1800s
)


def _digits(value: float) -> str:
    """The significant digits: 4 for 4,000."""
    return f"{value:.4f}".replace(".", "").strip("0")


def _is_spelled_in(number: Number, text: str) -> bool:
    """Whether the digits stand in the text, in a date or a name, or English words in it come to the same."""
    figures = {float(run) for run in re.findall(r"\d+", text)}
    return any(test(x, y) for x, y in product(number.values, figures) for test in _TESTS[:2]) or any(
        not number.values.isdisjoint(q.values) for q in quantities(text)
    )
