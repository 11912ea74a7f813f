"""What a story's charts show: bars and lines as numbers; the templates draw them, the style sheet colours them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from drift.output.report.answer import Kept, kept
from drift.output.report.wording import BANDS
from drift.types import KINDS, Comparison, Severity, Story

PANELS = 12  # versions whose course along the text is drawn
POINTS = 200  # steps along the text


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart of bars: passages by severity, drawn to the scale of `whole` passages, and the row's figure."""

    name: str
    counts: dict[Severity, int]
    whole: int
    figure: str

    @property
    def parts(self) -> Iterator[tuple[Severity, float, float, int]]:
        """Severity, start and width in hundredths of the row, count."""
        at = 0.0
        for severity, count in self.counts.items():
            if count:
                width = 100 * count / self.whole
                yield severity, at, width, count
                at += width


@dataclass(frozen=True, slots=True)
class Course:
    """A row of a chart of lines: drift along the text's sentences, in a box `sentences` wide and 100 high."""

    name: str
    sentences: int
    steps: tuple[tuple[int, int, float | None], ...]  # first sentence, the one after the last, mean drift

    @property
    def path(self) -> str:
        """The area under the steps as an SVG path; where nothing was judged there is none."""
        return " ".join(f"M{start} 100V{100 - 100 * drift:.0f}H{end}V100Z" for start, end, drift in self.steps if drift)

    @property
    def baseline(self) -> str:
        """A line under the steps that were judged."""
        return " ".join(f"M{start} 100H{end}" for start, end, drift in self.steps if drift is not None)


@dataclass(frozen=True, slots=True)
class Chart:
    """A title, the content in a sentence for those who cannot see it, and rows of one sort."""

    title: str
    description: str
    scale: tuple[str, ...]  # what stands under the rows: left, middle, right
    bars: tuple[Bar, ...] = ()
    courses: tuple[Course, ...] = ()
    inline: bool = False  # names beside their bars, being short

    @property
    def severities(self) -> list[Severity]:
        """Those that its bars show, for the key."""
        return [severity for severity in BANDS if any(bar.counts.get(severity) for bar in self.bars)]


def charts(story: Story) -> list[Chart]:
    """Drift per version, passages by kind, drift along the text; none for a story in which nothing was compared."""
    lines = [(line, c) for line, c in zip(kept(story), story.comparisons, strict=True) if c.links]
    if not lines:
        return []
    names = [line.version if story.original else f"{line.original} ↔ {line.version}" for line, _ in lines]
    comparisons = [comparison for _, comparison in lines]
    made = [_per_version(names, [line for line, _ in lines])]
    if any(drift.kinds for comparison in comparisons for drift in comparison.drifts):
        made.append(_kinds(comparisons))
    return [*made, _along(names, story, comparisons)]


def _per_version(names: list[str], lines: list[Kept]) -> Chart:
    figures = ["–" if line.mean_drift is None else f"{line.mean_drift:.2f}" for line in lines]
    means = ", ".join(f"{name} {figure}" for name, figure in zip(names, figures, strict=True))
    bars = (Bar(n, line.counts, line.links, figure) for n, line, figure in zip(names, lines, figures, strict=True))
    return Chart("Drift per version", f"Mean drift: {means}.", ("0", "share of its passages", "100%"), tuple(bars))


def _kinds(comparisons: list[Comparison]) -> Chart:
    """A bar a kind, the commonest on top: the passages of all versions with it, by their severity."""
    counts = Counter((kind, d.severity) for c in comparisons for d in c.drifts for kind in d.kinds)
    totals = {kind: sum(counts[kind, severity] for severity in BANDS) for kind in KINDS}
    found = sorted((kind for kind in KINDS if totals[kind]), key=lambda kind: -totals[kind])
    described = ", ".join(f"{kind} {totals[kind]}" for kind in found)
    return Chart(
        "Kinds of change",
        f"Passages with a change, by kind: {described}.",
        (),
        tuple(Bar(k, {s: counts[k, s] for s in BANDS}, totals[found[0]], str(totals[k])) for k in found),
        inline=True,
    )


def _along(names: list[str], story: Story, comparisons: list[Comparison]) -> Chart:
    courses = tuple(
        course(name, comparison, len(story.version(comparison.original).sentences))
        for name, comparison in zip(names[:PANELS], comparisons[:PANELS], strict=True)
    )
    sizes = {max(0, line.sentences - 1) for line in courses}
    return Chart(
        "Drift along the text" + (f", the first {PANELS} versions" if len(names) > PANELS else ""),
        "The drift of each sentence or stretch of the original, from the first to the last.",
        ("0", "sentence of the original", str(max(sizes)) if len(sizes) == 1 else "last"),
        courses=courses,
    )


def course(name: str, comparison: Comparison, sentences: int) -> Course:
    """The mean drift of at most `POINTS` stretches of the original, None for one of which nothing was judged.

    Args:
        name: What the row is called.
        comparison: Whose drifts are drawn.
        sentences: How many sentences the original has.
    """
    drifts: list[float | None] = [None] * sentences
    for link, drift in zip(comparison.links, comparison.drifts, strict=True):
        for i in link.original:
            drifts[i] = drift.drift
    size = max(1, -(-sentences // POINTS))
    steps = []
    for start in range(0, sentences, size):
        judged = [drift for drift in drifts[start : start + size] if drift is not None]
        steps.append((start, min(start + size, sentences), fmean(judged) if judged else None))
    return Course(name, sentences, tuple(steps))
