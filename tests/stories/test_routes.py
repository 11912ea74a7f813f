"""Routes: told by names, a story.toml, a table or the user; always a tree."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from drift.stories.read import read
from drift.stories.routes import chain, routed
from drift.stories.story import choose_original, from_texts
from drift.types import DriftError, Story

NAMED = ("original", "original.es", "original.es.en")


def story(*names: str, original: str | None = None) -> Story:
    return choose_original(from_texts({name: f"Text of {name}." for name in names}), original)


def parents(story: Story) -> dict[str, str]:
    return {version.name: version.parent for version in story.versions}


@pytest.mark.parametrize(
    "names, expected",
    [
        (NAMED, ["", "original", "original.es"]),
        (("talk", "talk.ca", "talk.ca.es.en"), ["", "talk", "talk.ca"]),
        (("talk", "talk.pt-BR", "talk.zh_Hans"), ["", "talk", "talk"]),
        (("talk", "talk.v2", "talk.draft"), ["", "", ""]),
        (("talk.en", "talk.es", "talk.fr"), ["", "", ""]),
    ],
)
def test_each_language_code_of_a_name_is_a_hop(names: tuple[str, ...], expected: list[str]) -> None:
    assert parents(routed(story(*names))) == dict(zip(names, expected, strict=True))


def test_the_code_is_the_language_and_the_root_the_original() -> None:
    found = routed(story("talk", "talk.es", "talk.es.en"))
    assert [version.language for version in found.versions] == ["", "es", "en"]
    assert found.original == "talk"


def test_names_that_make_no_tree_are_said_and_not_used(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = routed(story("bbc", "bbc.es", "cnn", "cnn.es"))
    assert not any(parents(found).values())
    assert "two roots, bbc and cnn" in caplog.text


def test_a_chain_leads_from_the_original() -> None:
    found = routed(story(*NAMED, "other"))
    versions = {version.name: version for version in found.versions}
    assert chain(versions, "original.es.en", "original") == NAMED
    assert chain(versions, "other", "original") == ()


def test_routes_of_the_command_line_take_prefixes() -> None:
    found = routed(story("original", "spanish", "copy"), [("orig", "span", "copy")])
    assert parents(found) == {"copy": "spanish", "original": "", "spanish": "original"}


@pytest.mark.parametrize(
    "routes, words",
    [
        ([("a", "b"), ("b", "a")], "go in a circle (a from b from a)"),
        ([("a", "b"), ("c", "d")], "two roots, a and c"),
        ([("a", "b", "c"), ("a", "c")], "--route makes c of both b and a"),
        ([("a",)], "fewer than two versions"),
        ([("a", "x")], "--route x fits no version; choose one of a, b, c, d"),
    ],
)
def test_what_is_no_tree_is_one_sentence(routes: list[tuple[str, ...]], words: str) -> None:
    with pytest.raises(DriftError, match=r"^[^\n]+\.$") as error:
        routed(story("a", "b", "c", "d"), routes)
    assert words in str(error.value)


def folder(tmp_path: Path, toml: str) -> Path:
    for name in ("original", "spanish", "copy"):
        (tmp_path / f"{name}.txt").write_text(f"Text of {name}.")
    (tmp_path / "story.toml").write_text(toml)
    return tmp_path


def test_a_story_file_tells_how_versions_were_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    toml = """
        [versions."copy.txt"]
        from = "spanish.txt"
        language = "en"
        made_by = "Apertium 3.8"
        date = 2026-11-29
        [versions.spanish]
        from = "original"
    """
    (found,) = read([folder(tmp_path, toml)])
    copy = found.version("copy")
    assert (copy.parent, copy.language, copy.made_by, copy.date) == ("spanish", "en", "Apertium 3.8", "2026-11-29")
    assert found.version("spanish").parent == "original"
    assert not caplog.text
    (named,) = read([*tmp_path.iterdir()])
    assert parents(named) == parents(found)


@pytest.mark.parametrize(
    "toml, words",
    [
        ("[versions.copy]\nfrom = 'french'", "there is no version french; choose one of copy.txt, original.txt"),
        ("[versions.french]\nfrom = 'copy'", "there is no version french"),
        ("[versions.copy]\nparent = 'spanish'", "parent is no key of [versions.copy]; choose one of from, language"),
        ("[versions.copy]\nfrom = 3", "from of [versions.copy] is no text"),
        ("[versions.copy]\nfrom = 'a'\n[versions.'copy.txt']\n", "there is no version a"),
        ("[versions.copy]\n[versions.'copy.txt']\n", "is the second table of copy"),
        ("title = 'x'", "title is no key of it"),
        ("versions = 3", "versions is no table"),
        ("[versions.copy", "is no TOML"),
    ],
)
def test_a_story_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, toml: str, words: str) -> None:
    with pytest.raises(DriftError, match=r"^[^\n]+\.$") as error:
        read([folder(tmp_path, toml)])
    assert words in str(error.value)
    assert "story.toml" in str(error.value)


TABLE = "story,version,text,from,language\ns,original,He denied it.,,\ns,es,Lo negó.,{},es\ns,es,Y se fue.,{},es\n"


def test_a_table_tells_it_by_columns(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TABLE.format("original", ""))
    (found,) = read([path])
    assert (found.version("es").parent, found.version("es").language) == ("original", "es")
    path.write_text(TABLE.format("original", "copy"))
    with pytest.raises(DriftError, match=r"row 3: from says copy of version es, and original above"):
        read([path])
    path.write_text(TABLE.format("copy", ""))
    with pytest.raises(DriftError, match="es is said to be made from copy, which is no version of it"):
        routed(read([path])[0])
