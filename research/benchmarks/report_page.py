"""How quickly the report opens and scrolls: `python -m research.benchmarks.report_page`.

For a story of 40 and one of 2,000 sentences in five versions: seconds to make the page, its size, and in headless
Chromium the milliseconds to the first paint and to the last row, the time from a filter to the next frame, and the
share of rows in view that are blank two frames after a jump.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from drift.output.report import write_report
from tests.report_stories import analysis, long

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
FILTER = """async () => {
    const start = performance.now();
    document.querySelector("[name=severity][value='0']").click();
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""
BLANKS = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    let seen = 0, blank = 0;
    for (let i = 0; i < 100; i++) {
        scrollTo({ top: document.documentElement.scrollHeight * ((i * 37) % 100) / 100, behavior: "instant" });
        await frame(); await frame();
        for (const row of document.querySelectorAll("#rows > li:not([hidden])")) {
            const box = row.getBoundingClientRect();
            if (box.bottom < 0 || box.top > innerHeight) continue;
            seen++;
            blank += !row.querySelector(".text").checkVisibility({ contentVisibilityAuto: true });
        }
    }
    return `${blank} of ${seen}`;
}"""


def main() -> None:
    """Print a line a story."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for sentences in (40, 2000):
            start = time.perf_counter()
            (path,) = write_report(analysis(long(sentences, 5)), Path(folder) / str(sentences))
            made = time.perf_counter() - start
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(path.as_uri())
            size = path.stat().st_size / 1e6
            print(f"{sentences} sentences x 5: made in {made:.1f} s, {size:.2f} MB, {_opened(page, sentences)}")
            print(f"  filter {page.evaluate(FILTER):.0f} ms; blank rows after a jump: {page.evaluate(BLANKS)}")
        browser.close()


def _opened(page: Page, sentences: int) -> str:
    page.wait_for_selector(f"#rows > li:nth-child({sentences})", state="attached")
    last = page.evaluate("performance.now()")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    return f"first paint {paint:.0f} ms, loaded {ready:.0f} ms, last row {last:.0f} ms"


if __name__ == "__main__":
    main()
