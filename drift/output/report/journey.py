"""What all versions of a story together tell, for the page: hops, agreement, lineage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drift.journey.hops import Hop, hops, routes
from drift.journey.kept import HopKept, kept_by_hop
from drift.journey.verdicts import Verdicts, all_verdicts
from drift.output.report.answer import anchor
from drift.output.words import words_against, words_of
from drift.types import Descent, Drift, Link, Severity, Side, Story, severity_of

LISTED = 30  # threads shown; all are in the CSV files


@dataclass(frozen=True, slots=True)
class Stop:
    """A version's reading of a thread.

    `drift` and `severity` are those of the step to it, `so_far` the drift from the original or the consensus. `tags` say
    what is to be seen here; `place` is the anchor of the row that shows the step, "" without one.
    """

    version: str
    language: str
    text: str
    drift: float | None = None
    severity: Severity | None = None
    so_far: float | None = None
    words: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """A thread through some versions: what is to be said of it, and the stops in order."""

    thread: int
    title: str
    words: tuple[str, ...]
    drift: float
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """A version's distance from what the others bear out, and in how many threads it stands alone."""

    version: str
    distance: float | None
    alone: int


@dataclass(frozen=True, slots=True)
class Node:
    """A text of a lineage, with the step to it and what was made from it."""

    name: str
    is_unseen: bool
    descent: Descent | None
    children: tuple[Node, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Journey:
    """All of it; empty parts where a story has none."""

    ways: tuple[tuple[str, ...], ...]
    kept: tuple[HopKept, ...]
    bent: tuple[Followed, ...]
    bent_in_all: int
    agreement: tuple[Agreement, ...]
    alone: tuple[Followed, ...]
    alone_in_all: int
    trees: tuple[Node, ...]


def journey(story: Story) -> Journey:
    """What the page shows of a story's versions together."""
    found = list(hops(story))
    bent = _bent(story, found)
    alone = _alone(story)
    return Journey(
        tuple(routes(story)),
        tuple(kept_by_hop(found)),
        tuple(bent[:LISTED]),
        len(bent),
        tuple(_agreement(story)),
        tuple(alone[:LISTED]),
        len(alone),
        tuple(_trees(story)),
    )


def _bent(story: Story, found: Sequence[Hop]) -> list[Followed]:
    """The threads that a hop bent or brought back, with the routes on which it did, the gravest first."""
    by_place = {(hop.thread, hop.version): hop for hop in found}
    anchors = {(c.original, c.version): number for number, c in enumerate((*story.comparisons, *story.hops))}
    held = all_verdicts((*story.comparisons, *story.hops))
    listed = []
    told: set[tuple[int, str]] = set()
    for way in routes(story):
        for number in range(len(story.threads)):
            steps = [hop for name in way[1:] if (hop := by_place.get((number, name))) is not None]
            shown = [hop for hop in steps if hop.is_first_bad or hop.is_repair]
            if not shown or all((number, hop.version) in told for hop in shown):
                continue
            told |= {(number, hop.version) for hop in shown}
            stops = [_stop(story, number, way[0]), *(_hop_stop(story, hop, held, anchors) for hop in steps)]
            bad = next((hop for hop in shown if hop.is_first_bad), None)
            words = _hop_words(story, bad or shown[0])
            if bad and not words:  # it was not found at the hop itself, but at the end of the route
                words = _words(story, held[story.original, way[-1]], number)
            title = f"{bad.parent} → {bad.version}" if bad else f"repaired by {shown[0].parent} → {shown[0].version}"
            gravest = max((hop.so_far or 0.0) for hop in steps)
            listed.append(Followed(number, title, words, gravest, tuple(stops)))
    return sorted(listed, key=lambda one: (-one.drift, one.thread))


def _stop(story: Story, thread: int, name: str, **more: object) -> Stop:
    version = story.version(name)
    text = version.passage(story.threads[thread].sentences.get(name, ()))
    return Stop(name, version.language, text, **more)  # type: ignore[arg-type]


def _hop_stop(
    story: Story, hop: Hop, held: dict[tuple[str, str], Verdicts], anchors: dict[tuple[str, str], int]
) -> Stop:
    rows = held[hop.parent, hop.version].of(story.threads[hop.thread])
    later = [name for name in hop.shows_in if name != hop.version]
    tags = [
        *(["first bad hop"] if hop.is_first_bad else []),
        *(f"shows in {name}" for name in later),
        *(["repaired"] if hop.is_repair else []),
    ]
    return _stop(
        story,
        hop.thread,
        hop.version,
        drift=hop.drift,
        severity="unjudged" if hop.drift is None else severity_of(hop.drift),
        so_far=hop.so_far,
        words=_hop_words(story, hop),
        tags=tuple(tags),
        place=anchor(anchors[hop.parent, hop.version], rows[0][0]) if rows else "",
    )


def _hop_words(story: Story, hop: Hop) -> tuple[str, ...]:
    return _changes(story, hop.parent, hop.version, hop.found)


def _words(story: Story, verdicts: Verdicts, thread: int) -> tuple[str, ...]:
    found = tuple((link, drift) for _, link, drift in verdicts.of(story.threads[thread]))
    return _changes(story, verdicts.comparison.original, verdicts.comparison.version, found)


def _changes(story: Story, parent: str, child: str, found: Sequence[tuple[Link, Drift]]) -> tuple[str, ...]:
    original, version = story.version(parent), story.version(child)
    changes: list[str] = []
    for link, drift in found:
        texts: dict[Side, str] = {"original": original.passage(link.original), "version": version.passage(link.version)}
        changes += words_of(drift, "original", texts)
    return tuple(dict.fromkeys(changes))


def _agreement(story: Story) -> list[Agreement]:
    if not any(thread.distances for thread in story.threads):
        return []
    made = []
    for version in story.versions:
        near = [t.distances[version.name] for t in story.threads if t.consensus and version.name in t.distances]
        alone = sum(thread.outliers == (version.name,) for thread in story.threads)
        made.append(Agreement(version.name, sum(near) / len(near) if near else None, alone))
    return sorted(made, key=lambda one: (-one.alone, -(one.distance or 0.0)))


def _alone(story: Story) -> list[Followed]:
    """The threads in which one version stands against the others, the furthest first."""
    held = all_verdicts(story.comparisons)
    made = []
    for number, thread in enumerate(story.threads):
        if len(thread.outliers) != 1:
            continue
        (outlier,) = thread.outliers
        words = tuple(words_against(story, held, thread, outlier))
        order = sorted(thread.distances, key=lambda name: (name != thread.consensus, name == outlier, name))
        tags = {thread.consensus: ("borne out by the others",), outlier: ("stands alone",)}
        stops = tuple(_stop(story, number, n, so_far=thread.distances[n], tags=tags.get(n, ())) for n in order)
        made.append(Followed(number, outlier, words, thread.distances[outlier], stops))
    return sorted(made, key=lambda one: (-one.drift, one.thread))


def _trees(story: Story) -> list[Node]:
    lineage = story.lineage
    if lineage is None or not lineage.descents:
        return []
    children: dict[str, list[Descent]] = {}
    for descent in lineage.descents:
        children.setdefault(descent.parent, []).append(descent)
    about = {v.name: ", ".join(filter(None, (v.language, v.made_by, v.date))) for v in story.versions}

    def node(name: str, descent: Descent | None) -> Node:
        below = tuple(node(one.child, one) for one in children.get(name, []))
        return Node(name, name in lineage.unseen, descent, below, about.get(name, ""))

    below = {descent.child for descent in lineage.descents}
    tops = [n for n in (*lineage.unseen, *(v.name for v in story.versions)) if n not in below]
    return [node(name, None) for name in sorted(tops, key=lambda n: (n not in children, n))]
