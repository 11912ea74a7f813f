"""Markdown for the comment of a pull request: how far each version drifted, and the gravest passages with their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from drift.output.exports.judged import Judged, judged_links, title
from drift.output.exports.stretches import stretches
from drift.output.rows import mean_drift
from drift.types import SEVERITIES, Results, Side

MOST = 20
"""Passages that are shown; GitHub's comments hold 65,536 characters."""

_LONGEST = 600  # characters of a passage
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~$&:^=]")
_BANDS = (*reversed(SEVERITIES[1:]), "unjudged")


def write(analysis: Results, file: BinaryIO) -> None:
    """Write the table of versions, then the passages that drifted, gravest first."""
    file.write("\n".join(_lines(analysis)).encode("utf-8", "backslashreplace"))


def _lines(analysis: Results) -> Iterator[str]:
    flagged = sorted(
        (judged for judged in judged_links(analysis) if judged.is_flagged), key=lambda one: -(one.drift.drift or 0.0)
    )
    yield "## Drift"
    yield ""
    yield f"| story | version | mean drift | {' | '.join(_BANDS)} |"
    yield f"|---|---|--:{'|--:' * len(_BANDS)}|"
    for story in analysis.stories:
        for comparison in story.comparisons:
            counts = Counter(drift.severity for drift in comparison.drifts)
            mean = mean_drift(comparison.drifts)
            figures = ["–" if mean is None else f"{mean:.2f}", *(str(counts[band]) for band in _BANDS)]
            yield f"| {escaped(story.name)} | {escaped(title(story, comparison))} | {' | '.join(figures)} |"
    yield ""
    if not flagged:
        drifts = [drift for s in analysis.stories for c in s.comparisons for drift in c.drifts]
        some = not drifts or any(drift.drift is not None for drift in drifts)
        yield "No drift was found." if some else "Nothing could be judged."
    for judged in flagged[:MOST]:
        yield from _passage(judged)
    if len(flagged) > MOST:
        yield f"… and {len(flagged) - MOST} more."
    yield ""
    yield f"<sub>{escaped(analysis.signature.program)}</sub>"
    yield ""


def _passage(judged: Judged) -> Iterator[str]:
    place = f"unit {judged.unit}" if judged.unit else f"link {judged.number}"
    kinds = f": {', '.join(judged.drift.kinds)}" if judged.drift.kinds else ""
    where = f"{escaped(judged.story.name)}, {escaped(title(judged.story, judged.comparison))}, {escaped(place)}"
    yield f"**{judged.drift.severity}** {judged.drift.drift:.2f}{kinds} ({where})"
    yield f"> original: {_marked(judged, 'original')}  "
    yield f"> version: {_marked(judged, 'version')}"
    yield ""


def _marked(judged: Judged, side: Side) -> str:
    """A side's text on one line, the words of its findings bold; its end is left out where it is long."""
    text = judged.text(side)
    pieces = (
        f"<b>{escaped(piece)}</b>" if found else escaped(piece)
        for piece, found in stretches(text[:_LONGEST], judged.drift.findings, side)
    )
    return "".join(pieces) + ("…" if len(text) > _LONGEST else "") or "∅"


def escaped(text: str) -> str:
    r"""Text that shows as it is: no mark-up, no table cell, nobody mentioned and no issue referred to.

    >>> escaped("@desk: *see* #12 <b>")
    '@<!-- -->desk\\: \\*see\\* \\#<!-- -->12 \\<b\\>'
    """
    line = _SPECIAL.sub(r"\\\g<0>", re.sub(r"\s+", " ", text))
    return re.sub(r"(@|#)(?=\w)", r"\1<!-- -->", line)
