"""Hop by hop: where on its route from the original a thread changed its meaning, and whether it came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drift.journey.verdicts import Verdicts, all_verdicts
from drift.stories.routes import chain
from drift.types import ENGLISH, MAJOR, MINOR, Drift, Link, Story, Thread


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
        is_first_bad: Whether it is the first hop after which the thread is at least major from the original, and stays so
            to the end of some route.
        is_repair: Whether the thread was at least major from the original before, and is not after it.
    """

    thread: int
    number: int
    parent: str
    version: str
    found: tuple[tuple[Link, Drift], ...]
    drift: float | None
    so_far: float | None
    is_first_bad: bool = False
    is_repair: bool = False


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
    foreign = _foreign(story)
    for number, thread in enumerate(story.threads):
        so_far = {b: held[story.original, b].drift(thread) for _, _, b in steps}
        drifts = {b: held[a, b].drift(thread) for _, a, b in steps}
        bad = {b for way in ways for b in first_bad(way, so_far, drifts, foreign)}
        for n, a, b in steps:
            if a in thread.sentences or b in thread.sentences:
                yield Hop(
                    number, n, a, b, _found(held[a, b], thread), drifts[b], so_far[b], b in bad,
                    _is_bad(so_far.get(a)) and _is_good(so_far[b]),
                )  # fmt: skip


def first_bad(
    way: Sequence[str],
    so_far: dict[str, float | None],
    drifts: dict[str, float | None],
    foreign: frozenset[str] = frozenset(),
) -> list[str]:
    """The version after the first bad hop of a route, in a list; empty where the last version is as good as the original.

    A verdict on a text in another language than the original's misses more than others do, and a hop that left the text
    nearly as it was has not bent it, though the verdict on the version before was just short of major. So where the
    versions just before are in another language, or the hop is less than minor, the one of greatest drift is taken.

    Args:
        way: The versions of the route, the original first.
        so_far: By version its drift from the original.
        drifts: By version its drift from its parent.
        foreign: The versions that are in another language than the original.
    """
    judged = [name for name in way[1:] if so_far[name] is not None]
    if not judged or not _is_bad(so_far[judged[-1]]):
        return []
    first = judged[-1]
    for name in reversed(judged):
        if not _is_bad(so_far[name]):
            break
        first = name
    last = way.index(first)
    start = last
    while start > 1 and (way[start - 1] in foreign or _is_slight(drifts[way[start]])):
        start -= 1
    return [max(way[start : last + 1], key=lambda name: (drifts[name] or 0.0, -way.index(name)))]


def _found(verdicts: Verdicts, thread: Thread) -> tuple[tuple[Link, Drift], ...]:
    return tuple((link, drift) for _, link, drift in verdicts.of(thread))


def _foreign(story: Story) -> frozenset[str]:
    languages = {version.name: version.language for version in story.versions}
    own = languages[story.original]
    return frozenset(n for n, spoken in languages.items() if spoken != own and not {spoken, own} <= ENGLISH)


def _is_bad(drift: float | None) -> bool:
    return drift is not None and drift >= MAJOR


def _is_slight(drift: float | None) -> bool:
    return drift is not None and drift < MINOR


def _is_good(drift: float | None) -> bool:
    return drift is not None and drift < MAJOR
