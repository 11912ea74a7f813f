"""The critical apparatus: each witness can be read from it, and what is said of a reading points to what is declared."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from drift.output.exports import EXPORTS
from drift.output.exports.tei.header import witness_ids
from drift.output.xml import ID
from drift.types import Results, Thread
from tests.output.exports.stories import ANALYSES, without_original, written

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
ONE = ["gold", "hostile", "unread", "units", "overlapping", "without original", "long"]


def tei(name: str) -> Any:
    return etree.fromstring(written(ANALYSES[name], "tei"))


def words_of(root: Any, witness: str) -> list[str]:
    """The words of one witness, in the order of the edition."""
    said: list[str] = []
    for paragraph in root.iterfind(".//t:body/t:p", NAMES):
        said.append(paragraph.text or "")
        for entry in paragraph:
            for reading in entry.iterfind("*", NAMES):
                if f"#{witness}" in (reading.get("wit") or "").split():
                    said.append("".join(reading.itertext()))
            said.append(entry.tail or "")
    return " ".join(said).split()


@pytest.mark.parametrize("name", ONE)
def test_every_witness_can_be_read(name: str) -> None:
    root = tei(name)
    (story,) = ANALYSES[name].stories
    witnesses = [element.get(ID) for element in root.iterfind(".//t:witness", NAMES)]
    for witness, version in zip(witnesses, story.versions, strict=True):
        expected = [word for s in version.sentences if not s.set_aside for word in s.text.split()]
        made = words_of(root, witness)
        assert sorted(made) == sorted(expected)
        if version.name == story.original or name in ("units", "overlapping", "long"):
            assert made == expected


@pytest.mark.parametrize("name", [*ONE, "several"])
def test_every_pointer_points_to_something(name: str) -> None:
    root = tei(name)
    there = {element.get(ID) for element in root.iter() if element.get(ID)}
    for element in root.iter():
        for attribute in ("wit", "ana", "corresp"):
            assert {pointer.removeprefix("#") for pointer in (element.get(attribute) or "").split()} <= there


def test_an_entry_has_the_lemma_the_reading_its_verdict_and_its_words() -> None:
    added, changed, bare = tei("overlapping").findall(".//t:app", NAMES)
    assert (added.find("t:lem", NAMES).text, added.find("t:rdg", NAMES).get("ana")) == (
        None,
        "#severity.major #kind.addition",
    )
    assert changed.find("t:lem", NAMES).text == "He denied it twice."
    reading = changed.find("t:rdg", NAMES)
    assert reading.get("ana") == "#severity.critical #kind.antonym #kind.tense #kind.quantity #kind.question"
    assert [(seg.text, seg.get("ana")) for seg in reading] == [
        ("He confirmed", "#kind.tense"),
        ("it.", "#kind.quantity"),
        ("Once", "#kind.quantity"),
    ]
    assert bare.find("t:note", NAMES).text == "copy: minor, drift 0.40; its languages are little tried"


def test_readings_that_agree_stand_once_and_sameness_needs_no_entry() -> None:
    root = tei("without original")
    first, second, third = root.findall(".//t:app", NAMES)
    assert [(reading.get("wit"), reading.text) for reading in first.iterfind("t:rdg", NAMES)] == [
        ("#a #b", "It rained."),
        ("#w1", "Il pleuvait."),
    ]
    assert root.find(".//t:lem", NAMES) is None
    assert [note.text for note in second.iterfind("t:note", NAMES)] == [
        "a ↔ b: critical, drift 0.90: antonym (left → stayed)",
        "b ↔ été: critical, drift 0.90: antonym (stay → est pa)",
    ]
    assert [reading.get("wit") for reading in third.iterfind("t:rdg", NAMES)] == ["#a #b", "#w1"]
    (paragraph,) = (p for p in tei("overlapping").iterfind(".//t:p", NAMES) if "She left." in "".join(p.itertext()))
    assert "She left." in (paragraph.text or "") + "".join(entry.tail or "" for entry in paragraph)


def test_without_an_original_the_consensus_is_the_lemma() -> None:
    story = without_original()
    threads = tuple(Thread(dict.fromkeys(("a", "b", "été")[: 3 if i < 2 else 2], (i,))) for i in range(3))
    agreed = (replace(threads[0], consensus="b"), *threads[1:])
    file = io.BytesIO()
    EXPORTS["tei"].write(Results((replace(story, threads=agreed),), ANALYSES["gold"].signature), file)
    first, second, _ = etree.fromstring(file.getvalue()).findall(".//t:app", NAMES)
    assert [(lemma.get("wit"), lemma.text) for lemma in first.iterfind("t:lem", NAMES)] == [("#b #a", "It rained.")]
    assert second.find("t:lem", NAMES) is None


def test_what_was_set_aside_or_not_judged_is_said() -> None:
    root = tei("unread")
    assert [item.text for item in root.iterfind(".//t:back//t:item", NAMES)] == [
        "menu: Home | News",
        "cookie notice: Accept all cookies",
    ]
    assert root.findall(".//t:witness", NAMES)[1].text == "copy; 2 of 3 passages could not be judged"


def test_witnesses_have_ids_that_are_theirs_alone() -> None:
    story = without_original()
    names = ("w1", "kind.number", "été", "a b", "a-b", "7")
    sides = tuple(replace(story.versions[0], name=name) for name in names)
    ids = witness_ids(replace(story, versions=sides), "s1.")
    assert ids == {
        "w1": "s1.w1",
        "kind.number": "s1.w2",
        "été": "s1.w3",
        "a b": "s1.a-b",
        "a-b": "s1.w4",
        "7": "s1.w5",
    }
