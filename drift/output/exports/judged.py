"""The judged links of an analysis, one after the other, and what is said of their findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from drift.output.report.marks import finding_drift
from drift.output.rows import evidence, unit
from drift.types import Comparison, Drift, Finding, Link, Results, Side, Story, Version, severity_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A link of a comparison with its drift; `number` is its place in the comparison, as in the column `link`."""

    story: Story
    comparison: Comparison
    original: Version
    version: Version
    number: int
    link: Link
    drift: Drift

    @property
    def original_text(self) -> str:
        """The original's side."""
        return self.original.passage(self.link.original)

    @property
    def version_text(self) -> str:
        """The version's side."""
        return self.version.passage(self.link.version)

    def text(self, side: Side) -> str:
        """One side's text, in which the spans of that side count."""
        return self.original_text if side == "original" else self.version_text

    @property
    def unit(self) -> str:
        """The id of the translation unit that it is, "" in running text."""
        return unit(self.link, self.original, self.version)

    @property
    def is_flagged(self) -> bool:
        """Whether something is to be said about it: a drift that is at least minor."""
        return self.drift.severity not in ("none", "unjudged")

    @property
    def verdict(self) -> str:
        """The verdict in words: `major, drift 0.71: number (13 → 30)`; why there is none, where nobody judged."""
        if self.drift.drift is None:
            return f"unjudged: {self.drift.note}" if self.drift.note else "unjudged"
        kinds = ", ".join(self.drift.kinds)
        shown = evidence(self.drift, self.original_text, self.version_text)
        said = f": {kinds} ({shown})" if kinds else ""
        note = f"; {self.drift.note}" if self.drift.note else ""
        return f"{self.drift.severity}, drift {self.drift.drift:.2f}{said}{note}"

    def comment(self, finding: Finding) -> str:
        """One finding in words: `number, major: 13 → 30`."""
        amount = finding_drift(self.drift, finding)
        band = self.drift.severity if amount is None else severity_of(amount)
        return f"{finding.kind}, {band}: {self.words(finding)}"

    def words(self, finding: Finding) -> str:
        """What a finding points at: `13 → 30`."""
        return evidence(replace(self.drift, findings=(finding,)), self.original_text, self.version_text)


def judged_links(analysis: Results) -> Iterator[Judged]:
    """Every link with its drift, in the order of `drift.csv`."""
    for story in analysis.stories:
        for comparison in story.comparisons:
            yield from of_comparison(story, comparison)


def of_comparison(story: Story, comparison: Comparison) -> Iterator[Judged]:
    """Those of one comparison."""
    sides = story.version(comparison.original), story.version(comparison.version)
    for number, (link, drift) in enumerate(zip(comparison.links, comparison.drifts, strict=True)):
        yield Judged(story, comparison, *sides, number, link, drift)


def title(story: Story, comparison: Comparison) -> str:
    """What a comparison is called: the version's name, or both names where the story has no original."""
    return comparison.version if story.original else f"{comparison.original} ↔ {comparison.version}"
