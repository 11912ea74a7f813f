"""Facts that two sentences share, in whatever languages: a number, a month or weekday, a place, another name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from drift.language.number_words import numbers
from drift.language.places import places
from drift.language.transliteration import likeness

_SMALL = 10  # a lower number says little
_SPELLED = 0.78  # likeness, either way, from which two words may be spellings of one name
_SHORTEST, _SHORTEST_KANA = 4, 3  # letters of a name
_NAME = re.compile(r"[^\W\d_][\w'’\-]+")
_KATAKANA = re.compile("[ァ-ヺー]+")
_ENDS = ".!?…:"  # after these any word may have a capital


@dataclass(frozen=True, slots=True)
class Fact:
    """What a sentence holds that another in another language would hold as well.

    Attributes:
        sort: `number`, `month`, `weekday`, `place` or `name`.
        text: As the sentence words it.
        values: What the number may be, or the place's English name; of other names nothing.
    """

    sort: str
    text: str
    values: frozenset[float | str] = frozenset()

    def is_same(self, other: Fact) -> bool:
        """Whether both are one fact, or may be one name in two spellings.

        >>> Fact("name", "Merkel").is_same(Fact("name", "Меркель")), Fact("name", "Merkel").is_same(Fact("name", "Macron"))
        (True, False)
        """
        if self.sort != other.sort:
            return False
        if self.sort != "name":
            return not self.values.isdisjoint(other.values)
        return min(likeness(self.text, other.text), likeness(other.text, self.text)) >= _SPELLED


@lru_cache(maxsize=8192)
def facts(text: str, language: str) -> tuple[Fact, ...]:
    """The facts of a sentence.

    Args:
        text: The sentence.
        language: Its language; of one that no table knows, figures and names are found.

    >>> [fact.text for fact in facts("At least seventy-one people died, Peskov said.", "en")]
    ['seventy-one', 'Peskov']
    """
    return tuple(_facts(text, language))


def _facts(text: str, language: str) -> Iterator[Fact]:
    taken: list[tuple[int, int]] = []
    for number in numbers(text, language):
        taken.append((number.start, number.end))
        if not number.weak and (number.sort != "number" or max(number.values) >= _SMALL):
            values = number.values if number.sort == "number" else {number.value}
            yield Fact(number.sort, text[number.start : number.end], frozenset(values))
    for place in places(text, language):
        taken.append((place.start, place.end))
        yield Fact("place", text[place.start : place.end], frozenset({place.name}))
    names = [m for m in _NAME.finditer(text) if m[0][0].isupper() and len(m[0]) >= _SHORTEST]
    names += [m for m in _KATAKANA.finditer(text) if len(m[0]) >= _SHORTEST_KANA]
    for name in names:
        if not _opens(text, name.start()) and not any(a < name.end() and name.start() < b for a, b in taken):
            yield Fact("name", name[0])


def _opens(text: str, start: int) -> bool:
    """Whether a word begins a sentence."""
    before = text[:start].rstrip(" \"'“”„‚‘«»(")
    return not before or before[-1] in _ENDS
