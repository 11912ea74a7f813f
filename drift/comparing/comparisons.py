"""Stories -> stories with comparisons: which sentences belong together, and how far their meaning moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from drift.alignment import align
from drift.comparing.neighbours import pairs_for_threads, pairs_to_judge
from drift.comparing.regrouping import proposals, regrouped
from drift.comparing.verdicts import Judges, Pairing, Progress, Verdict, judge
from drift.encoders.protocols import Encoder
from drift.journey.threads import thread_up
from drift.judging.gaps import gap_drift, missing_translation
from drift.stories.routes import chain
from drift.types import Comparison, Link, Story, Version


def aligned(story: Story, encoder_for: Callable[[frozenset[str]], Encoder]) -> Story:
    """The story with its comparisons: every version against the original, or against the others where there is none.

    A version that a route leads to from the original by way of others is compared with its parent as well.

    Args:
        story: Its versions are split.
        encoder_for: The encoder for a comparison's languages.
    """
    if story.original:
        pairs = [(story.version(story.original), v) for v in story.versions if v.name != story.original]
    else:
        pairs = pairs_to_judge(story.versions)
    versions = {version.name: version for version in story.versions}
    hops = [(versions[v.parent], v) for v in story.versions if len(chain(versions, v.name, story.original)) > 2]
    made = [tuple(Comparison(a.name, b.name, links(a, b, encoder_for)) for a, b in chosen) for chosen in (pairs, hops)]
    return replace(story, comparisons=made[0], hops=made[1])


def threaded(story: Story, encoder_for: Callable[[frozenset[str]], Encoder]) -> Story:
    """The story with its threads; versions that are not compared with each other are aligned for them, if they are near."""
    known = {(c.original, c.version): c.links for c in (*story.comparisons, *story.hops)}
    for a, b in pairs_for_threads(story.versions):
        if (a.name, b.name) not in known and (b.name, a.name) not in known:
            known[a.name, b.name] = links(a, b, encoder_for)
    return replace(story, threads=thread_up(story, known))


def links(original: Version, version: Version, encoder_for: Callable[[frozenset[str]], Encoder]) -> tuple[Link, ...]:
    """The links between two versions, by their units where these are paired already, else by alignment."""
    if original.paired and version.paired:
        return paired_links(original, version)
    return aligned_links(original, version, encoder_for(frozenset((original.language, version.language))))


def judged(stories: Sequence[Story], judges: Judges, progress: Progress | None) -> tuple[list[Story], dict[str, str]]:
    """The stories with a drift for every link, all judged in one go, and what judged them."""
    compared = [(story, c) for story in stories for c in (*story.comparisons, *story.hops)]
    verdicts, models = judge([pairing for pair in compared for pairing in _pairings(*pair)], judges, progress)
    given = iter(verdicts)
    compared = [(story, _with_drifts(story, comparison, given)) for story, comparison in compared]
    proposed = [proposals(*pair) for pair in compared]
    verdicts, more = judge([p.pairing for found in proposed for p in found], judges)
    given = iter(verdicts)
    done = iter(
        [
            regrouped(comparison, found, list(islice(given, len(found))))
            for (_, comparison), found in zip(compared, proposed, strict=True)
        ]
    )
    return [
        replace(s, comparisons=tuple(islice(done, len(s.comparisons))), hops=tuple(islice(done, len(s.hops))))
        for s in stories
    ], models | more


def _pairings(story: Story, comparison: Comparison) -> Iterator[Pairing]:
    """The texts of the links that are no gaps."""
    original, version = story.version(comparison.original), story.version(comparison.version)
    languages = frozenset((original.language, version.language))
    for link in comparison.links:
        if not link.is_gap:
            yield Pairing(original.passage(link.original), version.passage(link.version), languages)


def _with_drifts(story: Story, comparison: Comparison, verdicts: Iterator[Verdict]) -> Comparison:
    """The comparison with the next of `verdicts` for each link between both sides, and what gaps weigh."""
    original, version = story.version(comparison.original), story.version(comparison.version)
    drifts, names = [], []
    for link in comparison.links:
        left, right = original.passage(link.original), version.passage(link.version)
        if not link.is_gap:
            verdict = next(verdicts)
            drifts.append(verdict.drift)
            names.append(verdict.judged_by)
        elif not original.paired:
            drifts.append(gap_drift(left, "original") if left else gap_drift(right, "version"))
        elif left:
            drifts.append(missing_translation(left, "original", version.absent))
        else:
            drifts.append(missing_translation(right, "version", "addition"))
    return replace(comparison, drifts=tuple(drifts), judged_by=next(filter(None, names), ""))


def aligned_links(original: Version, version: Version, encoder: Encoder) -> tuple[Link, ...]:
    """The links between the sentences of two split versions; what is set aside is in none."""
    kept = [[i for i, s in enumerate(side.sentences) if not s.set_aside] for side in (original, version)]
    left, right = ([side.sentences[i].text for i in at] for side, at in zip((original, version), kept, strict=True))
    return tuple(
        replace(
            link, original=tuple(kept[0][i] for i in link.original), version=tuple(kept[1][j] for j in link.version)
        )
        for link in align(left, right, encoder)
    )


def paired_links(original: Version, version: Version) -> tuple[Link, ...]:
    """The links of two versions whose units are paired already: unit i of the one with unit i of the other."""
    units = enumerate(zip(original.sentences, version.sentences, strict=True))
    return tuple(
        Link((i,) if left.text else (), (i,) if right.text else ())
        for i, (left, right) in units
        if (left.text or right.text) and not (left.set_aside or right.set_aside)
    )
