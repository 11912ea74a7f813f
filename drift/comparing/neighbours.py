"""Which versions are held against each other: all of a few, of many each with those nearest to it.

Aligning all pairs of V versions takes V²/2 alignments. Most of them say again what others have said, so beyond `ALL`
versions those are left out whose versions are not near in their words; the number then grows with V, not with its square.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from drift.language.words import share_in_common, vocabulary
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
    if len(versions) <= ALL:
        return list(combinations(versions, 2))
    return _in_order(versions, _nearest(_nearness(versions), versions))


def pairs_to_judge(versions: Sequence[Version]) -> list[tuple[Version, Version]]:
    """The pairs to judge where no original is known: all of a few; of many, each with its nearest and the middle one.

    The middle one is the version that shares most words with all others; by it, any two are at most two pairs apart.

    Args:
        versions: Those of a story.
    """
    if len(versions) <= ALL:
        return list(combinations(versions, 2))
    near = _nearness(versions)
    middle = max(range(len(versions)), key=lambda i: (round(float(near[i].sum()), 9), versions[i].text))
    spokes = {frozenset((i, middle)) for i in range(len(versions)) if i != middle}
    return _in_order(versions, _nearest(near, versions) | spokes)


def _nearness(versions: Sequence[Version]) -> np.ndarray:
    """The share of words that two versions have in common (V, V), 0 of each with itself."""
    words = [vocabulary(version.text) for version in versions]
    near = np.zeros((len(versions), len(versions)))
    for i, j in combinations(range(len(versions)), 2):
        near[i, j] = near[j, i] = share_in_common(words[i], words[j])
    return near


def _nearest(near: np.ndarray, versions: Sequence[Version]) -> set[frozenset[int]]:
    """Each version with the `NEAREST` that are nearest to it."""
    places = range(len(versions))
    return {
        frozenset((i, j))
        for i in places
        for j in sorted((j for j in places if j != i), key=lambda j: (-near[i, j], versions[j].text))[:NEAREST]
    }


def _in_order(versions: Sequence[Version], pairs: set[frozenset[int]]) -> list[tuple[Version, Version]]:
    return [(versions[i], versions[j]) for i, j in sorted(map(sorted, pairs))]
