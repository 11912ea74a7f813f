"""Which versions are aligned with each other for the threads: all of a few, of many each with those nearest to it.

Aligning all pairs of V versions takes V²/2 alignments. Most of them say again what others have said, so beyond `ALL`
versions those are left out whose versions are not near in their words; the number then grows with V, not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from drift.language.words import split_words
from drift.types import Version

ALL = 12  # versions up to which every pair is aligned
NEAREST = 4  # versions that each is aligned with beyond that, besides the original and its parent


def pairs_for_threads(versions: Sequence[Version]) -> list[tuple[Version, Version]]:
    """The pairs to align, each once and in the order of the versions; that order has no influence on which they are.

    How near two texts are is the share of their words that both have (Jaccard 1912). Names and figures are words, too, so
    that versions in different languages find each other, if less surely.

    Args:
        versions: Those of a story.
    """
    pairs = list(combinations(range(len(versions)), 2))
    if len(versions) > ALL:
        words = [frozenset(word.text.lower() for word in split_words(version.text)) for version in versions]
        near = {pair: _shared(words[pair[0]], words[pair[1]]) for pair in pairs}
        likest = {
            frozenset((i, j))
            for i in range(len(versions))
            for j in sorted(
                (j for j in range(len(versions)) if j != i),
                key=lambda j: (-near[min(i, j), max(i, j)], versions[j].text),
            )[:NEAREST]
        }
        pairs = [pair for pair in pairs if frozenset(pair) in likest]
    return [(versions[i], versions[j]) for i, j in pairs]


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    return len(one & two) / max(1, len(one | two))
