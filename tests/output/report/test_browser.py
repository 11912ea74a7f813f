"""The report in a real browser: it opens, filters, searches, steps by key, follows links, and shuts nobody out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drift.output.report import write_report
from drift.output.rows import rows
from tests.report_stories import HOSTILE, analysis, copies, gold_story, hostile, journeys, long, units, unread

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports under test, by name."""
    folder = tmp_path_factory.mktemp("reports")
    one = {
        "gold": analysis(gold_story()), "hostile": hostile(), "five": analysis(long(40, 5)),
        "long": analysis(long(2000, 5)), "lost": analysis(replace(long(40, 2), original="")),
        "unread": analysis(unread()), "units": analysis(units()), "journeys": analysis(journeys()), "copies": analysis(copies()),
    }  # fmt: skip
    files = {name: write_report(found, folder / name)[0] for name, found in one.items()}
    stories = (gold_story(), gold_story("berry-recall"), gold_story("market-hall"))
    return files | {"index": write_report(analysis(*stories), folder / "index")[0]}


@pytest.fixture
def visit(browser: Any, pages: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    """Open a report in a fresh window; any error in it, or a request that leaves the file, fails the test."""
    faults: list[str] = []
    contexts = []

    def open_page(name: str, fragment: str = "", width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.extend([message.text] if message.type == "error" else []))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda sent: faults.extend([] if sent.url.startswith(("file:", "data:")) else [sent.url]))
        page.goto(pages[name].as_uri() + fragment)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


def shown_rows(page: Any) -> list[str]:
    return list[str](page.eval_on_selector_all("#rows > li:not([hidden])", "rows => rows.map(row => row.id)"))


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_a_sample_story_opens_with_its_answer_and_all_rows(visit: Callable[..., Any]) -> None:
    page = visit("gold")
    assert page.inner_text("h1") == "How far retelling drifted"
    assert page.locator(".gravest li").count() == 5
    assert len(shown_rows(page)) == len(gold_story().comparisons[0].links)
    assert "heighten" in page.locator("mark.critical").all_inner_texts()
    assert page.locator("figure").count() == 3


def test_rows_and_sentences_bear_the_numbers_of_the_csv(visit: Callable[..., Any]) -> None:
    page = visit("gold", "#r0-3")
    assert page.inner_text("#r0-3 .permalink") == "3"
    (row,) = [row for row in rows(analysis(gold_story())) if row["link"] == 3]
    page.click("#r0-3 .to-thread")
    assert page.inner_text("#thread-title").split()[1] == str(row["original_sentences"][0])
    assert page.inner_text("#thread-versions a") == "row 3"


def test_translation_units_are_named(visit: Callable[..., Any]) -> None:
    page = visit("units")
    assert "unit menu.file.open" in page.inner_text("#r0-0 .verdict")
    assert "unit b<b>" in page.inner_text("#r0-1 .verdict")
    assert "∅ not translated" in page.inner_text("#r0-1")
    assert "not translated: Close" in page.inner_text(".gravest")
    assert "pairing unsure" not in page.inner_text("#rows")
    page.click("#r0-0 .to-thread")
    assert page.inner_text("#thread-title") == "Unit menu.file.open in every version"


def test_a_thread_is_read_stop_by_stop_with_its_first_bad_hop(visit: Callable[..., Any]) -> None:
    page = visit("journeys")
    bent, repaired = page.locator("#journey .followed > li").all()
    assert "original → spanish: de-escalation → intensificación" in bent.inner_text()
    assert "repaired by spanish → copy" in repaired.inner_text()
    bent.locator("summary").focus()
    page.keyboard.press("Enter")
    assert bent.locator(".chain .text").all_inner_texts() == [
        "Talks need de-escalation.", "Las charlas piden intensificación.", "Talks need intensification.",
    ]  # fmt: skip
    assert "first bad hop" in bent.locator(".chain .bad").inner_text()
    assert bent.locator(".chain .text").nth(1).get_attribute("lang") == "es"
    bent.locator(".chain a").last.click()
    page.wait_for_selector("#r2-0:focus")
    assert page.locator("#version option:checked").inner_text() == "spanish → copy"


def test_who_stands_alone_is_named_in_list_map_and_thread(visit: Callable[..., Any]) -> None:
    page = visit("copies")
    assert "b: denied → confirmed" in page.locator("#journey .followed summary").inner_text()
    assert "stands alone" in str(page.locator("#grid .alone").get_attribute("aria-label"))
    page.click("#r0-0 .to-thread")
    heads = page.locator("#thread-versions h3").all_inner_texts()
    assert heads == ["b stands against the others", "c"]
    page.keyboard.press("Escape")
    assert page.locator(".lineage > li").count() == 2
    assert page.locator(".lineage > li").first.inner_text().split("\n")[0].startswith("an unseen text")
    assert "b en independent" in " ".join(page.locator(".lineage").inner_text().split())


def test_filters_narrow_the_rows_and_are_counted(visit: Callable[..., Any]) -> None:
    page = visit("gold")
    drifts = gold_story().comparisons[0].drifts
    for severity in ("0", "1", "2"):
        page.uncheck(f"[name=severity][value='{severity}']")
    critical = sum(drift.severity == "critical" for drift in drifts)
    assert len(shown_rows(page)) == critical
    assert page.inner_text("#count") == f"{critical} of {len(drifts)} passages shown"
    page.select_option("#kind", "antonym")
    assert len(shown_rows(page)) == sum(d.severity == "critical" and "antonym" in d.kinds for d in drifts)
    page.fill("#search", "no such words")
    assert shown_rows(page) == []
    page.click("#reset")
    assert len(shown_rows(page)) == len(drifts)


def test_an_unjudged_row_has_its_own_look_and_is_passed_over_by_the_keys(visit: Callable[..., Any]) -> None:
    page = visit("unread")
    assert page.inner_text("#r0-1 .verdict").split()[:2] == ["unjudged", "–"]
    label = page.locator("#grid .cell").nth(1).get_attribute("aria-label")
    assert label == "copy, sentence 1: unjudged"
    page.keyboard.press("n")
    page.keyboard.press("n")
    assert focused(page) == "r0-0"
    page.uncheck("[name=severity][value='4']")
    assert shown_rows(page) == ["r0-0"]


def test_search_finds_words_of_either_side_whatever_their_case(visit: Callable[..., Any]) -> None:
    page = visit("gold")
    page.fill("#search", "HEIGHTEN tensions")
    (row,) = shown_rows(page)
    assert "lower tensions" in page.inner_text(f"#{row}")
    assert page.evaluate("CSS.highlights.get('found').size") >= 1


def test_keys_step_from_drift_to_drift(visit: Callable[..., Any]) -> None:
    page = visit("gold")
    drifted = [f"r0-{i}" for i, d in enumerate(gold_story().comparisons[0].drifts) if d.severity != "none"]
    seen = []
    for _ in range(3):
        page.keyboard.press("n")
        seen.append(focused(page))
    assert seen == drifted[:3]
    page.keyboard.press("p")
    assert focused(page) == drifted[1]
    assert page.evaluate("location.hash") == f"#{drifted[1]}"
    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.type("npvt")
    assert page.input_value("#search") == "npvt"


def test_keys_can_be_switched_off(visit: Callable[..., Any]) -> None:
    page = visit("gold")
    page.uncheck("#keys")
    page.keyboard.press("n")
    assert focused(page) == "keys"


def test_v_goes_to_the_next_version_and_round(visit: Callable[..., Any]) -> None:
    page = visit("five")
    for expected in ("version 2", "version 3", "version 4", "version 5", "version 1"):
        page.keyboard.press("v")
        assert page.inner_text("#head-version") == expected


def test_a_row_has_a_link_that_leads_to_it(visit: Callable[..., Any]) -> None:
    page = visit("long", "#r3-1500")
    page.wait_for_selector("#r3-1500:focus")
    assert page.inner_text("#head-version") == "version 4"
    assert page.locator("#r3-1500").is_visible()
    page.wait_for_timeout(200)  # rows round it take their true height
    assert 0 < page.evaluate("document.activeElement.getBoundingClientRect().top") < 844
    assert page.get_attribute("#r3-1500 .permalink", "href") == "#r3-1500"


def test_a_link_to_a_row_that_a_filter_hides_shows_it(visit: Callable[..., Any]) -> None:
    page = visit("gold")
    page.fill("#search", "no such words")
    page.evaluate("location.hash = 'r0-3'")
    page.wait_for_selector("#r0-3:focus")
    assert page.input_value("#search") == ""


def test_the_map_tells_a_cell_and_opens_its_row(visit: Callable[..., Any]) -> None:
    page = visit("five")
    assert page.locator("#grid [role=row]").count() == 5
    page.locator("#grid .cell").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#readout").startswith("version 2, sentence 1: none")
    page.keyboard.press("Enter")
    page.wait_for_selector("#r1-1:focus")


def test_the_map_of_a_long_text_gathers_sentences(visit: Callable[..., Any]) -> None:
    page = visit("long")
    cell = page.locator("#grid [role=row]").nth(0).locator(".cell").nth(2)
    assert cell.get_attribute("aria-label") == "version 1, sentences 34 to 50: 2 critical, 1 minor"
    cell.click()
    page.wait_for_selector("#r0-45:focus")


def test_without_an_original_the_reader_chooses_whose_sentences_the_map_follows(visit: Callable[..., Any]) -> None:
    page = visit("lost")
    assert page.inner_text("h1") == "original and version 1 are furthest apart"
    heads = "[...document.querySelectorAll('#grid [role=rowheader]')].map(head => head.textContent)"
    assert page.evaluate(heads) == ["version 1", "version 2"]
    page.select_option("#base", "1")
    assert page.evaluate(heads) == ["original"]
    assert page.locator("#grid .cell.extra").get_attribute("aria-label") == "original: nothing added"
    label = page.locator("#grid .cell").nth(39).get_attribute("aria-label")
    assert label == "original, sentence 39: minor, 0.33, entity"


def test_the_thread_shows_one_sentence_in_every_version(visit: Callable[..., Any]) -> None:
    page = visit("five", "#r0-4")
    page.wait_for_selector("#r0-4:focus")
    page.keyboard.press("t")
    assert page.inner_text("#thread-title") == "Sentence 4 in every version"
    assert page.locator("#thread-versions li").count() == 5
    page.click("#thread-next")
    assert page.inner_text("#thread-title") == "Sentence 5 in every version"
    page.locator("#thread-versions a").nth(2).click()
    page.wait_for_selector("#r2-5:focus")
    assert not page.evaluate("document.getElementById('thread').open")


def test_a_marked_word_explains_itself_on_hover_and_on_focus(visit: Callable[..., Any]) -> None:
    page = visit("gold")
    mark = page.locator("mark", has_text="heighten")
    mark.hover()
    card = page.inner_text("#card")
    assert all(words in card for words in ("antonym", "lower → heighten", "critical 1.00", "similarity\n0.90"))
    page.mouse.move(0, 0)
    assert page.locator("#card").is_hidden()
    mark.focus()
    assert page.locator("#card").is_visible()
    assert mark.get_attribute("aria-describedby") == "card"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()


def test_hostile_texts_show_as_text(visit: Callable[..., Any]) -> None:
    page = visit("hostile")
    assert page.title().startswith("</title><script>")
    originals = page.locator("#rows .side:nth-of-type(1) .text").evaluate_all("all => all.map(p => p.textContent)")
    assert originals == list(HOSTILE)
    assert page.locator("mark", has_text="denied").evaluate("mark => mark.textContent") == "denied"
    assert page.locator("mark", has_text="confirmed").evaluate("mark => mark.textContent") == "confirmed"
    arabic = page.locator("#r0-4 .text").first
    assert arabic.evaluate("p => getComputedStyle(p).direction") == "rtl"
    assert "$x$ 😀" in page.locator("figure bdi").first.text_content()


def test_no_row_in_view_is_blank_while_a_long_story_is_scrolled(visit: Callable[..., Any]) -> None:
    page = visit("long")
    page.wait_for_selector("#rows > li:nth-child(2000)", state="attached")
    blanks = page.evaluate("""async () => {
        const frame = () => new Promise(requestAnimationFrame);
        const found = [];
        for (let i = 0; i < 40; i++) {
            scrollTo({ top: document.documentElement.scrollHeight * ((i * 17) % 40) / 40, behavior: "instant" });
            await frame(); await frame(); await frame();
            for (const row of document.querySelectorAll("#rows > li")) {
                const box = row.getBoundingClientRect();
                const inView = box.bottom > 0 && box.top < innerHeight;
                const text = row.querySelector(".text");
                if (inView && !text.checkVisibility({ contentVisibilityAuto: true })) found.push(row.id);
            }
        }
        return found;
    }""")
    assert blanks == []


def test_a_click_on_a_head_sorts_the_stories(visit: Callable[..., Any]) -> None:
    page = visit("index")
    names = "[...document.querySelectorAll('#stories tbody th')].map(cell => cell.textContent)"
    by_drift = page.evaluate(names)
    page.click("#stories thead button:has-text('Story')")
    assert page.evaluate(names) == sorted(by_drift)
    assert page.get_attribute("#stories thead th:first-child", "aria-sort") == "ascending"
    page.click("#stories thead button:has-text('Story')")
    assert page.evaluate(names) == sorted(by_drift, reverse=True)
    page.click("#stories thead button:has-text('Mean drift')")
    assert page.evaluate(names) == by_drift
    page.click("#stories tbody a >> nth=0")
    page.wait_for_selector("#rows > li")
    page.click(".kicker a")
    page.wait_for_selector("#stories")


def test_the_theme_button_overrides_the_system_and_is_remembered(visit: Callable[..., Any]) -> None:
    page = visit("gold", scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) == light
    page.click("#theme")
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    assert page.evaluate(paper) == dark
    assert visit("gold", scheme="dark").evaluate(paper) == dark


def test_on_paper_the_tools_are_gone_and_every_row_is_there(visit: Callable[..., Any]) -> None:
    page = visit("long")
    page.emulate_media(media="print")
    assert page.locator("#tools").is_hidden()
    assert page.locator(".masthead nav").is_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(shown_rows(page)) == 2000


def test_without_scripts_the_answer_still_stands(visit: Callable[..., Any]) -> None:
    page = visit("gold", java_script_enabled=False)
    assert page.locator(".gravest li").count() == 5
    assert "drift.csv" in page.inner_text("noscript")


@pytest.mark.parametrize("name", ["gold", "five", "index", "hostile", "unread", "units", "journeys", "copies"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_sticks_out_of_the_window(visit: Callable[..., Any], name: str, width: int) -> None:
    page = visit(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm ci --prefix tests/browser")
@pytest.mark.parametrize("name", ["gold", "five", "hostile", "lost", "unread", "index", "thread", "journeys", "copies"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_no_serious_fault(visit: Callable[..., Any], name: str, width: int, scheme: str) -> None:
    page = visit("five" if name == "thread" else name, width=width, scheme=scheme)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    if name == "thread":
        page.click("#r0-3 .to-thread")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    grave = {
        fault["id"]: [node["html"] for node in fault["nodes"][:3]]
        for fault in found
        if fault["impact"] in ("serious", "critical")
    }
    assert not grave, json.dumps(grave, indent=1)
