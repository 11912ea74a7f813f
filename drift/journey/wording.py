"""What the versions' words tell of their descent, thread by thread, for every ordered pair of versions.

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
_FOREIGN = 0.3  # share of the words of a passage that pass for new where the parent is in another language

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Evidence by thread t, supposed parent p and supposed copy c, each (T, K, K), the versions in the story's order.

    Attributes:
        size: The weight of the words of a version in a thread (T, K).
        novel: That of the copy's words that the parent lacks in the thread.
        inconsistent: How often the copy has a rarer word than its usual one for the same word of the parent. A copy that was made
            from the parent sees one word where the parent has one; it cannot tell apart what the parent's wording does not.
        returned: The weight of the original's words that the parent lacks and the copy has; 0 without an original.
    """

    size: np.ndarray
    novel: np.ndarray
    inconsistent: np.ndarray
    returned: np.ndarray


def compare_wording(story: Story) -> Wording:
    """The evidence of a story with threads."""
    count, k = len(story.threads), len(story.versions)
    said = [[_words(v, thread.sentences.get(v.name, ())) for v in story.versions] for thread in story.threads]
    sets = [[set(words) for words, _ in row] for row in said]
    root = next((i for i, version in enumerate(story.versions) if version.name == story.original), None)
    size, novel, returned = np.zeros((count, k)), np.zeros((count, k, k)), np.zeros((count, k, k))
    foreign = _foreign(story.versions)
    for t in range(count):
        sure = frozenset[str]().union(*(own for _, own in said[t]))
        weigh = {word: _SURE if word in sure else 1.0 for own in sets[t] for word in own}
        for c, own in enumerate(sets[t]):
            size[t, c] = sum(weigh[word] for word in own)
        for p, theirs in enumerate(sets[t]):
            for c, own in enumerate(sets[t]):
                if p == c or not own:
                    continue
                if theirs and foreign[p, c]:
                    novel[t, p, c] = _FOREIGN * size[t, c]
                    continue
                novel[t, p, c] = sum(weigh[word] for word in own - theirs)
                if root is not None and theirs and not foreign[root, c]:
                    returned[t, p, c] = sum(weigh[word] for word in (sets[t][root] - theirs) & own)
    return Wording(size, novel, _inconsistent(said, foreign), returned)


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


def _foreign(versions: Sequence[Version]) -> np.ndarray:
    """Whether two versions are in different languages (K, K), bool."""
    spoken = [v.language for v in versions]
    return np.array([[one != two and not {one, two} <= ENGLISH for two in spoken] for one in spoken], bool)
