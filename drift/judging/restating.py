"""Pairs as the network reads them: what the version says otherwise and rules know to be the same is restated in the original's words.

That "two weeks" are "14 days" is arithmetic, that what is "not blunt" is "sharp" is logic, and that who lends is borrowed
from is in the words: rules do all of that better than a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from drift.detectors.antonyms import denied_opposites
from drift.detectors.numbers import in_other_words
from drift.judging.network.model import Marks, Predictions
from drift.judging.network.panel import PairReader
from drift.language.attribution import named_speakers
from drift.language.equivalents import equivalents
from drift.language.names import spelled_otherwise
from drift.language.parties import told_alike
from drift.language.reading import Reading
from drift.types import Span


@dataclass(frozen=True, slots=True)
class Restated:
    """A version restated.

    Attributes:
        text: The restated text.
        new: Where each of the k stretches that were put in stands in it (k, 2), characters.
        old: Where in the version stood what each was put in for (k, 2).
    """

    text: str
    new: np.ndarray
    old: np.ndarray

    def restored(self, marks: Marks) -> Marks:
        """Marks of the restated text as marks of the version; a token put in stands for all that it was put in for."""
        offsets = marks.offsets.copy()
        for (start, end), (was, until) in zip(self.new, self.old, strict=True):
            inside = (marks.offsets[:, 0] < end) & (marks.offsets[:, 1] > start)
            beyond = marks.offsets[:, 0] >= end
            offsets[beyond] = marks.offsets[beyond] - end + until
            offsets[inside] = was, until
        return replace(marks, offsets=offsets)


def restated(reading: Reading) -> Restated:
    """The version with the original's words for what it says otherwise.

    Quantities in other words, opposites that are denied, turns that say the same, deeds told from their other side.
    """
    version = reading.pair.version
    text, new, old, until = "", [], [], 0
    changes = [*_said_otherwise(reading), *in_other_words(reading.pair), *denied_opposites(reading)]
    for span, words in sorted(changes, key=lambda item: (item[0].start, -item[0].end)):
        if span.start < until:
            continue
        text += version[until : span.start]
        new.append((len(text), len(text) + len(words)))
        old.append((span.start, span.end))
        text, until = text + words, span.end
    return Restated(text + version[until:], np.array(new).reshape(-1, 2), np.array(old).reshape(-1, 2))


def _said_otherwise(reading: Reading) -> list[tuple[Span, str]]:
    """Stretches of the version that say the same as stretches of the original, each with the original's words."""
    if not reading.is_english:
        return []
    one, two = reading.original, reading.version
    same = [(e.original, e.version) for e in equivalents(reading) if e.is_exact] + told_alike(one, two)
    same += [(range(i, i + 1), range(j, j + 1)) for i, j in spelled_otherwise(one, two)]
    same += named_speakers(one, two)
    return [
        (
            Span("version", two.words[there[0]].start, two.words[there[-1]].end),
            _cased(one.text[one.words[here[0]].start : one.words[here[-1]].end], two.words[there[0]].text),
        )
        for here, there in same
    ]


def _cased(words: str, like: str) -> str:
    """Words with a first letter that is as the one they are put in for, unless they begin with a name."""
    return words[0].upper() + words[1:] if like[0].isupper() else words


def predict_restated(model: PairReader, readings: Sequence[Reading]) -> Predictions:
    """What the model says of the pairs, restated; its marks are in the characters of the texts as they are."""
    versions = [restated(reading) for reading in readings]
    texts = [(reading.pair.original, version.text) for reading, version in zip(readings, versions, strict=True)]
    predictions = model.predict(texts)
    marks = [version.restored(own) for version, own in zip(versions, predictions.version, strict=True)]
    return replace(predictions, version=marks)
