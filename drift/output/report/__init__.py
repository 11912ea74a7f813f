"""What the analysis found, to be seen: `report.html`, and an `Analysis` as a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from drift.types import DriftError, Results


def render(analysis: Results) -> str:
    """The report of the analysis's one story as a self-contained HTML page; ValueError if it holds more or none."""
    from drift.output.report.pages import render_story

    (story,) = analysis.stories
    return render_story(story, analysis)


def write_report(analysis: Results, folder: str | Path) -> list[Path]:
    """Write `report.html` into `folder`, made if missing; returns the files written, `report.html` first.

    With one story the file is its report; with many it lists them, and each has its page under `reports/`. Raises
    `DriftError` where that cannot be done.
    """
    from drift.output.report.pages import file_names, render_index, render_story

    out = Path(folder)
    if len(analysis.stories) == 1:
        return _write([(out / "report.html", render(analysis))])
    names = file_names(analysis.stories)
    index = out / "report.html", render_index(analysis, [f"reports/{name}" for name in names])
    pages = (
        (out / "reports" / name, render_story(story, analysis, index="../report.html"))
        for name, story in zip(names, analysis.stories, strict=True)
    )
    return _write(chain([index], pages))


def to_html(analysis: Results) -> str:
    """The gravest links as a table with marked words, for a notebook: an HTML fragment, styles within."""
    from drift.output.report.notebook import table

    return table(analysis)


def _write(pages: Iterable[tuple[Path, str]]) -> list[Path]:
    written = []
    for path, page in pages:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page.encode("utf-8", "replace"))  # a lone surrogate has no UTF-8
            written.append(path)
        except OSError as error:
            raise DriftError(f"{path}: cannot be written ({error.strerror}); name another folder.") from error
    return written
