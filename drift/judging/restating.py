"""Pairs as a drift model reads them: what the version counts, or denies the opposite of, is told in the original's words.

That "two weeks" are "14 days" is arithmetic, and that what is "not blunt" is "sharp" is logic: rules do both better than a
network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from drift.detectors.antonyms import undone
from drift.detectors.numbers import in_other_words
from drift.judging.network.model import DriftModel, Judgement, Marks
from drift.types import Pair


@dataclass(frozen=True, slots=True)
class Told:
    """A version retold: its `text`, and for each stretch put in where it lies, `new` (k, 2), and what stood there, `old`
    (k, 2), as characters."""

    text: str
    new: np.ndarray
    old: np.ndarray

    def restored(self, marks: Marks) -> Marks:
        """Marks of the retold text as marks of the version; a token put in stands for all that it was put in for."""
        offsets = marks.offsets.copy()
        for (start, end), (was, until) in zip(self.new, self.old, strict=True):
            inside = (marks.offsets[:, 0] < end) & (marks.offsets[:, 1] > start)
            beyond = marks.offsets[:, 0] >= end
            offsets[beyond] = marks.offsets[beyond] - end + until
            offsets[inside] = was, until
        return replace(marks, offsets=offsets)


def told(pair: Pair) -> Told:
    """The version with the original's words for quantities in other words, and for opposites that are denied."""
    text, new, old, until = "", [], [], 0
    for span, words in sorted([*in_other_words(pair), *undone(pair)], key=lambda item: item[0].start):
        if span.start < until:
            continue
        text += pair.version[until : span.start]
        new.append((len(text), len(text) + len(words)))
        old.append((span.start, span.end))
        text, until = text + words, span.end
    return Told(text + pair.version[until:], np.array(new).reshape(-1, 2), np.array(old).reshape(-1, 2))


def judge_pairs(model: DriftModel, pairs: Sequence[Pair]) -> Judgement:
    """What the model says of the pairs, its marks in the characters of the texts as they are."""
    retold = [told(pair) for pair in pairs]
    judged = model.judge([(pair.original, version.text) for pair, version in zip(pairs, retold, strict=True)])
    marks = [version.restored(of_it) for version, of_it in zip(retold, judged.version, strict=True)]
    return replace(judged, version=marks)
