"""What build servers and reviews read: JUnit XML, annotations of GitHub, Markdown; and the errors of MQM."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from drift.output.exports.judged import judged_links
from drift.output.exports.markdown import escaped
from drift.stories.read import read
from drift.types import Results
from tests.output.exports.stories import ANALYSES, written


def test_junit_fails_from_major_on_and_skips_what_nobody_judged() -> None:
    (suite,) = etree.fromstring(written(ANALYSES["overlapping"], "junit"))
    assert [suite.get(name) for name in ("name", "tests", "failures", "skipped")] == ["over.copy", "4", "2", "0"]
    assert [[child.tag for child in case] for case in suite] == [["failure"], ["failure"], [], ["system-out"]]
    failure = suite[1][0]
    assert failure.get("type") == "antonym tense quantity question"
    assert failure.get("message").startswith("critical, drift 0.90: antonym, tense")
    assert failure.text == "original: He denied it twice.\nversion:  He confirmed it. Once."
    assert [case.get("name") for case in suite][:2] == ["link 0: Look here.", "link 1: He denied it twice."]
    root = etree.fromstring(written(ANALYSES["unread"], "junit"))
    assert [root.get(name) for name in ("tests", "failures", "skipped")] == ["3", "1", "2"]
    assert root.find(".//skipped").get("message") == "unjudged: no model reads German"


def commands(results: Results) -> list[tuple[str, dict[str, str], str]]:
    """(level, properties, message) of the commands, as GitHub's runner reads them."""

    def read(text: str) -> str:
        for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            text = text.replace(code, character)
        return text

    found = []
    for line in written(results, "github").decode().splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        found.append((match[1], {name: read(value) for name, value in properties.items()}, read(match[3])))
    return found


def test_annotations_stand_at_their_lines_gravest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (story,) = ANALYSES["overlapping"].stories
    sides = [replace(v, source=str(tmp_path / "a, b" / f"{v.name}.txt")) for v in story.versions]
    made = commands(Results((replace(story, versions=tuple(sides)),), ANALYSES["gold"].signature))
    assert [(level, named["file"], named["line"]) for level, named, _ in made] == [
        ("error", "a, b/copy.txt", "3"),
        ("error", "a, b/copy.txt", "1"),
        ("warning", "a, b/copy.txt", "5"),
    ]
    assert made[0][1]["title"] == "drift in copy, link 1"
    assert made[0][2].splitlines()[1:] == ["original: He denied it twice.", "version: He confirmed it. Once."]


def test_annotations_name_no_line_where_lines_are_not_those_of_the_text() -> None:
    (story,) = ANALYSES["units"].stories
    sides = tuple(replace(version, source="memory.tmx, units") for version in story.versions)
    for _, named, _ in commands(Results((replace(story, versions=sides),), ANALYSES["gold"].signature)):
        assert "line" not in named
    levels = [level for level, _, _ in commands(ANALYSES["unread"])]
    assert levels == ["error", "notice", "notice"]


def test_markdown_counts_versions_and_shows_the_gravest_passages() -> None:
    shown = written(ANALYSES["overlapping"], "markdown").decode()
    assert "| over | copy | 0.45 | 1 | 1 | 1 | 0 |" in shown
    assert re.findall(r"^\*\*(\w+)\*\* ([\d.]+)", shown, re.M) == [
        ("critical", "0.90"),
        ("major", "0.50"),
        ("minor", "0.40"),
    ]
    assert (
        "> original: <b>He denied</b> it <b>twice</b>\\.  \n> version: <b>He confirmed</b> <b>it\\. Once</b>\\."
        in shown
    )
    assert "> original: ∅" in shown
    assert "Nothing could be judged." not in shown
    assert "No drift was found." in written(ANALYSES["uncompared"], "markdown").decode()
    many = written(ANALYSES["long"], "markdown").decode()
    assert len(many) < 65_536


@given(st.text())
def test_markdown_shows_texts_as_they_are(text: str) -> None:
    made = escaped(text)
    assert "\n" not in made and "\r" not in made
    assert not re.search(r"[@#]\w", made)
    assert not re.search(r"(?<!\\)[|*`<>](?!!-- -->)", made.replace("<!-- -->", ""))
    back = re.sub(r"\\(?=[^\w\s])", "", made.replace("<!-- -->", ""))
    assert back.replace("\\", "") == re.sub(r"\s+", " ", text).replace("\\", "")


def errors(name: str) -> list[dict[str, str]]:
    text = written(ANALYSES[name], "mqm").decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", ["gold", "hostile", "unread", "units", "overlapping", "several", "without original"])
def test_errors_of_mqm_are_rows_of_ten_columns_that_hold_every_segment(name: str) -> None:
    rows = errors(name)
    assert all(len(row) == 10 and None not in row.values() for row in rows)
    texts = {tuple(row[side].replace("<v>", "").replace("</v>", "") for side in ("source", "target")) for row in rows}
    assert texts == {
        tuple(" ".join(text.split()) for text in (judged.original_text, judged.version_text))
        for judged in judged_links(ANALYSES[name])
    }
    assert all(isinstance(json.loads(row["metadata"]), dict) for row in rows)


def test_errors_of_mqm_bear_categories_severities_and_words() -> None:
    rows = errors("overlapping")
    assert [(row["docSegId"], row["category"], row["severity"]) for row in rows] == [
        ("1", "Accuracy/Addition", "Major"),
        ("2", "Accuracy/Mistranslation/Antonym", "Critical"),
        ("2", "Accuracy/Mistranslation/Tense", "Minor"),
        ("2", "Accuracy/Mistranslation/Quantity", "Major"),
        ("2", "Accuracy/Mistranslation/Question", "Major"),
        ("3", "no-error", "no-error"),
        ("4", "Accuracy/Mistranslation", "Minor"),
    ]
    assert (rows[1]["source"], rows[1]["target"]) == ("He <v>denied</v> it twice.", "He <v>confirmed</v> it. Once.")
    assert json.loads(rows[1]["metadata"]) == {
        "note": "antonym, critical: denied → confirmed",
        "marked_text": "confirmed",
    }
    assert {row["rater"] for row in rows} == {"drift"}
    unread = errors("unread")[1]
    assert (unread["rater"], unread["category"], unread["severity"]) == ("", "", "")
    assert json.loads(unread["metadata"])["note"] == "unjudged: no model reads German"


def test_errors_of_mqm_can_be_read_again(tmp_path: Path) -> None:
    """By the program's own reader of such tables: a segment has one source in all systems."""
    for name in ("gold", "overlapping", "long"):
        path = tmp_path / f"{name.replace(' ', '')}.tsv"
        path.write_bytes(written(ANALYSES[name], "mqm"))
        (story,) = read([path])
        (given,) = ANALYSES[name].stories
        shown = {v.name: " ".join(s.text for s in v.sentences if s.text) for v in story.versions}
        for version in given.versions:
            said = [s.text for s in version.sentences if s.text]
            assert sorted(shown[version.name].split()) == sorted(" ".join(said).split())
