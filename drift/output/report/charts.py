"""A story's charts as SVG to stand in the page: matplotlib draws, the page's style sheet gives colours and fonts."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any

from drift.output.report.answer import Kept, kept, shorten
from drift.types import KINDS, SEVERITIES, Comparison, Story

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure

# Colours that stand for the style sheet's variables: so a chart turns dark with its page.
_VARIABLES = {
    "#010101": "var(--none)", "#020202": "var(--minor)", "#030303": "var(--major)", "#040404": "var(--critical)",
    "#050505": "var(--lost)", "#060606": "var(--ink)", "#070707": "var(--faint)", "#080808": "var(--rule)",
    "#090909": "var(--kind)",
}  # fmt: skip
_COLOURS = {variable[6:-1]: colour for colour, variable in _VARIABLES.items()}

WIDTH = 4.3  # inches of 100 points: three charts stand abreast on a desk, one fills a telephone
LABEL = 22  # characters of a version's name
PANELS = 12  # versions whose course along the text is drawn
POINTS = 200  # positions along the text


@dataclass(frozen=True, slots=True)
class Chart:
    """An SVG element, its title, and its content in a sentence for those who cannot see it."""

    title: str
    description: str
    svg: str


def charts(story: Story) -> list[Chart]:
    """Drift per version, passages by kind, drift along the text; none for a story in which nothing was compared."""
    lines = [(line, c) for line, c in zip(kept(story), story.comparisons, strict=True) if c.links]
    if not lines:
        return []
    names = [_name(story, line) for line, _ in lines]
    versions, comparisons = [line for line, _ in lines], [c for _, c in lines]
    means = ", ".join(f"{name} {line.mean_drift:.2f}" for name, line in zip(names, versions, strict=True))
    made = [Chart("Drift per version", f"Mean drift: {means}.", _svg(_per_version, names, versions))]
    found = Counter(kind for c in comparisons for drift in c.drifts for kind in drift.kinds)
    if found:
        counts = ", ".join(f"{kind} {n}" for kind, n in found.most_common())
        made.append(
            Chart("Kinds of change", f"Passages with a change, by kind: {counts}.", _svg(_kinds, names, comparisons))
        )
    described = "The drift of each sentence or stretch of the original, from the first to the last."
    title = "Drift along the text" + (f", the first {PANELS} versions" if len(names) > PANELS else "")
    return [*made, Chart(title, described, _svg(_along, names[:PANELS], story, comparisons[:PANELS]))]


def _name(story: Story, line: Kept) -> str:
    if story.original:
        return shorten(line.version, LABEL)
    return f"{shorten(line.original, LABEL // 2)} ↔ {shorten(line.version, LABEL // 2)}"


def _per_version(figure: Figure, names: list[str], lines: list[Kept]) -> None:
    figure.set_size_inches(WIDTH, 1.1 + 0.3 * len(lines))
    axes = figure.add_subplot()
    at = [0.0] * len(lines)
    for severity in SEVERITIES:
        shares = [line.counts[severity] / line.links for line in lines]
        axes.barh(range(len(lines)), shares, left=at, height=0.62, color=_COLOURS[severity], label=severity)
        at = [a + share for a, share in zip(at, shares, strict=True)]
    for row, line in enumerate(lines):
        axes.text(1.02, row, f"{line.mean_drift:.2f}", va="center", color=_COLOURS["ink"])
    axes.text(1.02, -0.8, "mean", va="center", color=_COLOURS["faint"])
    axes.set_xlim(0, 1)
    axes.set_ylim(len(lines) - 0.5, -1.0)
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks([0, 0.5, 1], ["0", "50%", "100%"])
    axes.set_xlabel("share of its passages", color=_COLOURS["faint"])
    _legend(figure)


def _kinds(figure: Figure, names: list[str], comparisons: list[Comparison]) -> None:
    """A bar a kind, the commonest on top: the passages of all versions with it, by their severity."""
    counts = Counter((kind, d.severity) for c in comparisons for d in c.drifts for kind in d.kinds)
    totals = {kind: sum(counts[kind, severity] for severity in SEVERITIES) for kind in KINDS}
    found = sorted((kind for kind in KINDS if totals[kind]), key=lambda kind: -totals[kind])
    figure.set_size_inches(WIDTH, 0.6 + 0.27 * len(found))
    axes = figure.add_subplot()
    at = [0] * len(found)
    for severity in SEVERITIES[1:]:
        shown = [counts[kind, severity] for kind in found]
        axes.barh(range(len(found)), shown, left=at, height=0.62, color=_COLOURS[severity], label=severity)
        at = [a + n for a, n in zip(at, shown, strict=True)]
    for row, total in enumerate(at):
        axes.text(total + 0.02 * max(at), row, str(total), va="center", color=_COLOURS["ink"])
    axes.set_xlim(0, 1.1 * max(at))
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_yticks(range(len(found)), found)
    axes.set_xticks([])
    _legend(figure)


def _legend(figure: Figure) -> None:
    figure.legend(
        ncols=4, loc="outside upper left", frameon=False, handlelength=0.9, columnspacing=1.2, handletextpad=0.4,
        borderpad=0, labelcolor=_COLOURS["ink"],
    )  # fmt: skip


def _along(figure: Figure, names: list[str], story: Story, comparisons: list[Comparison]) -> None:
    from matplotlib.ticker import MaxNLocator

    figure.set_size_inches(WIDTH, 0.65 + 0.42 * len(names))
    axes = figure.add_subplot()
    for line, comparison in enumerate(comparisons):
        places, drifts = course(comparison, len(story.version(comparison.original).sentences))
        axes.axhline(line, color=_COLOURS["rule"], linewidth=0.8)
        axes.fill_between(places, line - 0.9 * drifts, line, step="mid", color=_COLOURS["kind"], linewidth=0)
    axes.set_ylim(len(names) - 0.9, -1)
    axes.set_yticks([line - 0.35 for line in range(len(names))], names)
    axes.margins(x=0.01)
    axes.xaxis.set_major_locator(MaxNLocator(nbins="auto", integer=True, min_n_ticks=1))
    axes.set_xlabel("sentence of the original", color=_COLOURS["faint"])


def course(comparison: Comparison, sentences: int) -> tuple[np.ndarray, np.ndarray]:
    """At most `POINTS` places along the original (int, 1-based) and the mean drift (float) from each to the next."""
    import numpy as np

    drifts = np.zeros(sentences)
    for link, drift in zip(comparison.links, comparison.drifts, strict=True):
        for i in link.original:
            drifts[i] = drift.drift
    starts = np.arange(0, sentences, max(1, -(-sentences // POINTS)))
    if not sentences:
        return starts, drifts
    return starts + 1, np.add.reduceat(drifts, starts) / np.diff(starts, append=sentences)


def _svg(draw: Callable[..., None], names: list[str], *drawn: Any) -> str:
    """The SVG element that `draw(figure, names, *drawn)` makes; the same bytes for the same input."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    style: dict[Any, Any] = {
        "svg.fonttype": "none", "svg.hashsalt": draw.__name__, "text.parse_math": False, "font.size": 11,
        "axes.titlesize": 11, "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
        "axes.spines.bottom": False, "axes.edgecolor": _COLOURS["rule"], "xtick.color": _COLOURS["faint"],
        "ytick.color": _COLOURS["ink"], "xtick.major.size": 0, "ytick.major.size": 0, "figure.dpi": 100,
    }  # fmt: skip
    file = StringIO()
    with rc_context(style), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a glyph that matplotlib's font lacks: the reader's browser draws the text
        figure = Figure(layout="constrained", facecolor="none")
        draw(figure, names, *drawn)
        for axes in figure.axes:
            axes.patch.set_visible(False)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _for_page(file.getvalue())


def _for_page(svg: str) -> str:
    """matplotlib's document as an element of a page: no prolog, no ids but those used, the page's colours and fonts."""
    svg = svg[svg.index("<svg") :]
    used = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", svg))
    kept_ids = {name for pair in used for name in pair if name}
    svg = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in kept_ids else "", svg)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font: ([\d.]+)px [^;\"]+", r"font-size: \1px", svg)
    svg = re.sub("|".join(_VARIABLES), lambda found: _VARIABLES[found[0]], svg)
    return re.sub(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', r'<svg viewBox="\1" aria-hidden="true">', svg, count=1)
