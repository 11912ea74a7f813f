"""What the versions' words tell of their descent: who has which word in which thread, and who tells words apart.

All of it is asymmetric, for what is lost cannot come back: a copy drops distinctions and facts, and does not find again
those that its parent had dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np

from drift.language.words import split_words
from drift.types import ENGLISH, Story, Version

_SURE = 3.0  # weight of a figure or a name: nobody finds by guess one that was lost, or changes it alike by accident
_FOREIGN = (
    0.6  # share of a version's words that pass for new where the parent is in another language: kin, but not near
)

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of K versions in T threads, the versions in the story's order.

    Attributes:
        has: Whether a version has a word in a thread, a row a word and thread (N, K), float 0 or 1.
        weight: What such a row counts (N,).
        thread: Its thread (N,), int.
        inconsistent: How often a supposed copy has a rarer word than its usual one for the same word of a supposed parent,
            by thread, parent, copy (T, K, K). A copy that was made from the parent sees one word where the parent has one;
            it cannot tell apart what the parent's wording does not.
        foreign: Whether two versions are in different languages (K, K), bool.
    """

    has: np.ndarray
    weight: np.ndarray
    thread: np.ndarray
    inconsistent: np.ndarray
    foreign: np.ndarray

    def shares(self, times: np.ndarray) -> np.ndarray:
        """The share of a version's words (columns) that another (rows) lacks in the same thread (K, K).

        Args:
            times: How often each thread counts (T,).
        """
        weighed = self.has * (self.weight * times[self.thread])[:, None]
        novel = (1 - self.has).T @ weighed
        shares = novel / np.maximum(weighed.sum(0), 1.0)[None, :]
        return np.where(self.foreign, _FOREIGN, shares)


def compare_wording(story: Story) -> Wording:
    """The wording of a story with threads."""
    rows: list[tuple[int, float, list[bool]]] = []
    said = [[_words(v, thread.sentences.get(v.name, ())) for v in story.versions] for thread in story.threads]
    for t, row in enumerate(said):
        sets = [frozenset(words) for words, _ in row]
        sure = frozenset[str]().union(*(own for _, own in row))
        for word in sorted(frozenset[str]().union(*sets)):
            rows.append((t, _SURE if word in sure else 1.0, [word in own for own in sets]))
    spoken = [version.language for version in story.versions]
    foreign = np.array([[one != two and not {one, two} <= ENGLISH for two in spoken] for one in spoken], bool)
    has = np.array([own for _, _, own in rows], float).reshape(-1, len(story.versions))
    weight, thread = np.array([w for _, w, _ in rows], float), np.array([t for t, _, _ in rows], int)
    return Wording(has, weight, thread, _inconsistent(said, foreign), foreign)


def _words(version: Version, sentences: Sequence[int]) -> tuple[Words, frozenset[str]]:
    """The words of a version's passage in lower case, and those of them that are figures or look like names."""
    words: list[str] = []
    sure: set[str] = set()
    for i in sentences:
        own = [word.text for word in split_words(version.sentences[i].text) if word.text[0].isalnum()]
        sure.update(w.lower() for n, w in enumerate(own) if w[0].isdigit() or (n and w[0].isupper()))
        words += map(str.lower, own)
    return tuple(words), frozenset(sure)


def _inconsistent(said: Sequence[Sequence[tuple[Words, frozenset[str]]]], foreign: np.ndarray) -> np.ndarray:
    """`Wording.inconsistent`."""
    k = len(foreign)
    found = np.zeros((len(said), k, k))
    for p, c in combinations(range(k), 2):
        if foreign[p, c]:
            continue
        places = [(t, one, two) for t, row in enumerate(said) for one, two in _facing(row[p][0], row[c][0])]
        for parent, copy, turned in ((p, c, False), (c, p, True)):
            usual: dict[str, Counter[str]] = {}
            for _, one, two in places:
                source, target = (two, one) if turned else (one, two)
                usual.setdefault(source, Counter())[target] += 1
            most = {word: max(counts.values()) for word, counts in usual.items()}
            for t, one, two in places:
                source, target = (two, one) if turned else (one, two)
                found[t, parent, copy] += usual[source][target] < most[source]
    return found


def _facing(one: Words, two: Words) -> Iterator[tuple[str, str]]:
    """The words that face each other in two passages, stretches of unequal length as one."""
    if not one or not two:
        return
    for _, i0, i1, j0, j1 in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if i1 - i0 == j1 - j0:
            yield from zip(one[i0:i1], two[j0:j1], strict=True)
        else:
            yield " ".join(one[i0:i1]), " ".join(two[j0:j1])
