"""Names that changed between languages: "Merkel" against "Макрон", by transliteration; "Germany" against "法国", by tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from drift.detectors.findings import finding, language_of
from drift.language import lexicon
from drift.language.names import is_ordinary, name_words
from drift.language.places import Place, places
from drift.language.reading import Reading, Text
from drift.language.transliteration import consonants, likeness
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = ("entity",)

_PLACE, _NAME, _GUESSED = 0.9, 0.8, 0.6  # the last in scripts that do not tell names from other words
_SPELLED = 0.78  # likeness from which two words may be spellings of one name
_OTHER = 0.55  # likeness below which two linked words are two names
_MOST = 0.6  # of a name's consonants, what the word has that it is derived from
_SHORTEST, _SHORTEST_KANA = 4, 3  # letters of a name
_CAPITALISED = ("de", "lb")  # languages that write all nouns with a capital
_KATAKANA = re.compile("[ァ-ヺー]+")
_HAN_OR_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of one side that the other lacks: its words, the places of these among the side's, whether tables know it."""

    words: list[Word]
    indices: list[int]
    is_place: bool


def detect(reading: Reading) -> list[Finding]:
    """A finding for each two names that stand for each other, neither of which the other side has.

    What stands on one side alone proves nothing, for it may have another name there (Cologne, Köln) that no table holds. Two
    places that tables know are enough; other names must be linked, or be the only ones that the other side lacks.
    """
    english, foreign = reading.original, reading.version
    if english.is_english == foreign.is_english:
        return []
    if not english.is_english:
        english, foreign = foreign, english
    here, there = places(english.text, "en"), places(foreign.text, language_of(foreign))
    one = [*_lost_places(english, foreign, here, there), *_lost_names(english, foreign, here)]
    two = [*_lost_places(foreign, english, there, here), *_unknown_names(foreign, english, there)] if one else []
    found = []
    for a, b in (*(linked := _linked(one, two, english.partner)), *_left_over(one, two, linked, foreign)):
        sides = (a.words, b.words) if english.side == "original" else (b.words, a.words)
        found.append(finding("names_across", "entity", _weigh(a, b), *sides))
    return found


def _weigh(a: _Name, b: _Name) -> float:
    if a.is_place and b.is_place:
        return _PLACE
    told = b.is_place or any(w.text[0].isupper() or _KATAKANA.match(w.text) for w in b.words)
    return _NAME if told else _GUESSED


def _linked(one: Sequence[_Name], two: Sequence[_Name], partner: Sequence[int]) -> list[tuple[_Name, _Name]]:
    """The English names that are linked to others."""
    return [
        (a, b)
        for a, b in product(one, two)
        if any(partner[i] in b.indices for i in a.indices) and ((a.is_place and b.is_place) or _are_two(a, b))
    ]


def _left_over(
    one: Sequence[_Name], two: Sequence[_Name], linked: Sequence[tuple[_Name, _Name]], foreign: Text
) -> Iterator[tuple[_Name, _Name]]:
    """Of the others, places in their order, and the only name of each side where capitals tell what is one."""
    here, there = (
        [name for name in side if all(name is not pair[k] for pair in linked)] for k, side in enumerate((one, two))
    )
    yield from zip((a for a in here if a.is_place), (b for b in there if b.is_place), strict=False)
    names = [a for a in here if not a.is_place]
    others = [b for b in there if not b.is_place and not foreign.starts_sentence(b.indices[0])]
    if len(names) == len(others) == 1 and _has_capitals(foreign) and _are_two(names[0], others[0]):
        yield names[0], others[0]


def _has_capitals(side: Text) -> bool:
    """Whether the side writes names, but no other nouns, with a capital."""
    return language_of(side) not in _CAPITALISED and any(map(str.islower, side.text))


def _are_two(a: _Name, b: _Name) -> bool:
    """Whether a name and what it is linked to are not one: what a table knows in English alone may have any name abroad."""
    return a.is_place <= b.is_place and _most_alike(a, b) < _OTHER


def _most_alike(a: _Name, b: _Name) -> float:
    """How alike two names sound, whichever the other is made of."""
    return max(min(likeness(x.text, y.text), likeness(y.text, x.text)) for x, y in product(a.words, b.words))


def _lost_places(side: Text, other: Text, here: Sequence[Place], there: Sequence[Place]) -> Iterator[_Name]:
    """Places of the tables that the other side does not name."""
    for place in here:
        indices = [i for i, w in enumerate(side.words) if w.start < place.end and place.start < w.end]
        words = [Word(side.text[place.start : place.end], place.start, place.end)]
        if not any(place.is_same(q) for q in there) and not _is_spelled(words[0], other):
            yield _Name(words, indices, True)


def _lost_names(english: Text, foreign: Text, here: Sequence[Place]) -> Iterator[_Name]:
    """Names of people and things that the foreign side does not spell: no ordinary words, letters for words, or places."""
    capitals = any(map(str.islower, foreign.text))  # without them little tells a name from a slip of the pen
    for i in name_words(english):
        word, low = english.words[i], english.low[i].removesuffix("'s")
        if (
            len(low) >= _SHORTEST
            and not word.text.isupper()
            and not (is_ordinary(low) and any(map(lexicon.commonness, lexicon.base_forms(low))))
            and not lexicon.is_place(low)
            and not any(p.start <= word.start < p.end for p in here)
            and len(consonants(low)) > 1
            and (capitals or not english.starts_sentence(i))
            and not _is_spelled(word, foreign)
        ):
            yield _Name([word], [i], False)


def _unknown_names(foreign: Text, english: Text, there: Sequence[Place]) -> Iterator[_Name]:
    """Words that may be names, for all that their script tells, and that the English side does not spell."""
    for j, word in enumerate(foreign.words):
        if len(word.text) < _SHORTEST or any(p.start < word.end and word.start < p.end for p in there):
            continue
        name = word
        if _HAN_OR_KANA.match(word.text):
            run = _KATAKANA.match(word.text)
            name = Word(run[0] if run else "", word.start, word.start + (run.end() if run else 0))
        told = not name.text[:1].islower() and not name.text.isupper() and name.text[:1].isalpha()
        if told and len(name.text) >= _SHORTEST_KANA and not _is_spelled(name, english):
            yield _Name([name], [j], False)


def _is_spelled(name: Word, other: Text) -> bool:
    """Whether the other side has a word that may be another spelling of this one or of a part of it."""
    words = [part for word in other.words for part in _parts(word.text)]
    return any(
        likeness(part, word) >= _SPELLED or (_is_most(word, part) and likeness(word, part) >= _SPELLED)
        for part, word in product(_parts(name.text), words)
    )


def _is_most(word: str, name: str) -> bool:
    """Whether a word is long enough for a name to be made of it: Ukrainian of Ukraine."""
    size = len(consonants(word))
    return size > 2 and size >= _MOST * len(consonants(name))


def _parts(text: str) -> list[str]:
    """What is spelled by sound in a word: the parts of a compound; of Chinese and Japanese the katakana alone."""
    if _HAN_OR_KANA.search(text):
        return [run for run in _KATAKANA.findall(text) if len(run) > 1]
    return [part for part in re.split(r"[\s\-‑]", text) if part and part[0].isalpha()]
