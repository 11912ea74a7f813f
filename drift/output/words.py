"""The words of changes, read from either side."""

from __future__ import annotations

from collections.abc import Iterable

from drift.journey.verdicts import Verdicts
from drift.types import Drift, Side, Story, Thread


def words_of(drift: Drift, before: Side, texts: dict[Side, str]) -> list[str]:
    """The findings in words, `de-escalation → intensification`, from the side `before` to the other one."""
    after: Side = "version" if before == "original" else "original"

    def of(side: Side, spans: Iterable[tuple[Side, int, int]]) -> str:
        return " … ".join(texts[side][start:end] for own, start, end in spans if own == side) or "∅"

    found = []
    for finding in drift.findings:
        spans = [(span.side, span.start, span.end) for span in finding.spans]
        found.append(f"{of(before, spans)} → {of(after, spans)}")
    return list(dict.fromkeys(found))


def words_against(story: Story, held: dict[tuple[str, str], Verdicts], thread: Thread, outlier: str) -> list[str]:
    """What the versions that agree say in a thread, and the outlier in its place; the consensus first."""
    others = [thread.consensus, *(n for n in thread.distances if n not in (thread.consensus, *thread.outliers))]
    found = []
    for name in others:
        verdicts = held.get((name, outlier)) or held.get((outlier, name))
        if verdicts is None:  # of many versions, not all are held against each other
            continue
        original, version = story.version(verdicts.comparison.original), story.version(verdicts.comparison.version)
        for _, link, drift in verdicts.of(thread):
            texts: dict[Side, str] = {
                "original": original.passage(link.original),
                "version": version.passage(link.version),
            }
            found += words_of(drift, "original" if original.name == name else "version", texts)
    return list(dict.fromkeys(found))


def held_against(story: Story) -> str:
    """What is held against what in a story whose original is not known, in words."""
    pairs = len(story.versions) * (len(story.versions) - 1) // 2
    if len(story.comparisons) < pairs:
        return "each version is held against those that are nearest to it in their words"
    return "every version is held against every other"
