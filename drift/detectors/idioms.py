"""An idiom told word by word: kicked the bucket → gave the pail a kick; an arm and a leg → one arm and one leg.

The table is `drift/language/lexicon/curated/idioms.tsv`; a row more is all that a new idiom needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.auxiliaries import BE
from drift.language.reading import Reading, Text
from drift.language.turns import Turn, TurnTable, parse
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("mistranslation",)

_WEIGHT = 0.75
# Whether a word says what an idiom's says: of its words all but one have to be told surely, for WordNet's classes are wide.
_LOOSE, _SURE = 1, 2
_LIGHT = frozenset(
    listed("get take make come give go keep hold put set turn draw drive call cost show know learn lead work")
)
_WINDOW = 8  # words of the other side among which all of an idiom's have to stand
_OWNERS = ("my", "your", "his", "her", "its", "our", "their", "one's")
_ARTICLES, _COUNTED = frozenset(("a", "an", "the")), frozenset(("one", "two", "some"))
_CHANGEABLE = frozenset((*_ARTICLES, *_OWNERS)) | BE  # an idiom with others of these is the same idiom
_WIDER = {"in": "into", "on": "onto"}


@dataclass(frozen=True, slots=True)
class _Idiom:
    """What a row of the table says besides its turns.

    Attributes:
        words: The words that carry meaning, each followed by what else a rendering word by word may say for it.
        own: The base forms of all words of all its turns.
    """

    words: tuple[tuple[str, ...], ...]
    own: frozenset[str]


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each idiom that one side alone has, where the other has each of its words that carry meaning, or one like it.

    Whatever tells its sense in other words is none of these.
    """
    one, two = reading.original, reading.version
    idioms, table = _table()
    turns = table.find(one), table.find(two)
    rows = [{turn.row for turn in side} for side in turns]
    told = [(range(t.start, t.end), _told(idioms[t.row], one, t, two)) for t in turns[0] if t.row not in rows[1]]
    told += [(_told(idioms[t.row], two, t, one), range(t.start, t.end)) for t in turns[1] if t.row not in rows[0]]
    return [
        finding("idioms", "mistranslation", _WEIGHT, one.pick(here), two.pick(there))
        for here, there in told
        if here and there
    ]


def _told(idiom: _Idiom, side: Text, turn: Turn, other: Text) -> range:
    """Where the other side tells an idiom of this side word by word, empty if nowhere."""
    close = list(_close_by(idiom, side, turn, other))
    if not close:
        return range(0)
    # The idiom's own words go before others: where they stand the idiom may be only bent or in another order.
    places = max(close, key=lambda places: (_count_own(idiom, other, places), min(places) - max(places)))
    if _count_own(idiom, other, places) == len(places) and _is_bent(side, turn, other, places):
        return range(0)
    return range(min(places), max(places) + 1)


def _close_by(idiom: _Idiom, side: Text, turn: Turn, other: Text) -> Iterator[tuple[int, ...]]:
    """Words of the other side, close together, one for each of an idiom's."""
    likeness = [
        {j: like for j in range(len(other.low)) if (like := _likeness(word, side, turn, other, j))}
        for word in idiom.words
    ]
    for first in likeness[0]:
        around = range(first - _WINDOW, first + _WINDOW + 1)
        for rest in product(*([j for j in row if j in around] for row in likeness[1:])):
            places = (first, *rest)
            is_close = len(set(places)) == len(places) and max(places) - min(places) < _WINDOW
            if is_close and _are_enough(other, places, [row[j] for row, j in zip(likeness, places, strict=True)]):
                yield places


def _are_enough(other: Text, places: Sequence[int], likeness: Sequence[int]) -> bool:
    """Whether all words of an idiom but one are surely told, and a verb that stands with anything is not all that is."""
    loose = likeness.count(_LOOSE)
    return not loose or (
        loose == 1
        and any(like == _SURE and _LIGHT.isdisjoint(other.bases[j]) for j, like in zip(places, likeness, strict=True))
    )


def _likeness(word: tuple[str, ...], side: Text, turn: Turn, other: Text, j: int) -> int:
    """How surely word `j` of the other side stands for a word of an idiom: one that the idiom's side has elsewhere does not."""
    i = other.partner[j]
    if not other.content[j] or (
        i >= 0 and not turn.start <= i < turn.end and not side.bases[i].isdisjoint(other.bases[j])
    ):
        return 0
    if not other.bases[j].isdisjoint(word):
        return _SURE
    return _alike(word[0], other.low[j])


@lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> int:
    """Whether the words are synonyms, or nouns of which the other is a kind of the first or both are of one class: arm and limb."""
    parts = lexicon.parts_of_speech(a)[:1], lexicon.parts_of_speech(b)[:1]
    if "" in parts or parts[0] != parts[1]:
        return 0
    if lexicon.are_close(a, b):
        return _SURE
    loose = lexicon.are_synonyms(a, b) or lexicon.is_hypernym(a, b) or lexicon.are_siblings(a, b)
    return _LOOSE if parts[0] == "n" and loose else 0


def _count_own(idiom: _Idiom, other: Text, places: Sequence[int]) -> int:
    return sum(not idiom.own.isdisjoint(other.bases[j]) for j in places)


def _is_bent(side: Text, turn: Turn, other: Text, places: tuple[int, ...]) -> bool:
    """Whether the other side has, with an idiom's words, its little words as well: the beans were spilled, a big can of worms.

    Those before the first of its words and behind the last may be others; but one arm is no arm, a bucket is not the bucket,
    and what is thrown "into" something is not thrown "in".
    """
    inside = range(turn.start, turn.end)
    found = {j: next((i for i in inside if not side.bases[i].isdisjoint(other.bases[j])), -1) for j in places}
    known = [i for i in found.values() if i >= 0] or [turn.start, turn.end]
    around = other.low[max(0, min(places) - _WINDOW) : max(places) + _WINDOW]
    amid = other.low[min(places) : max(places)]
    return all(
        side.content[i] or low in _CHANGEABLE or low in around or _WIDER.get(low) in amid
        for i in range(min(known) + 1, max(known))
        for low in (side.low[i],)
    ) and all(_is_same_article(side, i, turn, other, j) for j, i in found.items() if i > turn.start)


def _is_same_article(side: Text, i: int, turn: Turn, other: Text, j: int) -> bool:
    """Whether word `j` has no number where word `i` of a turn has an article, nor "a" where that has "the"."""
    before, there = side.low[i - 1], other.low[j - 1] if j else ""
    if before not in _ARTICLES:
        return True
    return there not in _COUNTED and not (before == "the" and there in ("a", "an") and i - 1 > turn.start)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[_Idiom, ...], TurnTable]:
    rows = lexicon.curated_rows("idioms.tsv")
    turns = [[told for turn in cell.split("|") for told in _of_each(turn)] for cell, _ in rows]
    idioms = [
        _Idiom(tuple(tuple(word.split()) for word in words.split("|")), _bases_of(told))
        for (_, words), told in zip(rows, turns, strict=True)
    ]
    return tuple(idioms), TurnTable(tuple(parse(["|".join(told)]) for told in turns))


def _of_each(turn: str) -> list[str]:
    """The turn for each person whose it can be."""
    return [turn.replace("one's", owner) for owner in _OWNERS] if "one's" in turn else [turn]


def _bases_of(turns: list[str]) -> frozenset[str]:
    words = {word for turn in turns for word in turn.split()}
    return frozenset(
        base for word in words for base in ((word[:-1],) if word.endswith("*") else lexicon.base_forms(word))
    )
