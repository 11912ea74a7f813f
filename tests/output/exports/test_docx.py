"""A Word document, read by python-docx: the text as it was, the comments on their words."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from drift.output.exports.judged import judged_links
from drift.output.sheets import FILLS
from drift.output.xml import xml
from tests.output.exports.stories import ANALYSES, written


def document(name: str) -> Any:
    return Document(io.BytesIO(written(ANALYSES[name], "docx")))


def anchors(made: Any) -> list[tuple[str, str]]:
    """(the words that a comment is on, its text), in the order of the comments."""
    found: dict[str, str] = {}
    open_: set[str] = set()
    for element in made.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_.add(element.get(qn("w:id")))
        elif element.tag == qn("w:commentRangeEnd"):
            open_.discard(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for identity in open_:
                found[identity] = found.get(identity, "") + (element.text or "")
    return [(found.get(str(comment.comment_id), ""), comment.text) for comment in made.comments]


@pytest.mark.parametrize("name", ["gold", "hostile", "unread", "units", "overlapping", "long", "several"])
def test_the_text_is_there_line_by_line(name: str) -> None:
    shown = [p.text for p in document(name).paragraphs if p.style.name == "Normal"]
    expected = [
        xml(line)
        for story in ANALYSES[name].stories
        for comparison in story.comparisons
        for line in story.version(comparison.version).text.split("\n")
        if line.strip()
    ]
    assert shown == expected


def test_each_finding_is_a_comment_on_its_words() -> None:
    made = document("gold")
    told = [(j, finding) for j in judged_links(ANALYSES["gold"]) if j.is_flagged for finding in j.drift.findings]
    found = anchors(made)
    assert len(found) == len(told) > 5
    for (judged, finding), (words, comment) in zip(told, found, strict=True):
        assert comment.startswith(judged.comment(finding))
        spans = [span for span in finding.spans if span.side == "version"]
        if spans:
            assert words == judged.version_text[spans[0].start : spans[0].end]
    assert {comment.author for comment in made.comments} == {"drift"}


def test_what_has_no_words_is_remarked_where_it_would_stand() -> None:
    found = anchors(document("overlapping"))
    assert [words for words, _ in found] == [
        "Look here.",
        "confirmed",
        "He confirmed",
        "it. Once",
        "He confirmed it. Once.",
        "They never came.",
    ]
    assert found[1][1] == (
        "antonym, critical: denied → confirmed (passage: critical, 0.90)\noriginal: He denied it twice."
    )
    lost = [(words, comment) for words, comment in anchors(document("gold")) if comment.startswith("omission")]
    assert [words for words, _ in lost] == ["ahead."]  # the last word before


def test_words_are_coloured_by_the_gravest_finding() -> None:
    fills: dict[str, str] = {}
    for paragraph in document("overlapping").paragraphs:
        for run in paragraph.runs:
            for shade in run._element.iter(qn("w:shd")):
                fills[run.text] = shade.get(qn("w:fill"))
    assert fills == {
        "Look here.": FILLS["major"],
        "He ": FILLS["minor"],
        "confirmed": FILLS["critical"],
        "it. Once": FILLS["major"],
        "They never came.": FILLS["minor"],
    }


def test_what_was_set_aside_and_what_nobody_judged_is_said() -> None:
    shown = [p.text for p in document("unread").paragraphs]
    assert "Held against original: mean drift 0.90; 1 critical, 2 unjudged." in shown
    assert document("units").comments and "Held against en: mean drift 0.80; 1 critical, 1 major." in [
        p.text for p in document("units").paragraphs
    ]
