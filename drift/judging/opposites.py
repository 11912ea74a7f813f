"""A word that came back as its opposite in another language: "denied" against "bestätigte".

The lexicon knows English opposites, the encoder knows what a foreign word is nearest to: where it is clearly nearer to an opposite
of the English word that it stands for than to that word itself, the meaning was turned round. Words are encoded by themselves,
for in their sentences opposites are alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from drift.detectors.findings import finding
from drift.encoders.protocols import TokenEncoder
from drift.judging.network.model import Predictions
from drift.judging.odds import log_odds
from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.types import KINDS, Finding

# Of cosines: 3 of 2,200 faithful translations have such a word where the network allows for one (training parts), and 10 of 100
# with an antonym exchanged (DEMETR).
MARGIN = 0.06
_LEAST = 0.82  # cosine of the foreign word and the opposite
_WEIGHT = 0.7
_LEAST_LOG_ODDS, _LEAST_CHANCE = -4.0, 1e-4  # of an antonym, as the network has it
_MARKED = 0.05  # probability of a word's token
_MOST = 12  # opposites of a word that are asked for
_LETTERS = 3  # of a word that is asked for; fewer in scripts whose characters are words

Candidate = tuple[int, int, tuple[str, ...]]  # the English word, the foreign one, opposites of the former


def with_opposites(
    findings: Sequence[Sequence[Finding]], readings: Sequence[Reading], predictions: Predictions, encoder: TokenEncoder
) -> list[list[Finding]]:
    """The findings of each pair, and those of opposites where one side alone is English and the network allows for an antonym.

    Encoding words by themselves takes longer than all else, so only words are asked for that the network marks at all.
    """
    found = [list(own) for own in findings]
    possible = log_odds(predictions.kinds[:, KINDS.index("antonym")], _LEAST_CHANCE) >= _LEAST_LOG_ODDS
    asked: dict[int, list[Candidate]] = {}
    for k, reading in enumerate(readings):
        if possible[k] and reading.original.is_english != reading.version.is_english:
            asked[k] = [c for c in _candidates(*_sides(reading)) if _is_marked(reading, c, predictions, k)]
    for k, opposed in zip(
        asked, opposites_across([readings[k] for k in asked], list(asked.values()), encoder), strict=True
    ):
        found[k] += opposed
    return found


def _is_marked(reading: Reading, candidate: Candidate, predictions: Predictions, row: int) -> bool:
    """Whether the network marks the English or the foreign word at all."""
    return any(
        (predictions.original if side.side == "original" else predictions.version)[row].highest(word.start, word.end)
        >= _MARKED
        for side, k in zip(_sides(reading), candidate[:2], strict=True)
        for word in [side.words[k]]
    )


def opposites_across(
    readings: Sequence[Reading], asked: Sequence[Sequence[Candidate]], encoder: TokenEncoder
) -> Iterator[list[Finding]]:
    """For each pair of an English and a foreign text a finding for the word that most clearly became its opposite."""
    vectors = _vectors(
        (
            word
            for reading, candidates in zip(readings, asked, strict=True)
            for i, j, opposites in candidates
            for word in (_sides(reading)[0].low[i], _sides(reading)[1].low[j], *opposites)
        ),
        encoder,
    )
    for reading, candidates in zip(readings, asked, strict=True):
        english, foreign = _sides(reading)
        best = max(
            ((_margin(english.low[i], foreign.low[j], opposites, vectors), i, j) for i, j, opposites in candidates),
            default=(0.0, -1, -1),
        )
        yield [_opposed(reading, *best[1:])] if best[0] >= MARGIN else []


def _sides(reading: Reading) -> tuple[Text, Text]:
    """The English side and the foreign one."""
    sides = (reading.original, reading.version)
    return sides if reading.original.is_english else sides[::-1]


def _candidates(english: Text, foreign: Text) -> Iterator[Candidate]:
    """English words that have opposites, with the foreign word that stands for each, or in its place where none does."""
    for i, low in enumerate(english.low):
        if not english.content[i] or not (opposites := _opposites(low)):
            continue
        if english.partner[i] >= 0:
            places: Iterable[int] = (english.partner[i],)
        else:
            places = [j for j in english.slot(i) if foreign.partner[j] < 0]
        for j in places:
            word = foreign.low[j]
            if word in opposites or word in english.low:
                continue  # a word of both languages
            if word[0].isalpha() and (len(word) >= _LETTERS or not word.isascii()):
                yield i, j, opposites


@lru_cache(maxsize=16384)
def _opposites(word: str) -> tuple[str, ...]:
    """The commonest opposites of an English word, in one word each and not made of it ("unsure"): such vectors are too alike."""
    found = [other for other in lexicon.antonyms(word) if other.isalpha() and word not in other]
    return tuple(sorted(found, key=lambda other: (-lexicon.commonness(other), other))[:_MOST])


def _vectors(words: Iterable[str], encoder: TokenEncoder) -> dict[str, np.ndarray]:
    """The vectors of words by themselves; those of words met lately are remembered."""
    known = _KNOWN.setdefault(encoder.revision, {})
    if len(known) > _REMEMBERED:
        known.clear()
    new = [word for word in dict.fromkeys(words) if word not in known]
    known.update(zip(new, encoder.encode(new), strict=True) if new else ())
    return known


_KNOWN: dict[str, dict[str, np.ndarray]] = {}
_REMEMBERED = 50_000


def _margin(word: str, foreign: str, opposites: Sequence[str], vectors: dict[str, np.ndarray]) -> float:
    """By how much the foreign word is nearer to the nearest opposite than to the word; 0 where it is near to none."""
    nearest = max(float(vectors[foreign] @ vectors[other]) for other in opposites)
    return nearest - float(vectors[foreign] @ vectors[word]) if nearest >= _LEAST else 0.0


def _opposed(reading: Reading, i: int, j: int) -> Finding:
    words = _sides(reading)[0].words[i], _sides(reading)[1].words[j]
    original, version = words if reading.original.is_english else words[::-1]
    return finding("opposites", "antonym", _WEIGHT, [original], [version])
