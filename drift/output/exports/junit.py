"""JUnit XML, which build servers show as tests: a suite a comparison, a case a link, failed from `major` on."""

from __future__ import annotations

from typing import Any, BinaryIO

from lxml import etree

from drift.output.exports.judged import Judged, of_comparison, title
from drift.output.xml import xml
from drift.types import Comparison, Results, Story

FAILS = ("major", "critical")
_SHOWN = 60  # characters of a passage in a case's name


def write(analysis: Results, file: BinaryIO) -> None:
    """Write the suites; what is minor is said in a passed case, what nobody judged is skipped."""
    root = etree.Element("testsuites", name="drift")
    for story in analysis.stories:
        root.extend(_suite(story, comparison) for comparison in story.comparisons)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count)) for suite in root)))
    file.write(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _suite(story: Story, comparison: Comparison) -> Any:
    name = f"{story.name}.{title(story, comparison)}"
    suite = etree.Element("testsuite", name=xml(name), time="0")
    suite.extend(_case(judged, name) for judged in of_comparison(story, comparison))
    found = [child.tag for case in suite for child in case]
    counts = {"tests": len(suite), "failures": found.count("failure"), "errors": 0, "skipped": found.count("skipped")}
    for count, value in counts.items():
        suite.set(count, str(value))
    return suite


def _case(judged: Judged, suite: str) -> Any:
    text = " ".join((judged.original_text or judged.version_text).split())
    place = f"unit {judged.unit}" if judged.unit else f"link {judged.number}"
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    case = etree.Element("testcase", classname=xml(suite), name=xml(f"{place}: {shown}"), time="0")
    if judged.drift.drift is None:
        etree.SubElement(case, "skipped", message=xml(judged.verdict))
    elif judged.drift.severity in FAILS:
        kinds = " ".join(judged.drift.kinds) or "drift"
        failure = etree.SubElement(case, "failure", message=xml(judged.verdict), type=kinds)
        failure.text = xml(f"original: {judged.original_text}\nversion:  {judged.version_text}")
    elif judged.is_flagged:
        etree.SubElement(case, "system-out").text = xml(judged.verdict)
    return case
