"""The README's pictures: a sample story's report in headless Chromium, and its part on all versions together.

    python research/recipes/picture.py [ANALYSIS_JSONL]    writes docs/images/report.png and docs/images/journey.png

Without an analysis the sample is analysed first. Needs playwright (of the `dev` extra) and an installed Chromium.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

import drift
from drift.output.report import write_report

ROOT = Path(__file__).parents[2]
STORY = "border-talks"
PICTURE = ROOT / "docs" / "images" / "report.png"
JOURNEY = PICTURE.with_name("journey.png")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


def main() -> None:
    """Draw the opening of the report, from the headline to the first rows of the texts."""
    if len(sys.argv) > 1:
        analysis = drift.Analysis.load(sys.argv[1])
        analysis = replace(analysis, stories=tuple(story for story in analysis.stories if story.name == STORY))
    else:
        analysis = drift.analyze(ROOT / "drift" / "samples" / STORY)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        (page_file,) = write_report(analysis, folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto(page_file.as_uri())
        end = page.evaluate("document.querySelectorAll('#rows > li')[4].getBoundingClientRect().bottom")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURE, full_page=True, clip={"x": 0, "y": 0, "width": 1280, "height": end})
        page.evaluate("document.querySelector('.masthead').style.position = 'static'")
        page.evaluate(
            "for (const item of document.querySelectorAll('.followed > li')) item.hidden = item.matches(':nth-child(n + 5)')"
        )
        page.click(".followed summary >> nth=0")
        page.locator("#journey").screenshot(path=JOURNEY)
        browser.close()


if __name__ == "__main__":
    main()
