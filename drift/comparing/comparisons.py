"""Stories -> stories with comparisons: which sentences belong together, and how far their meaning moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from drift.alignment import align
from drift.comparing.regrouping import proposals, regrouped
from drift.comparing.verdicts import Judges, Pairing, Progress, Verdict, judge
from drift.encoders.protocols import Encoder
from drift.judging.gaps import gap_drift, missing_translation
from drift.types import Comparison, Link, Story, Version


def aligned(story: Story, encoder_for: Callable[[frozenset[str]], Encoder]) -> Story:
    """The story with its comparisons: every version against the original, or each against each where there is none.

    Args:
        story: Its versions are split.
        encoder_for: The encoder for a comparison's languages.
    """
    if story.original:
        pairs = [(story.version(story.original), v) for v in story.versions if v.name != story.original]
    else:
        pairs = list(combinations(story.versions, 2))
    return replace(story, comparisons=tuple(Comparison(a.name, b.name, links(a, b, encoder_for)) for a, b in pairs))


def links(original: Version, version: Version, encoder_for: Callable[[frozenset[str]], Encoder]) -> tuple[Link, ...]:
    """The links between two versions, by their units where these are paired already, else by alignment."""
    if original.paired and version.paired:
        return paired_links(original, version)
    return aligned_links(original, version, encoder_for(frozenset((original.language, version.language))))


def judged(stories: Sequence[Story], judges: Judges, progress: Progress | None) -> tuple[list[Story], dict[str, str]]:
    """The stories with a drift for every link, all judged in one go, and what judged them."""
    pairings = [pairing for story in stories for c in story.comparisons for pairing in _pairings(story, c)]
    verdicts, models = judge(pairings, judges, progress)
    given = iter(verdicts)
    stories = [replace(s, comparisons=tuple(_with_drifts(s, c, given) for c in s.comparisons)) for s in stories]
    proposed = [[proposals(story, c) for c in story.comparisons] for story in stories]
    pairings = [p.pairing for of_story in proposed for found in of_story for p in found]
    verdicts, more = judge(pairings, judges)
    given = iter(verdicts)
    return [
        replace(
            story,
            comparisons=tuple(
                regrouped(c, found, list(islice(given, len(found))))
                for c, found in zip(story.comparisons, of_story, strict=True)
            ),
        )
        for story, of_story in zip(stories, proposed, strict=True)
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
