"""A word that came back as its opposite in another language: "denied" against "bestätigte".

The lexicon knows English opposites, so one is put in the place of the English word. Three witnesses are asked whether the foreign
text says that: the encoder of sentences, which of both sentences it lies nearer to; the network, which pair drifts less; and the
encoder of the words by themselves, which of them the foreign word is nearer to. Each errs by itself: in a sentence opposites are
alike, a network is as glad of any other word that it knows better, and words have several senses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from drift.detectors.findings import finding
from drift.encoders.protocols import Encoder
from drift.judging.network.model import Predictions
from drift.judging.network.panel import PairReader
from drift.judging.odds import log_odds
from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.types import KINDS, Finding

# Read off training and calibration parts; docs/judgement.md has the figures.
_TOWARDS = 0.3  # the least that the foreign text lies on the side of the exchanged sentence
_SURE = 0.8  # the least of the log odds that network and words add up to
_WORDS = 15.0  # log odds that a difference of the words' cosines counts for
_WEIGHT = 0.7
_LEAST_LOG_ODDS, _LEAST_CHANCE = -4.5, 1e-4  # of an antonym, as the network has it
_MARKED = 0.1  # probability of a word's token
_MOST = 3  # opposites of a word that are tried
_LEAST_MOVE = 2e-3  # 1 - cosine by which an exchange is taken to move a sentence at least


@dataclass(frozen=True, slots=True)
class _Exchange:
    """An opposite put in the place of an English word.

    Attributes:
        row: Which pair it is tried on.
        english: The English side.
        foreign: The other side.
        word: The place of the word.
        opposite: What is put there.
    """

    row: int
    english: Text
    foreign: Text
    word: int
    opposite: str

    @property
    def text(self) -> str:
        """The English side with the opposite in it."""
        replaced = self.english.words[self.word]
        return self.english.text[: replaced.start] + self.opposite + self.english.text[replaced.end :]

    @property
    def pair(self) -> tuple[str, str]:
        """The sides in their order, exchanged."""
        texts = (self.text, self.foreign.text)
        return texts if self.english.side == "original" else texts[::-1]

    def finding(self) -> Finding:
        """What is found if the foreign text bears the exchange out: the word, and the one that stands for it, if any is."""
        partner = self.english.partner[self.word]
        words = self.english.pick([self.word]), self.foreign.pick([partner] if partner >= 0 else [])
        return finding("opposites", "antonym", _WEIGHT, *(words if self.english.side == "original" else words[::-1]))


def with_opposites(
    findings: Sequence[Sequence[Finding]],
    readings: Sequence[Reading],
    predictions: Predictions,
    model: PairReader,
    encoder: Encoder,
) -> list[list[Finding]]:
    """The findings of each pair, and that of an opposite where one side alone is English and the network allows for an antonym."""
    possible = log_odds(predictions.kinds[:, KINDS.index("antonym")], _LEAST_CHANCE) >= _LEAST_LOG_ODDS
    tried = [
        exchange
        for row, reading in enumerate(readings)
        if possible[row] and reading.original.is_english != reading.version.is_english
        for exchange in _exchanges(reading, predictions, row)
    ]
    tried = [exchange for exchange, by in zip(tried, _towards(tried, encoder), strict=True) if by >= _TOWARDS]
    sure = _gains(tried, predictions, model) + _WORDS * _nearer(tried, encoder)
    found = {exchange.row: exchange.finding() for exchange, odds in zip(tried, sure, strict=True) if odds >= _SURE}
    return [[*own, found[row]] if row in found else [*own] for row, own in enumerate(findings)]


def _exchanges(reading: Reading, predictions: Predictions, row: int) -> Iterator[_Exchange]:
    """The opposites of the one word that the network marks most, on either side, among those that have any."""
    english, foreign = reading.sides[0] if reading.original.is_english else reading.sides[1]
    here, there = (
        (predictions.original if side.side == "original" else predictions.version)[row] for side in (english, foreign)
    )
    marked = {}
    for i, low in enumerate(english.low):
        if english.content[i] and _opposites(low):
            own, others = english.words[i], foreign.pick(_counterparts(english, foreign, i))
            marks = [here.highest(own.start, own.end), *(there.highest(word.start, word.end) for word in others)]
            marked[i] = max(marks)
    most = max(marked, key=lambda i: marked[i], default=-1)
    if most >= 0 and marked[most] >= _MARKED:
        for opposite in _opposites(english.low[most]):
            yield _Exchange(row, english, foreign, most, opposite)


def _counterparts(english: Text, foreign: Text, i: int) -> list[int]:
    """The foreign word that stands for an English one, or those in its place that stand for none."""
    partner = english.partner[i]
    return [partner] if partner >= 0 else [j for j in english.slot(i) if foreign.partner[j] < 0]


@lru_cache(maxsize=16384)
def _opposites(word: str) -> tuple[str, ...]:
    """The commonest opposites of an English word."""
    return tuple(sorted(lexicon.antonyms(word), key=lambda other: (-lexicon.commonness(other), other))[:_MOST])


def _towards(tried: Sequence[_Exchange], encoder: Encoder) -> np.ndarray:
    """Where each foreign text lies between the English one, -1, and the exchanged one, 1: (n,).

    That is the difference of its cosines by the most that it can come to, for in a long sentence a word moves little.
    """
    columns = [[e.text for e in tried], [e.english.text for e in tried], [e.foreign.text for e in tried]]
    exchanged, english, foreign = np.split(encoder.encode([text for column in columns for text in column]), 3)
    moved = np.maximum(1 - (exchanged * english).sum(1), _LEAST_MOVE)
    return np.asarray((foreign * (exchanged - english)).sum(1) / moved)


def _gains(tried: Sequence[_Exchange], predictions: Predictions, model: PairReader) -> np.ndarray:
    """By how much each exchange lowers the log odds of the expected severity, (n,)."""
    before = predictions.expected[np.array([exchange.row for exchange in tried], int)]
    after = model.predict([exchange.pair for exchange in tried]).expected
    return np.asarray(log_odds(before, _LEAST_CHANCE) - log_odds(after, _LEAST_CHANCE))


def _nearer(tried: Sequence[_Exchange], encoder: Encoder) -> np.ndarray:
    """By how much a foreign word in its place is nearer to the opposite than to the English word, cosines (n,); 0 without any."""
    words = [
        (e.opposite, e.english.low[e.word], *(e.foreign.low[j] for j in _counterparts(e.english, e.foreign, e.word)))
        for e in tried
    ]
    asked = list(dict.fromkeys(word for own in words for word in own))
    vectors = dict(zip(asked, encoder.encode(asked), strict=True))
    return np.array(
        [
            max((float(vectors[w] @ (vectors[opposite] - vectors[word])) for w in there), default=0.0)
            for opposite, word, *there in words
        ]
    )
