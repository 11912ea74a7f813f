"""Numbers, months and weekdays in figures and words of some fifty languages, from Unicode's CLDR.

The table is made by research/recipes/number_words.py. It holds no more than cannot be put together: "twenty" and "one" make
"twenty-one", "zwei" and "hundert" make "zweihundert".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from drift.language.numerals import FIGURE_PATTERN, readings
from drift.runtime.resources import resource

Sort = Literal["number", "month", "weekday"]
CALENDAR = ("month", "weekday")
UNSPACED = frozenset({"zh", "ja", "th"})  # languages that put no spaces between words
_FIGURE_MARKS = str.maketrans("٫٬．", ".,.")
_LETTERS: dict[str, int | str | None] = {"\u00ad": "", "\u200b": "", "\u0307": "", "ʼ": "'", "’": "'", "ё": "е"}
_PLAIN = str.maketrans(_LETTERS)
_FEW = 2  # words for no more than these come and go in a faithful translation
_SHORTEST = 3  # letters of a part of a word that is put together
# Scales of English that CLDR's rules for it do not spell: of India, and cut short behind a figure.
_SCALES_OF_ENGLISH = {
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
_WHOLE = 10_000  # a number from here on is seldom told with another word for its scale behind it


@dataclass(frozen=True, slots=True)
class Number:
    """A number, month or weekday in a text.

    Attributes:
        sort: What it is.
        value: What it comes to; months count from 1, weekdays from 1 for Sunday.
        start: Where it begins.
        end: Where it ends.
        values: All readings of an ambiguous spelling: "13.000" is 13 or 13,000.
        weak: It proves nothing by itself: a word for one or two, "hundreds", a single character of Chinese.
        whole: It is told to its last figure: by a word for its scale, or by more digits than such a word would leave.
    """

    sort: Sort
    value: float
    start: int
    end: int
    values: frozenset[float]
    weak: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or phrase of the table stands for."""

    sort: str
    value: float

    @property
    def is_scale(self) -> bool:
        """Whether it multiplies what stands before it: hundred, thousand, million."""
        return self.sort == "scale" or (self.sort == "cardinal" and self.value >= 100 and _is_power(self.value))


@dataclass(frozen=True)
class Table:
    """The words of a language: `entries` by their normal form, the `longest` phrase in words, a `pattern` of them all."""

    entries: dict[str, Entry]
    longest: int
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, float, str]], unspaced: bool = False) -> Table:
        """The table of (language, sort, value, words)."""
        entries = {words: Entry(sort, float(value)) for _, sort, value, words in rows}
        forms = sorted(entries, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, forms))) if unspaced and forms else None
        return cls(entries, max((form.count(" ") + 1 for form in forms), default=0), pattern)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the text that may be part of a number; `entry` None for a figure."""

    start: int
    end: int
    entry: Entry | None
    values: frozenset[float]


def normal(words: str) -> str:
    """The form by which words are known: lower case, hyphens as spaces, one apostrophe, no soft hyphens."""
    return re.sub(r"[\s\-‑]+", " ", words.lower().translate(_PLAIN)).strip()


@lru_cache(maxsize=4096)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers, months and weekdays of a text, in their order; of an unknown language those in figures.

    >>> [n.value for n in numbers("Am 3. März starben zweihundertdreizehn Menschen.", "de")]
    [3.0, 3.0, 213.0]
    >>> [n.value for n in numbers("Погибли двадцать один человек и 3,5 млн птиц", "ru")]
    [21.0, 3500000.0]
    """
    return tuple(numbers_in(text, table(language), language))


def numbers_in(text: str, words: Table, language: str) -> list[Number]:
    """The same with a table of words at hand."""
    found: list[Number] = []
    run: list[_Part] = []
    unspaced, known = language in UNSPACED, bool(words.entries)
    for part in _parts(text.translate(_FIGURE_MARKS), words, unspaced):
        if part.entry is not None and part.entry.sort in CALENDAR:
            found += _made(run, known)
            run = []
            sort: Sort = "month" if part.entry.sort == "month" else "weekday"
            found.append(Number(sort, part.entry.value, part.start, part.end, part.values))
        elif run and not (_is_joint(text[run[-1].end : part.start]) and not (unspaced and run[-1].end < part.start)):
            found += _made(run, known)
            run = [part]
        else:
            run.append(part)
    return found + _made(run, known)


@cache
def table(language: str) -> Table:
    """The words of a language; an empty table for one that CLDR does not spell."""
    return Table.of(_rows().get(language, ()), language in UNSPACED)


@cache
def _rows() -> dict[str, list[tuple[str, str, float, str]]]:
    rows = {"en": [("en", "scale", float(value), word) for word, value in _SCALES_OF_ENGLISH.items()]}
    for line in resource("drift.language", "number_words.tsv.gz").splitlines():
        language, sort, value, words = line.split("\t")
        rows.setdefault(language, []).append((language, sort, float(value), words))
    return rows


# --- from the text to parts

# Digits that letters precede are a name's: Covid-19, G20, A320; not so in scripts without spaces.
_NAMED = "(?<![a-zA-Z\u00c0-\u024f\u0370-\u052f])(?<![a-zA-Z\u00c0-\u024f\u0370-\u052f][-‑])"
_FIGURE = re.compile(rf"{_NAMED}(?<![\d.,])(?:{FIGURE_PATTERN})")
_TOKEN = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0a80-\u0acf\u0e31-\u0e4e'’ʼ\u00ad])*"
)
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_DIGIT_BY_DIGIT = re.compile(f"[{''.join(_HAN)}]{{3,}}(?![十百千万萬亿億])")  # 二〇二一
_JOINT = re.compile(r"[\s\-‑\u00ad\u200b]*")


def _is_joint(between: str) -> bool:
    return bool(_JOINT.fullmatch(between))


def _parts(text: str, words: Table, unspaced: bool) -> list[_Part]:
    figures = [_Part(m.start(), m.end(), None, frozenset(readings(m.group()))) for m in _FIGURE.finditer(text)]
    spelled = list(_unspaced(text, words) if unspaced else _spaced(text, words))
    return sorted([*figures, *spelled], key=lambda part: part.start)


def _unspaced(text: str, words: Table) -> Iterator[_Part]:
    if words.pattern:
        year_ends = 0
        for m in words.pattern.finditer(text):
            if m.start() < year_ends:
                continue
            if year := _DIGIT_BY_DIGIT.match(text, m.start()):
                year_ends = year.end()
                yield _Part(m.start(), year_ends, None, frozenset({float("".join(str(_HAN[c]) for c in year.group()))}))
                continue
            entry = words.entries[m.group()]
            yield _Part(m.start(), m.end(), entry, frozenset({entry.value}))


def _spaced(text: str, words: Table) -> Iterator[_Part]:
    """The longest phrases of the table, and words that are put together of its words."""
    tokens = [(m.start(), m.end(), normal(m.group())) for m in _TOKEN.finditer(text)]
    i = 0
    while i < len(tokens) and words.entries:
        for size in range(min(words.longest, len(tokens) - i), 0, -1):
            chosen = tokens[i : i + size]
            entry = words.entries.get(" ".join(form for *_, form in chosen))
            if entry and all(_is_joint(text[a[1] : b[0]]) for a, b in pairwise(chosen)):
                yield _Part(chosen[0][0], chosen[-1][1], entry, frozenset({entry.value}))
                i += size
                break
        else:
            start, end, form = tokens[i]
            if len(form) > 2 * _SHORTEST and (value := _put_together(form, words)):
                yield _Part(start, end, Entry("cardinal", value), frozenset({value}))
            i += 1


def _put_together(form: str, words: Table) -> float:
    """The value of a word that is made of words of the table, longest first; 0 if it is not."""
    parts: list[_Part] = []
    at = 0
    while at < len(form):
        for end in range(len(form), at + _SHORTEST - 1, -1):
            entry = words.entries.get(form[at:end])
            if entry and entry.sort in ("cardinal", "scale"):
                parts.append(_Part(at, end, entry, frozenset({entry.value})))
                at = end
                break
        else:
            return 0.0
    made = _made(parts)
    return made[0].value if len(made) == 1 and len(parts) > 1 else 0.0


# --- from parts to numbers


def _made(run: list[_Part], known: bool = True) -> list[Number]:
    """The numbers that parts without anything between them make: 2, 1000 and 13 make 2,013; 5 and 10 are two numbers.

    Only where the language's words are `known` is a figure without one told to its end.
    """
    found: list[Number] = []
    group: list[_Part] = []
    stack: list[float] = []
    for part in run:
        pushed = _pushed(stack, part, group[-1] if group else None)
        if pushed is None:
            found += _number(group, stack, known)
            group, stack = [], _pushed([], part, None) or []
        else:
            stack = pushed
        group.append(part)
    return found + _number(group, stack, known)


def _pushed(stack: list[float], part: _Part, before: _Part | None) -> list[float] | None:
    """The addends of a number with one more part; None where the part begins another number."""
    value = max(part.values)
    if part.entry is not None and part.entry.is_scale:
        kept = [addend for addend in stack if addend >= value]
        below = sum(stack[len(kept) :])
        return [*kept, (below or 1) * value] if stack[: len(kept)] == kept else None
    if before is None:
        return [value]
    # A figure follows in a number only what multiplies, as in "1万2000", and no other word follows a figure.
    if (part.entry is None or before.entry is None) and not (before.entry and before.entry.is_scale):
        return None
    room = stack[-1] > value > 0 and stack[-1] % 10 ** len(f"{value:.0f}") == 0
    return [*stack, value] if room else None


def _number(group: list[_Part], stack: list[float], known: bool) -> list[Number]:
    if not group:
        return []
    start, end, value = group[0].start, group[-1].end, sum(stack)
    first = group[0]
    if first.entry is None and len(stack) == 1:
        factor = value / max(first.values) if max(first.values) else 1
        values = frozenset(v * factor for v in first.values)
        return [Number("number", value, start, end, values, value == 0, whole=known and min(values) >= _WHOLE)]
    bare = len(group) == 1 and first.entry is not None and first.entry.is_scale
    ordinal = group[-1].entry is not None and group[-1].entry.sort == "ordinal"
    short = end - start < 2
    weak = bare or short or value <= _FEW + ordinal
    return [Number("number", value, start, end, frozenset({value}), weak, whole=value >= _WHOLE)]


def _is_power(value: float) -> bool:
    return f"{value:.0f}".strip("0") == "1"
