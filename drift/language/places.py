"""Countries, regions and cities in some seventy languages, from Unicode's CLDR.

The table is made by research/recipes/place_names.py: a language, the place's English name as the lexicon has it, the country of
a city, the place's name in the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from drift.language import lexicon
from drift.language.segments import UNSPACED
from drift.language.words import split_words
from drift.runtime.resources import resource

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0dff])*")
_PARTICLE = re.compile("[\u3041-\u3096](?![\u3041-\u3096])")  # Japanese letters of endings and little words
_ENDING = 3  # letters of a case ending, beyond the last vowel of the name
_SHORTEST = 4  # letters of a name's stem that may have one
_LONGEST = 5  # words of a name
# Final letters that other cases put others for.
_FINAL = re.compile("(?<=...)[aeiouyáéíóúýěàèìòùâêîôûäöüåæøăąęāēīūаеёиіїйоуыэюяьъαεηιουωάέήίόύώς]+$")

Entry = tuple[str, str]  # a place's English name, a city's country


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text.

    Attributes:
        name: Its English name, as the lexicon has it.
        country: The country of a city, else "".
        start: Where it begins.
        end: Where it ends.
    """

    name: str
    country: str
    start: int
    end: int

    def is_same(self, other: Place) -> bool:
        """Whether both are one place, or one is a city of the other."""
        return self.name in (other.name, other.country) or self.country == other.name


@lru_cache(maxsize=4096)
def places(text: str, language: str) -> tuple[Place, ...]:
    """The places that a text names, in their order; none in a language that the table lacks.

    >>> [p.name for p in places("Präsident Macron reist von Frankreich nach Südkorea.", "de")]
    ['france', 'south korea']
    >>> [p.name for p in places("Канцлер Германии прибыла в Москву", "ru")], [p.name for p in places("美国总统访问法国", "zh")]
    (['germany', 'russia'], ['united states', 'france'])
    """
    return tuple(_spaced(text, language)) + tuple(_unspaced(text, language))


def _spaced(text: str, language: str) -> Iterator[Place]:
    """The longest names of words, each of which may bear an ending; capitalised where the script has capitals."""
    tokens = [m for m in _TOKEN.finditer(text) if not UNSPACED.match(m[0])]
    known, i = _stems(language), 0
    while i < len(tokens):
        for size in range(min(_LONGEST, len(tokens) - i), 0, -1) if not tokens[i][0][0].islower() else ():
            chosen = tokens[i : i + size]
            place = _named([m[0].lower() for m in chosen], known, language == "en")
            if place and all(text[a.end() : b.start()].strip(" -‑") == "" for a, b in pairwise(chosen)):
                yield Place(*place, chosen[0].start(), chosen[-1].end())
                i += size
                break
        else:
            i += 1


def _named(words: list[str], known: dict[str, Entry], is_english: bool) -> Entry | None:
    """The place that these words name, with its country; None if they name none."""
    name = " ".join(words)
    if is_english:
        return known.get(lexicon.same_place(name)) or known.get(name)
    if len(words) > 1:
        return known.get(name) or known.get(" ".join(map(_stem, words)))
    stems = (name[:n] for n in range(len(name), max(len(name) - _ENDING, _SHORTEST) - 1, -1))
    return known.get(name) or next((known[stem] for stem in stems if stem in known), None)


def _stem(word: str) -> str:
    return _FINAL.sub("", word)


def _unspaced(text: str, language: str) -> Iterator[Place]:
    """Names in scripts without spaces, where a phrase begins with them."""
    if UNSPACED.search(text) and (pattern := _pattern(language)):
        starts, names = {word.start for word in split_words(text)}, _names(language)
        for m in pattern.finditer(text):
            if m.start() in starts or _PARTICLE.match(text, m.start() - 1):
                starts.add(m.end())  # two names side by side
                yield Place(*names[m[0]], m.start(), m.end())


@cache
def _names(language: str) -> dict[str, Entry]:
    """A name in the language -> the place's English name and a city's country."""
    return dict(_rows().get(language, ()))


@cache
def _stems(language: str) -> dict[str, Entry]:
    """The same with the names also without the last vowels of their words; in English under the places' own names, too."""
    found = dict(_names(language))
    for name, place in _names(language).items():
        stem = place[0] if language == "en" else " ".join(map(_stem, name.split()))
        if len(stem) >= _SHORTEST:
            found.setdefault(stem, place)
    return found


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """The names in scripts without spaces, the longest first; Inner Mongolia is not Mongolia."""
    forms = sorted((name for name in _names(language) if UNSPACED.match(name)), key=len, reverse=True)
    return re.compile(f"(?<![内內])(?:{'|'.join(map(re.escape, forms))})") if forms else None


@cache
def _rows() -> dict[str, list[tuple[str, Entry]]]:
    rows: dict[str, list[tuple[str, Entry]]] = {}
    for line in resource("drift.language", "place_names.tsv.gz").splitlines():
        language, place, country, name = line.split("\t")
        rows.setdefault(language, []).append((name, (place, country)))
    return rows
