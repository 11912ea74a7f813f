"""XLIFF and TMX: what they say by their specifications, and that they can be read again without loss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from drift.output.exports.judged import judged_links
from drift.stories.normalise import normalise
from drift.stories.read import read
from drift.types import Results, Story
from tests.output.exports.stories import ANALYSES, written

NAMES = {"x": "urn:oasis:names:tc:xliff:document:2.0", "its": "http://www.w3.org/2005/11/its"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XLIFF = ["gold", "hostile", "unread", "units", "overlapping", "several", "long"]


def xliff(name: str) -> Any:
    return etree.fromstring(written(ANALYSES[name], "xliff"))


def texts(results: Results) -> list[tuple[str, str]]:
    """Both sides of every link, on a line, as a reader gives them."""

    def line(text: str) -> str:
        return " ".join(normalise(text).split())

    return [(line(judged.original_text), line(judged.version_text)) for judged in judged_links(results)]


def pairs(stories: list[Story], target: str = "version") -> list[tuple[str, str]]:
    return [
        (one.text, other.text)
        for story in stories
        for one, other in zip(story.version("original").sentences, story.version(target).sentences, strict=True)
    ]


@pytest.mark.parametrize("name", XLIFF)
def test_xliff_can_be_read_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.xlf"
    path.write_bytes(written(ANALYSES[name], "xliff"))
    stories = read([path])
    assert pairs(stories) == texts(ANALYSES[name])
    assert {side.language for story in stories for side in story.versions} <= {"en", "und"}


def test_xliff_keeps_the_ids_of_units_where_they_can_be_ids(tmp_path: Path) -> None:
    path = tmp_path / "made.xlf"
    path.write_bytes(written(ANALYSES["units"], "xliff"))
    (story,) = read([path])
    assert [sentence.unit for sentence in story.versions[0].sentences] == ["menu.file.open", "u-1"]
    assert xliff("units").xpath("//x:unit/@name", namespaces=NAMES) == ["b<b>"]


@pytest.mark.parametrize("name", XLIFF)
def test_issues_are_what_the_its_module_allows(name: str) -> None:
    root = xliff(name)
    apart = {group.get(XML_ID): group for group in root.iterfind(".//its:locQualityIssues", NAMES)}
    used = set()
    for mark in root.iterfind(".//x:mrk", NAMES):
        own = {etree.QName(attribute).localname for attribute in mark.attrib if attribute.startswith("{")}
        if own == {"locQualityIssuesRef"}:
            reference = mark.get(f"{{{NAMES['its']}}}locQualityIssuesRef").removeprefix("#its=")
            assert apart[reference].getparent() in mark.iterancestors()  # of the same unit
            used.add(reference)
        else:
            assert own == {"locQualityIssueType", "locQualityIssueComment", "locQualityIssueSeverity"}
        assert mark.text
    assert used == set(apart)
    for unit in root.iterfind(".//x:unit", NAMES):
        ids = unit.xpath(".//x:mrk/@id", namespaces=NAMES)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", XLIFF)
def test_flagged_units_have_an_issue_and_others_none(name: str) -> None:
    units = xliff(name).findall(".//x:unit", NAMES)
    for unit, judged in zip(units, judged_links(ANALYSES[name]), strict=True):
        assert bool(unit.findall(".//x:mrk", NAMES)) == judged.is_flagged
        notes = [note.text for note in unit.iterfind(".//x:note", NAMES)]
        assert notes == ([judged.verdict] if judged.is_flagged or judged.drift.note else [])


def test_issues_stand_at_their_words_with_type_severity_and_comment() -> None:
    added, changed, same, bare = xliff("overlapping").findall(".//x:unit", NAMES)
    (mark,) = changed.findall(".//x:target/x:mrk", NAMES)  # a finding of no words marks the whole text
    assert mark.text == "He confirmed it. Once."
    (group,) = changed.findall("its:locQualityIssues", NAMES)
    assert [dict(issue.attrib) for issue in group] == [
        {
            "locQualityIssueType": "mistranslation",
            "locQualityIssueComment": comment,
            "locQualityIssueSeverity": severity,
        }
        for comment, severity in (
            ("antonym, critical: denied → confirmed", "90"),
            ("tense, minor: He denied → He confirmed", "30"),
            ("quantity, major: twice → it. Once", "50"),
            ("question, major: ∅ → ∅", "50"),
        )
    ]
    assert [
        unit.find(".//x:mrk", NAMES).attrib[f"{{{NAMES['its']}}}locQualityIssueType"] for unit in (added, bare)
    ] == [
        "addition",
        "uncategorized",
    ]
    assert added.find(".//x:source", NAMES).text is None
    assert same.find(".//x:mrk", NAMES) is None
    (lost,) = (unit for unit in xliff("units").iterfind(".//x:unit", NAMES) if unit.find(".//x:target", NAMES) is None)
    (mark,) = lost.findall(".//x:source/x:mrk", NAMES)
    assert mark.attrib[f"{{{NAMES['its']}}}locQualityIssueType"] == "untranslated"


def test_tmx_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "made.tmx"
    for name in ("gold", "overlapping"):
        path.write_bytes(written(ANALYSES[name], "tmx"))
        (story,) = read([path])
        version = next(v.name for v in story.versions if v.name != story.original)
        assert pairs([story], version) == texts(ANALYSES[name])


def test_tmx_says_verdicts_in_properties_and_notes() -> None:
    root = etree.fromstring(written(ANALYSES["overlapping"], "tmx"))
    first, second, third, fourth = root.iterfind(".//tu")
    assert {prop.get("type"): prop.text for prop in second.iterfind("prop")} == {
        "x-story": "over",
        "x-severity": "critical",
        "x-drift": "0.9000",
        "x-kinds": "antonym;tense;quantity;question",
    }
    assert first.findtext("note") == "major, drift 0.50: addition (∅ → Look here.)"
    assert third.find("note") is None
    assert fourth.findtext("note") == "minor, drift 0.40; its languages are little tried"
    assert root.find("header").get("srclang") == "en"
    assert [unit.get("tuid") for unit in etree.fromstring(written(ANALYSES["units"], "tmx")).iterfind(".//tu")] == [
        "menu.file.open",
        "b<b>",
    ]
    unread = etree.fromstring(written(ANALYSES["unread"], "tmx")).findall(".//tu")[1]
    assert [prop.text for prop in unread.iterfind("prop")] == ["unread", "unjudged"]
    assert unread.findtext("note") == "unjudged: no model reads German"
