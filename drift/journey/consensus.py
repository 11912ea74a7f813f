"""Where no original is known: the reading of each thread that independent versions bear out, and who stands against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from drift.journey.verdicts import all_verdicts
from drift.journey.wording import Wording
from drift.types import MAJOR, Story, Thread

_COVERS = 0.75  # share of another's threads that a version has, from which its silence on one says something

_MAJORITY = 0.6  # share of the weight that makes one: two copies of one text against a third are none


def agreed(story: Story, wording: Wording) -> tuple[Thread, ...]:
    """The threads with their consensus and outliers; as they are with an original, or fewer than three versions."""
    if story.original or len(story.versions) < 3:
        return story.threads
    depends = dependence(story, wording)
    covers = _covers(story)
    held = all_verdicts(story.comparisons)
    names = [version.name for version in story.versions]
    made = []
    for thread in story.threads:
        heard = [n for n in names if n in thread.sentences or any(covers[v, n] >= _COVERS for v in thread.sentences)]
        drifts: dict[tuple[str, str], float | None] = {}
        for one, two in combinations(heard, 2):
            verdicts = held.get((one, two)) or held.get((two, one))
            if one not in thread.sentences and two not in thread.sentences:
                drifts[one, two] = 0.0
            elif verdicts is not None:
                drifts[one, two] = verdicts.drift(thread)
        weights = {one: 1 / sum(depends[one, two] for two in heard) for one in heard}
        made.append(_agreed(thread, weights, drifts) if len(heard) > 2 else thread)
    return tuple(made)


def dependence(story: Story, wording: Wording) -> dict[tuple[str, str], float]:
    """How far two versions depend on each other, in [0, 1]; a version on itself wholly.

    It is how much their wording agrees beyond what pairs of the story's versions usually do. One over the sum of a version's
    dependences is the weight of its word: 1 alone, and two copies of one text weigh together little more than 1, as
    sequences do that are weighted by their neighbours (Vingron and Argos 1989).
    """
    names = [version.name for version in story.versions]
    share = 1 - wording.shares(np.ones(len(story.threads)))
    alike = np.maximum(share, share.T)
    usual = float(np.median([alike[i, j] for i, j in combinations(range(len(names)), 2)]))
    shared = np.clip((alike - usual) / max(1 - usual, 1e-6), 0, 1)
    np.fill_diagonal(shared, 1)
    return {(one, two): float(shared[i, j]) for i, one in enumerate(names) for j, two in enumerate(names)}


def _agreed(thread: Thread, weights: Mapping[str, float], drifts: Mapping[tuple[str, str], float | None]) -> Thread:
    """The thread with its consensus, by the drifts between the versions that have a say in it."""
    known = {pair: drift for pair, drift in drifts.items() if drift is not None}
    between = known | {(two, one): drift for (one, two), drift in known.items()}
    heard = sorted({name for pair in between for name in pair})
    between |= _by_a_third(between, heard, asked=drifts.keys())
    if len(heard) < 3:
        return thread
    far = {name: _mean({o: between[name, o] for o in heard if (name, o) in between}, weights) for name in heard}
    best = min(heard, key=lambda name: (round(far[name], 6), name not in thread.sentences, name))
    others = {name: between[best, name] for name in heard if (best, name) in between}
    against = tuple(name for name, drift in others.items() if drift >= MAJOR)
    if sum(weights[name] for name in against) > (1 - _MAJORITY) * sum(weights[name] for name in (best, *others)):
        return replace(thread, distances=far)
    return replace(thread, consensus=best, outliers=against, distances={best: 0.0, **others})


def _by_a_third(
    between: Mapping[tuple[str, str], float], names: Sequence[str], asked: Collection[tuple[str, str]]
) -> dict[tuple[str, str], float]:
    """The drift of pairs that were not held against each other: the greater of the two from a third, the least of all thirds.

    Who says what a third says, says what another says who does so, too. A pair that was asked and could not be judged stays
    without.
    """
    found = {}
    for one, two in combinations(names, 2):
        if (one, two) not in between and (one, two) not in asked and (two, one) not in asked:
            ways = [max(between[one, n], between[n, two]) for n in names if (one, n) in between and (n, two) in between]
            if ways:
                found[one, two] = found[two, one] = min(ways)
    return found


def _mean(drifts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights[name] * drift for name, drift in drifts.items()) / sum(weights[name] for name in drifts)


def _covers(story: Story) -> dict[tuple[str, str], float]:
    """The share of the first version's threads that the second has."""
    has = {v.name: {k for k, thread in enumerate(story.threads) if v.name in thread.sentences} for v in story.versions}
    return {(one, two): len(has[one] & has[two]) / max(1, len(has[one])) for one in has for two in has}
