"""The report as text: what it says first, what it carries, that no text of a story can become markup."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.analysis import Analysis
from drift.output.report import render, report_pages, to_html, write_report
from drift.output.report.answer import gravest, kept, most_drifted
from drift.output.report.charts import charts, course
from drift.output.report.marks import marks
from drift.output.report.pages import file_names
from drift.output.report.payload import payload, utf16
from drift.output.report.wording import BANDS, KIND_MEANING, SEVERITY_MEANING
from drift.types import KINDS, SEVERITIES, Comparison, Drift, DriftError, Finding, Link, Span, Story, severity_of
from tests.conftest import Command
from tests.report_stories import HOSTILE, analysis, gold_story, hostile, journeys, long, of_lines, units, unread


class Elements(HTMLParser):
    """Counts the elements of a page and keeps their attributes' names."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def test_every_severity_and_kind_is_explained() -> None:
    assert tuple(SEVERITY_MEANING) == BANDS
    assert set(KIND_MEANING) == set(KINDS)


def test_the_page_opens_with_the_version_that_drifted_most_and_the_gravest_changes_in_words() -> None:
    page = render(analysis(gold_story()))
    opening = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index('id="map"')]))
    assert "How far retelling drifted" in opening
    assert "lower → became heighten" in opening
    assert opening.count("critical") >= 3


def test_gold_changes_are_ranked_and_listed_once() -> None:
    changes = gravest(gold_story())
    assert len(changes) == 5
    assert [c.drift for c in changes] == sorted((c.drift for c in changes), reverse=True)
    assert ("lower", "heighten") in {(c.original, c.version) for c in changes}
    story = long(40, 5)
    assert all(len(change.places) == 5 for change in gravest(story)), "the same change in five versions is one change"


def test_shares_of_the_original_sum_to_one() -> None:
    for story in (gold_story(), long(120, 2)):
        for line in kept(story):
            assert sum(line.shares.values()) + line.lost == pytest.approx(1)
            assert line.links == len(story.comparisons[0].links)


def test_no_drift_and_no_comparison_are_said_plainly() -> None:
    story = gold_story()
    (comparison,) = story.comparisons
    calm = replace(story, comparisons=(replace(comparison, drifts=(Drift(0.0, "none"),) * len(comparison.links)),))
    assert most_drifted(kept(calm)) is None
    assert "No drift was found" in render(analysis(calm))
    assert "Nothing was compared" in render(analysis(replace(story, comparisons=())))
    empty = Story("empty", (of_lines("a", []), of_lines("b", [])), "a", (Comparison("a", "b", ()),))
    assert "No drift was found" in render(analysis(empty))


def test_drift_without_findings_shows_the_whole_sentences() -> None:
    story = gold_story()
    (comparison,) = story.comparisons
    bare = replace(comparison, drifts=tuple(replace(drift, findings=()) for drift in comparison.drifts))
    change = gravest(replace(story, comparisons=(bare,)))[0]
    assert change.kind == "" and change.original and change.version


def test_without_an_original_versions_are_named_in_pairs() -> None:
    page = render(analysis(replace(gold_story(), original="")))
    assert "<bdi>original</bdi> and <bdi>retelling</bdi> are furthest apart" in page
    assert "every version is held against every other" in page


def test_hostile_texts_stay_text() -> None:
    page = render(hostile())
    elements = Elements(page)
    assert elements.tags.count("script") == len(re.findall(r"'sha256-", page)) + 1  # ours by hash, and the JSON
    assert "img" not in elements.tags
    assert not [name for name in elements.attributes if name.startswith("on")]
    assert "49" not in re.findall(r"separator (\S+)", page)
    assert Elements(to_html(hostile())).tags.count("script") == 0


def test_the_page_needs_no_network() -> None:
    page = render(analysis(gold_story()))
    assert "default-src 'none'" in page
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)
    assert "url(http" not in page and "@import" not in page


def test_the_json_holds_what_was_found() -> None:
    story = gold_story()
    text = payload(story)
    assert not set("<>&\u2028\u2029") & set(text)
    value = json.loads(text)
    (comparison,) = value["comparisons"]
    rows = story.comparisons[0]
    assert [tuple(row[0]) for row in comparison["rows"]] == [link.original for link in rows.links]
    assert [value["severities"][row[4]] for row in comparison["rows"]] == [drift.severity for drift in rows.drifts]
    assert [s["sentences"] for s in value["versions"]] == [[s.text for s in v.sentences] for v in story.versions]
    antonym = next(f for row in comparison["rows"] for f in row[7] if value["kinds"][f[0]] == "antonym")
    assert antonym[2] == "lower → heighten"


@given(st.text(), st.integers(0, 30))
def test_utf16_offsets_are_those_of_javascript(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert utf16(text, offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


spans = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda x: Span("original", x[0], x[0] + x[1]))
findings = st.lists(st.builds(Finding, st.sampled_from(KINDS), st.lists(spans, max_size=3).map(tuple), st.floats(0, 1)))


@given(findings, st.floats(0, 1))
def test_marks_are_disjoint_and_cover_what_the_findings_cover(found: list[Finding], amount: float) -> None:
    drift = Drift(amount, severity_of(amount), tuple(sorted(found, key=lambda f: -f.weight)))
    made = marks(drift, "original")
    assert all(a.end <= b.start for a, b in pairwise(made))
    characters = {i for finding in found for span in finding.spans for i in range(span.start, span.end)}
    assert {i for mark in made for i in range(mark.start, mark.end)} == characters
    assert all(SEVERITIES.index(mark.severity) <= SEVERITIES.index(drift.severity) for mark in made)
    assert marks(drift, "version") == []


def test_bars_show_every_passage_once_to_one_scale() -> None:
    story = gold_story()
    drifts = story.comparisons[0].drifts
    per_version, kinds, _ = charts(story)
    (bar,) = per_version.bars
    assert [(severity, count) for severity, _, _, count in bar.parts] == [
        (severity, n) for severity in SEVERITIES if (n := sum(d.severity == severity for d in drifts))
    ]
    assert bar.figure == f"{sum(d.drift or 0 for d in drifts) / len(drifts):.2f}"
    assert {bar.name: int(bar.figure) for bar in kinds.bars} == Counter(kind for d in drifts for kind in d.kinds)
    for row in (bar, *kinds.bars):
        parts = list(row.parts)
        assert all(a[1] + a[2] == pytest.approx(b[1]) for a, b in pairwise(parts))
        assert parts[-1][1] + parts[-1][2] == pytest.approx(100 * sum(row.counts.values()) / row.whole)


@given(st.lists(st.none() | st.floats(0, 1), max_size=450))
def test_a_course_has_the_mean_of_each_stretch_and_a_gap_where_nothing_was_judged(amounts: list[float | None]) -> None:
    drifts = tuple(Drift(a, "unjudged" if a is None else severity_of(a)) for a in amounts)
    links = tuple(Link((i,), (i,)) for i in range(len(amounts)))
    line = course("copy", Comparison("original", "copy", links, drifts), len(amounts))
    assert len(line.steps) <= 200
    assert [at for start, end, _ in line.steps for at in range(start, end)] == list(range(len(amounts)))
    for start, end, drift in line.steps:
        judged = [a for a in amounts[start:end] if a is not None]
        assert drift == (pytest.approx(sum(judged) / len(judged)) if judged else None)
    assert line.baseline.count("M") == sum(drift is not None for *_, drift in line.steps)


def test_a_page_draws_every_chart_in_the_pages_colours() -> None:
    page = render(analysis(long(50, 3)))
    figures = page.split("<figure")[1:]
    assert len(figures) == len(charts(long(50, 3))) == 3
    assert all("<svg viewBox=" in figure and "#" not in figure.split("</figure>")[0] for figure in figures)


def test_versions_whose_names_begin_alike_keep_their_own_bars() -> None:
    story = long(10, 1)
    names = ["the same long beginning of a name, " + end for end in "ab"]
    twins = [replace(story.versions[1], name=name) for name in names]
    comparisons = tuple(replace(story.comparisons[0], version=name) for name in names)
    bars = charts(replace(story, versions=(story.versions[0], *twins), comparisons=comparisons))[0].bars
    assert [bar.name for bar in bars] == names


def test_what_was_not_judged_is_neither_drift_nor_none() -> None:
    story = unread()
    (line,) = kept(story)
    assert line.counts["unjudged"] == 2
    assert line.mean_drift == pytest.approx(0.9)
    page = render(analysis(story))
    assert "2 passages were not judged: no model reads German" in page
    assert {change.drift for change in gravest(story)} == {0.9}
    rows = json.loads(payload(story))["comparisons"][0]["rows"]
    assert [row[3:5] for row in rows] == [[0.9, 3], [None, 4], [None, 4]]
    assert [row[10:] for row in rows] == [[], ["no model reads German"], ["no model reads German"]]
    assert "–" in to_html(analysis(story))
    (comparison,) = story.comparisons
    nothing = replace(story, comparisons=(replace(comparison, drifts=(comparison.drifts[1],) * 3),))
    assert kept(nothing)[0].mean_drift is None
    assert "Nothing could be judged" in render(analysis(nothing))
    index = dict(report_pages(analysis(nothing, replace(story, name="other"))))["report.html"]
    assert "<bdi>other</bdi> drifted most" in index and "5 could not be judged" in index


def test_the_model_that_judged_is_named() -> None:
    assert "Judged by the drift model tiny." in render(analysis(units()))
    two = replace(units().comparisons[0], version="en-US", judged_by="big")
    story = replace(units(), versions=(*units().versions, replace(units().versions[1], name="en-US")))
    page = render(analysis(replace(story, comparisons=(*story.comparisons, two))))
    assert "<bdi>en-GB</bdi> by tiny, <bdi>en-US</bdi> by big" in page
    assert "Judged by" not in render(analysis(gold_story()))


def test_what_was_set_aside_is_listed_with_its_reason() -> None:
    page = render(analysis(unread()))
    assert "Set aside, neither aligned nor judged: 2 pieces of text" in page
    assert "Accept all cookies <small>(cookie notice)</small>" in page
    assert "Home | News <small>(menu)</small>" in page


def test_a_story_of_forty_sentences_and_five_versions_is_under_a_megabyte_and_a_half() -> None:
    assert len(render(analysis(long(40, 5))).encode()) < 1_500_000


def test_one_story_is_one_file_and_many_are_listed(tmp_path: Path) -> None:
    one = analysis(gold_story())
    assert write_report(one, tmp_path / "one") == [tmp_path / "one" / "report.html"]
    assert (tmp_path / "one" / "report.html").read_text(encoding="utf-8") == render(one)
    many = Analysis(
        (gold_story(), gold_story("berry-recall"), replace(gold_story(), name="Border: talks")), one.signature
    )
    written = write_report(many, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        "report.html", "reports/border-talks.html", "reports/berry-recall.html", "reports/Border-talks-2.html"
    ]  # fmt: skip
    index = written[0].read_text(encoding="utf-8")
    assert all(f'href="reports/{path.name}"' in index for path in written[1:])
    assert 'href="../report.html"' in written[1].read_text(encoding="utf-8")


def test_no_story_at_all_still_makes_a_page(tmp_path: Path) -> None:
    (path,) = write_report(analysis(), tmp_path)
    assert "No drift was found in 0 stories" in path.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DriftError, match=r"file: cannot write the results there"):
        write_report(analysis(gold_story()), tmp_path / "file")


@given(st.lists(st.text(max_size=70), max_size=8))
def test_file_names_are_unique_and_safe(names: list[str]) -> None:
    made = file_names(tuple(Story(name, ()) for name in names))
    assert len({name.casefold() for name in made}) == len(names)
    assert all(re.fullmatch(r"[\w-]{1,70}\.html", name) and not name.startswith("-") for name in made)


def test_a_notebook_shows_the_gravest_links_with_marked_words() -> None:
    story = long(100, 1)
    table = analysis(story)._repr_html_()
    assert table.count("<tr>") == 51
    assert "The 50 gravest of 100 links" in table
    gold = to_html(analysis(gold_story()))
    assert '<mark class="critical">heighten</mark>' in gold
    assert "links;" not in gold


def test_the_command_writes_the_page_anew(tmp_path: Path, drift: Command) -> None:
    from drift.output.jsonl import write_jsonl

    write_jsonl(analysis(gold_story()), tmp_path / "analysis.jsonl")
    result = drift("report", tmp_path / "analysis.jsonl", "-o", tmp_path / "out")
    assert (result.code, result.out.strip()) == (0, str(tmp_path / "out" / "report.html"))
    assert (tmp_path / "out" / "report.html").stat().st_size > 50_000
    assert drift("report", tmp_path / "none.jsonl").code == 2


def test_hostile_lines_are_all_in_the_json() -> None:
    assert json.loads(payload(hostile().stories[0]))["versions"][0]["sentences"] == list(HOSTILE)


def test_what_was_said_of_a_versions_making_is_escaped() -> None:
    page = render(analysis(journeys()))
    assert "&lt;b&gt;a machine" in page
    assert "<b>a machine" not in page


def test_a_story_of_two_versions_has_no_part_on_all_together() -> None:
    assert 'id="journey"' not in render(analysis(gold_story()))
