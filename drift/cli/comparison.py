"""Two texts in the terminal, with the changed words marked."""

from __future__ import annotations

from rich.text import Text

from drift.cli.console import STYLES, console
from drift.types import Drift, Side


def show_comparison(original: str, version: str, drift: Drift) -> None:
    """Both sentences with the changed words marked, and the verdict in words."""
    out = console()
    sides: tuple[tuple[Side, str], ...] = (("original", original), ("version", version))
    for side, text in sides:
        out.print(Text(f"{side:9s}") + marked(text, side, drift), soft_wrap=not out.is_terminal)
    severity = Text(drift.severity, STYLES[drift.severity])
    if drift.drift is None:
        out.print("drift    ", severity, f": {drift.note}" if drift.note else "", sep="")
    else:
        kinds = ", ".join(drift.kinds) or "no change of meaning"
        out.print(f"drift    {drift.drift:.2f}, ", severity, f": {kinds}", sep="")
        if drift.note:
            out.print(f"note     {drift.note}", markup=False)


def marked(text: str, side: Side, drift: Drift) -> Text:
    """`text` with the spans of `side` in the severity's colour and in [brackets], which show without colour too."""
    spans = sorted({(s.start, s.end) for f in drift.findings for s in f.spans if s.side == side and s.end > s.start})
    out, at = Text(), 0
    for start, end in spans:
        if end <= at:
            continue
        start = max(start, at)
        out.append(text[at:start]).append(f"[{text[start:end]}]", STYLES[drift.severity])
        at = end
    return out.append(text[at:])
