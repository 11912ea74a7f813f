"""A word that came back in another sense: liver → kidneys, fixing → repairing."""

from __future__ import annotations

from collections.abc import Iterator

from drift.detectors.findings import finding, on_english
from drift.detectors.general import share_stem
from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("mistranslation",)

# Contextual vectors of linked words are as alike for a free rendering as for a wrong one from here on; two things of one
# class (violin, cello) are alike and yet not the same.
_ALIKE, _SIBLINGS_ALIKE = 0.5, 0.62
# The lexicon does not know every synonym, so a finding is worth a doubt and not a verdict.
_MOST, _SIBLINGS, _LEAST_ALIKE = 0.45, 0.45, 0.3
_FIELD = 0.7  # but two plants, animals or organs are never one thing, however alike their vectors


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for words of one part of speech, in the same place between the same words, that mean different things.

    Neither synonyms, opposites nor one a class of the other; the weight falls with their vectors' similarity, but not
    for two things of one class. Of two things of one closed field less has to be the same around them.
    """
    one, two = reading.original, reading.version
    return [
        finding("senses", "mistranslation", weight, [one.words[i]], [two.words[j]])
        for i, j, similarity in _counterparts(reading)
        if (weight := _weigh(one.low[i], two.low[j], similarity))
        and sum(_frame(one, i, two, j)) >= (1 if weight == _FIELD else 2)
        and _differ(one.low[i], two.low[j])
    ]


def _weigh(a: str, b: str, similarity: float) -> float:
    if lexicon.are_of_one_field(a, b):
        return _FIELD
    if similarity < _SIBLINGS_ALIKE and lexicon.are_siblings(a, b):
        return _SIBLINGS
    return _MOST * (1 - similarity) if similarity < _ALIKE else 0.0


def _counterparts(reading: Reading) -> Iterator[tuple[int, int, float]]:
    """Common words that only one side has, linked or in each other's place, with their similarity."""
    one, two = reading.original, reading.version
    left, right = _own(one, two), _own(two, one)
    for i in left:
        partner = one.partner[i]
        if partner in right:
            yield i, partner, one.strength[i]
        elif partner < 0:
            yield from ((i, j, _LEAST_ALIKE) for j in right if two.partner[j] < 0 and reading.share_slot(i, j))


def _own(side: Text, other: Text) -> list[int]:
    return [
        i
        for i, content in enumerate(side.content)
        if content and side.words[i].text.islower() and side.bases[i].isdisjoint(other.all_bases)
    ]


def _frame(one: Text, i: int, two: Text, j: int) -> list[bool]:
    """Whether the word before and the word after are the same: nothing was said in another way around it."""
    return [_neighbours_agree(one, i + step, two, j + step) for step in (-1, 1)]


def _neighbours_agree(one: Text, k: int, two: Text, m: int) -> bool:
    inside = 0 <= k < len(one.low), 0 <= m < len(two.low)
    return inside == (False, False) or (all(inside) and (one.partner[k] == m or one.low[k] == two.low[m]))


def _differ(a: str, b: str) -> bool:
    """Whether the words are likely of one part of speech and the lexicon knows nothing that they share."""
    parts = lexicon.parts_of_speech(a), lexicon.parts_of_speech(b)
    plural = a.endswith("s") and b.endswith("s") and "n" in parts[0] and "n" in parts[1]
    return (
        (plural or parts[0][:1] == parts[1][:1] != "")
        and not share_stem(a, b)
        and not lexicon.are_related(a, b)
        and not lexicon.is_hypernym(a, b)
        and not lexicon.is_hypernym(b, a)
        and not lexicon.are_opposed(a, b)
    )
