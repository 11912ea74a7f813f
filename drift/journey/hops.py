"""Hop by hop: where on its route from the original a thread changed its meaning, and whether it came back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from drift.journey.origin import first_bad, is_slight, states
from drift.journey.verdicts import Verdicts, all_verdicts
from drift.stories.routes import chain
from drift.types import ENGLISH, Drift, Link, Story, Thread


@dataclass(frozen=True, slots=True)
class Hop:
    """A thread's passage from a version to one that was made from it.

    Attributes:
        thread: The thread's number in the story.
        number: Which hop of the version's route it is, from 1.
        parent: The version before it.
        version: The version after it.
        found: The links between them that hold the thread, with their drifts.
        drift: The gravest of these, None where it could not be judged.
        so_far: The drift of the version from the original, None likewise.
        shows_in: Where it is the first bad hop, by route the version from which on the thread is bent to the end (see
            `drift.journey.origin.states`): its own, or a later one. Empty for other hops.
        is_repair: Whether the thread was bent before, and is not after it.
    """

    thread: int
    number: int
    parent: str
    version: str
    found: tuple[tuple[Link, Drift], ...]
    drift: float | None
    so_far: float | None
    shows_in: tuple[str, ...] = ()
    is_repair: bool = False

    @property
    def is_first_bad(self) -> bool:
        """Whether it is the hop that bent the thread for good on some route."""
        return bool(self.shows_in)

    @property
    def is_noticed(self) -> bool:
        """Whether its own drift is at least minor, so that the hop by itself looks like a change."""
        return self.drift is not None and not is_slight(self.drift)


def routes(story: Story) -> list[tuple[str, ...]]:
    """The routes of a story from its original to each version that none other was made from, sorted."""
    versions = {version.name: version for version in story.versions}
    parents = {version.parent for version in story.versions}
    chains = [
        chain(versions, v.name, story.original) for v in story.versions if story.original and v.name not in parents
    ]
    return sorted(route for route in chains if len(route) > 1)


def hops(story: Story) -> Iterator[Hop]:
    """Every hop of every thread, in the order of threads, then of routes; a hop that routes share comes once."""
    ways = routes(story)
    if not ways:
        return
    held = all_verdicts((*story.comparisons, *story.hops))
    steps = list(dict.fromkeys((n, a, b) for way in ways for n, (a, b) in enumerate(pairwise(way), 1)))
    foreign = in_other_languages(story)
    for number, thread in enumerate(story.threads):
        so_far = {b: held[story.original, b].drift(thread) for _, _, b in steps}
        drifts = {b: held[a, b].drift(thread) for _, a, b in steps}
        bad: dict[str, list[str]] = {}
        bent: dict[str, bool] = {}
        for way in ways:
            bent |= states(way, so_far, drifts, foreign)
            if (found := first_bad(way, so_far, drifts, foreign, thread.holds)) is not None:
                bad.setdefault(found[0], []).append(found[1])
        for n, a, b in steps:
            if a in thread.sentences or b in thread.sentences:
                yield Hop(
                    number, n, a, b, _found(held[a, b], thread), drifts[b], so_far[b],
                    tuple(dict.fromkeys(bad.get(b, ()))), bent.get(a, False) and not bent.get(b, True),
                )  # fmt: skip


def _found(verdicts: Verdicts, thread: Thread) -> tuple[tuple[Link, Drift], ...]:
    return tuple((link, drift) for _, link, drift in verdicts.of(thread))


def in_other_languages(story: Story) -> frozenset[str]:
    """The versions that are in another language than the original."""
    languages = {version.name: version.language for version in story.versions}
    own = languages[story.original]
    return frozenset(n for n, spoken in languages.items() if spoken != own and not {spoken, own} <= ENGLISH)
