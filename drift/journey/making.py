"""What a translation engine makes of each version: who has the engine that made the copies can see of which it made them.

A copy is, but for an editor's hand, what the engine makes of its parent. So each version is sent through it again by the ways
that the copies may have gone, and what comes out is held against the others, thread by thread. Nobody is asked unless the
user names the engine and the ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from drift.language.words import share_in_common, vocabulary
from drift.retranslation.cached import MANY, translate_unique
from drift.retranslation.languages import find_direction, same_language
from drift.retranslation.protocols import Direction, Engine
from drift.runtime.digest import sha256
from drift.runtime.translation_cache import TranslationCache
from drift.types import DriftError, Story

Way = tuple[Direction, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """How like the K versions are to what the engine makes of each other, in T threads by R ways.

    Attributes:
        alike: The share of words that what the engine makes of a supposed parent has in common with a supposed copy, by way,
            thread, parent, copy (R, T, K, K); 0 where the parent lacks the thread or the way does not lead to the copy's
            language, NaN where the copy lacks it.
        revision: Another whenever the engine's translations may be others, as far as it can tell (sha256, hex).
    """

    alike: np.ndarray
    revision: str

    def shares(self, times: np.ndarray) -> np.ndarray:
        """The mean share over the threads that the copy has, by the way for which it is greatest (K, K).

        Args:
            times: How often each thread counts (T,).
        """
        has = ~np.isnan(self.alike)
        counted = np.einsum("t,rtij->rij", times, has)
        found = np.einsum("t,rtij->rij", times, np.where(has, self.alike, 0.0)) / np.maximum(counted, 1e-9)
        best: np.ndarray = found.max(axis=0)
        np.fill_diagonal(best, 0.0)
        return best


def making(story: Story, engine: Engine, via: Sequence[Sequence[str]], cache: TranslationCache | None = None) -> Making:
    """What the engine makes of each version of a story with threads.

    Args:
        story: Its versions and threads.
        engine: What the copies were made by.
        via: The ways there and back, each as the languages in between.
        cache: Where translations are kept between runs.

    Raises:
        DriftError: If the engine has none of the ways, or fails.
    """
    spoken = [version.language or "en" for version in story.versions]
    ways = _ways(engine, sorted(set(spoken)), via)
    said = [
        [vocabulary(v.passage(thread.sentences.get(v.name, ()))) for v in story.versions] for thread in story.threads
    ]
    size = len(story.versions)
    alike = np.zeros((len(ways), len(story.threads), size, size))
    for r, way in enumerate(ways):
        reaches = np.array([same_language(way[-1].target, language) for language in spoken])
        sent = [(p, v) for p, v in enumerate(story.versions) if same_language(way[0].source, spoken[p])]
        given = _translated([sentence.text for _, v in sent for sentence in v.sentences], engine, way, cache)
        for p, version in sent:
            for t, thread in enumerate(story.threads):
                own = thread.sentences.get(version.name, ())
                made = vocabulary(" ".join(given[version.sentences[i].text] for i in own))
                alike[r, t, p] = [share_in_common(made, said[t][c]) if reaches[c] else 0.0 for c in range(size)]
    lacks = np.array([[not words for words in row] for row in said], bool).reshape(len(story.threads), size)
    directions = sorted({direction for way in ways for direction in way})
    revision = sha256(*(engine.revision(direction) for direction in directions)).hex()
    return Making(np.where(lacks[None, :, None, :], np.nan, alike), revision)


def _ways(engine: Engine, languages: Sequence[str], via: Sequence[Sequence[str]]) -> list[Way]:
    """The ways that the engine has: from each language there and back again, and straight from each into each other."""
    wanted = [(own, *between, own) for own in languages for between in via]
    wanted += [(one, other) for one in languages for other in languages if one != other]
    found: list[Way] = []
    missing = None
    for stops in wanted:
        if any(same_language(one, other) for one, other in pairwise(stops)):
            continue
        try:
            found.append(tuple(find_direction(engine, *step) for step in pairwise(stops)))
        except DriftError as error:
            missing = error
    if not found:
        raise missing or DriftError(
            "there is no way to send the versions again; name one with --via, for instance --via es."
        )
    return found


def _translated(sentences: Sequence[str], engine: Engine, way: Way, cache: TranslationCache | None) -> dict[str, str]:
    """Each sentence after the last step of the way, by what it was before; what has no letter stays as it is."""
    now = {sentence: " ".join(sentence.split()) for sentence in sentences}
    for direction in way:
        wanted = [text for text in now.values() if any(map(str.isalpha, text))]
        given = dict(zip(wanted, translate_unique(engine, wanted, direction, cache, chunk=MANY), strict=True))
        now = {sentence: given.get(text, text) for sentence, text in now.items()}
    return now
