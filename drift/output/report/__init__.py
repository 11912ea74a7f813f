"""What the analysis found, to be seen: `report.html`, and an `Analysis` as a table in a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from drift.output.files import whole_folder
from drift.output.report.notebook import table as to_html
from drift.output.report.pages import file_names, render_index, render_story
from drift.types import Results

__all__ = ["render", "report_pages", "to_html", "write_page", "write_report"]


def render(analysis: Results) -> str:
    """The report of the analysis's one story as a self-contained HTML page; ValueError if it holds more or none."""
    (story,) = analysis.stories
    return render_story(story, analysis)


def report_pages(analysis: Results) -> Iterator[tuple[str, str]]:
    """The report's files, `report.html` first: their paths in the folder of results, and their pages.

    With one story `report.html` is its report; with many it lists them, and each has its page under `reports/`.
    """
    if len(analysis.stories) == 1:
        yield "report.html", render(analysis)
        return
    names = [f"reports/{name}" for name in file_names(analysis.stories)]
    yield "report.html", render_index(analysis, names)
    for name, story in zip(names, analysis.stories, strict=True):
        yield name, render_story(story, analysis, index="../report.html")


def write_report(analysis: Results, folder: str | Path) -> list[Path]:
    """Write the report's files into `folder`, made if missing.

    Returns:
        The files written, `report.html` first.

    Raises:
        DriftError: If they cannot be written there.
    """
    written = []
    with whole_folder(folder) as out:
        for name, page in report_pages(analysis):
            write_page(out / name, page)
            written.append(Path(folder) / name)
    return written


def write_page(path: Path, page: str) -> None:
    """Write one page, its folder made if missing."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(page.encode("utf-8", "replace"))  # a lone surrogate has no UTF-8
