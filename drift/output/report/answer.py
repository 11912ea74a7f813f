"""What a reader wants to know first: which version drifted most, the gravest changes, what each version kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from drift.output.report.wording import BANDS
from drift.output.rows import coverage, mean_drift
from drift.types import SEVERITIES, Comparison, Drift, Link, Severity, Side, Story, Version

GRAVEST = 5
LONGEST = 110  # characters of evidence shown
AROUND = 50  # characters shown before and after it


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the report: the version's name and the row's anchor."""

    version: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words, and every row that shows it; an empty side means left out or added.

    `context` is the words before and after the change in the text where it shows, empty for whole sentences.
    """

    severity: Severity
    drift: float
    kind: str  # "" where the model found drift and no detector says which
    original: str
    version: str
    context: tuple[str, str]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What one comparison kept. `shares` of the original's text by severity of its link, and `lost` of it, sum to 1.

    `mean_drift` is that of the judged passages, None where none could be judged.
    """

    original: str
    version: str
    anchor: str
    mean_drift: float | None
    coverage: float
    shares: dict[Severity, float]
    lost: float
    counts: dict[Severity, int]
    judged_by: str

    @property
    def links(self) -> int:
        """How many links there are."""
        return sum(self.counts.values())


def anchor(comparison: int, link: int | None = None) -> str:
    """The row's fragment in the page, or the comparison's."""
    return f"r{comparison}" if link is None else f"r{comparison}-{link}"


def kept(story: Story) -> list[Kept]:
    """A line a comparison, in the story's order."""
    return [_kept(story, number, comparison) for number, comparison in enumerate(story.comparisons)]


def most_drifted(lines: list[Kept]) -> Kept | None:
    """The line with the highest mean drift; None where nothing was compared, judged, or found to have drifted."""
    drifted = [line for line in lines if any(line.counts[severity] for severity in SEVERITIES[1:])]
    return max(drifted, key=lambda line: line.mean_drift or 0.0, default=None)


def doubtful(story: Story) -> list[tuple[str, int]]:
    """What is to be said of passages that were judged, and of how many, the commonest first."""
    judged = (d for c in story.comparisons for d in c.drifts if d.drift is not None and d.note)
    return Counter(drift.note for drift in judged).most_common()


def unjudged(story: Story) -> list[tuple[str, int]]:
    """Why passages were not judged, and how many for each reason, the commonest first."""
    return Counter(d.note for c in story.comparisons for d in c.drifts if d.drift is None).most_common()


def gravest(story: Story, limit: int = GRAVEST) -> list[Change]:
    """The gravest changes, one a link; the same change in several versions is listed once."""
    merged: dict[tuple[str, tuple[int, ...], str, str, str], Change] = {}
    for key, change in _changes(story):
        first = merged.get(key)
        if first is None:
            merged[key] = change
        else:
            graver = max(first, change, key=lambda c: c.drift)
            merged[key] = replace(graver, places=first.places + change.places)
    return sorted(merged.values(), key=lambda change: -change.drift)[:limit]


def shorten(text: str, longest: int = LONGEST) -> str:
    """`text` cut at a word, with an ellipsis, if it is longer than `longest` characters.

    >>> shorten("one two three", 8)
    'one two…'
    """
    if len(text) <= longest:
        return text
    cut = text[:longest]
    return (cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut).rstrip() + "…"


def _changes(story: Story) -> Iterator[tuple[tuple[str, tuple[int, ...], str, str, str], Change]]:
    for number, comparison in enumerate(story.comparisons):
        original, version = story.version(comparison.original), story.version(comparison.version)
        for row, (link, drift) in enumerate(zip(comparison.links, comparison.drifts, strict=True)):
            if drift.drift is None or drift.severity == "none":
                continue
            texts = original.passage(link.original), version.passage(link.version)
            kind, left, right = _words(drift, *texts)
            place = Place(_name(story, comparison), anchor(number, row))
            context = _context(drift, *texts)
            change = Change(drift.severity, drift.drift, kind, shorten(left), shorten(right), context, (place,))
            yield (comparison.original, link.original, kind, left.casefold(), right.casefold()), change


def _words(drift: Drift, original: str, version: str) -> tuple[str, str, str]:
    """Kind and words of the gravest finding; the whole texts where there is none."""
    if not drift.findings:
        return "", original, version
    finding = drift.findings[0]

    def words(side: Side, text: str) -> str:
        return " … ".join(text[s.start : s.end] for s in finding.spans if s.side == side)

    return finding.kind, words("original", original), words("version", version)


def _context(drift: Drift, original: str, version: str) -> tuple[str, str]:
    """What stands round the gravest finding's words in the version, or in the original where they were left out."""
    spans = drift.findings[0].spans if drift.findings else ()
    side: Side = "version" if any(span.side == "version" for span in spans) else "original"
    text = {"original": original, "version": version}[side]
    at = [(span.start, span.end) for span in spans if span.side == side]
    if len(at) != 1 or at[0] == (0, len(text)):
        return "", ""
    before, after = text[: at[0][0]], text[at[0][1] :]
    return shorten(before[::-1], AROUND)[::-1], shorten(after, AROUND)


def _name(story: Story, comparison: Comparison) -> str:
    return comparison.version if story.original else f"{comparison.original} ↔ {comparison.version}"


def _kept(story: Story, number: int, comparison: Comparison) -> Kept:
    original = story.version(comparison.original)
    sizes = Counter[Severity]()
    lost = 0
    for link, drift in zip(comparison.links, comparison.drifts, strict=True):
        if link.version:
            sizes[drift.severity] += _size(original, link)
        else:
            lost += _size(original, link)
    whole = max(1, lost + sum(sizes.values()))
    counts = Counter(drift.severity for drift in comparison.drifts)
    return Kept(
        comparison.original,
        comparison.version,
        anchor(number),
        mean_drift=mean_drift(comparison.drifts),
        coverage=coverage(comparison, original, "original"),
        shares={severity: sizes[severity] / whole for severity in BANDS},
        lost=lost / whole,
        counts={severity: counts[severity] for severity in BANDS},
        judged_by=comparison.judged_by,
    )


def _size(original: Version, link: Link) -> int:
    return sum(len(original.sentences[i].text) for i in link.original)
