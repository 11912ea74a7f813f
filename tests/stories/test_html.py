"""Web pages: the words of the article are read, and all other text of the page is kept with the reason."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.stories.read import read_version
from drift.types import DriftError, Version

_ARTICLE = """<h1>The port is open</h1>
<p>The first ship left the pier on Monday, the harbour master said, after <a href="/w">four weeks of storms</a>.</p>
<p>Nobody knows when the next one will follow it to sea, or who will be on board of it.</p>"""


def _read(folder: Path, body: str, head: str = "") -> Version:
    path = folder / "page.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read_version(path)


def _aside(version: Version) -> dict[str, str]:
    return {piece.text: piece.reason for piece in version.left_out}


def test_the_article_is_kept_and_the_page_around_it_set_aside(tmp_path: Path) -> None:
    page = f"<nav><a href='/'>Home</a> <a href='/n'>News</a></nav><article>{_ARTICLE}</article><footer>Imprint</footer>"
    version = _read(tmp_path, page, "<title>Port – The Courier</title><script>track()</script>")
    assert version.text.split("\n") == [
        "The port is open",
        "The first ship left the pier on Monday, the harbour master said, after four weeks of storms.",
        "Nobody knows when the next one will follow it to sea, or who will be on board of it.",
    ]
    assert _aside(version) == {
        "Port – The Courier": "title of the page",
        "Home News": "outside of the article",
        "Imprint": "outside of the article",
    }


@pytest.mark.parametrize(
    ("piece", "lines"),
    [
        ("<ul><li>first things first</li><li>dry socks</li></ul>", ["first things first", "dry socks"]),
        ("<ol><li>a torch<ul><li>and a lamp</li></ul></li></ol>", ["a torch", "and a lamp"]),
        ("<table><tr><th>Year</th><td>2020</td></tr></table>", ["Year 2020"]),
        ("<table><tr><td><p>One.</p><p>Two.</p></td><td>Three.</td></tr></table>", ["One.", "Two.", "Three."]),
        ("<p>One line<br>and another</p>", ["One line", "and another"]),
        ("<p>Five m<sup>2</sup> of <b>wo</b>od</p>", ["Five m2 of wood"]),
        ("<blockquote>He said so.</blockquote>", ["He said so."]),
        ("<p><a>A link to nowhere</a> is text.</p>", ["A link to nowhere is text."]),
    ],
)
def test_marks_of_lists_and_tables_are_no_words(piece: str, lines: list[str], tmp_path: Path) -> None:
    version = _read(tmp_path, f"<article>{_ARTICLE}{piece}</article>")
    assert version.text.split("\n")[3:] == lines


@pytest.mark.parametrize(
    ("piece", "text", "reason"),
    [
        ("<p hidden>Subscribe to go on reading.</p>", "Subscribe to go on reading.", "hidden"),
        ('<p style="color:red; DISPLAY: none">tracking</p>', "tracking", "hidden"),
        ('<div aria-hidden="true"><p>Advertisement</p></div>', "Advertisement", "hidden"),
        ('<span class="sr-only">opens a window</span>', "opens a window", "hidden"),
        ("<noscript>Switch on JavaScript.</noscript>", "Switch on JavaScript.", "hidden"),
        ('<p>So it is.<sup><a href="#n1">1</a></sup></p>', "1", "footnote mark"),
        ('<p>So it is. <a href="#n1"><sup>[1]</sup></a></p>', "[1]", "footnote mark"),
        ("<p>So it is.<sup>[citation needed]</sup></p>", "[citation needed]", "footnote mark"),
    ],
)
def test_what_no_reader_reads_is_set_aside(piece: str, text: str, reason: str, tmp_path: Path) -> None:
    version = _read(tmp_path, f"<article>{_ARTICLE}{piece}</article>")
    assert _aside(version) == {text: reason}
    assert text not in version.text.split("\n")[2:]


def test_fragments_are_read(tmp_path: Path) -> None:
    (tmp_path / "p.htm").write_text("<p>He left.</p>Then it rained.", encoding="utf-8")
    assert read_version(tmp_path / "p.htm").text == "He left.\nThen it rained."


def test_a_declaration_of_xml_is_no_hindrance(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text('<?xml version="1.0" encoding="UTF-8"?><html><body><p>Çava.</p></body></html>', encoding="utf-8")
    assert read_version(path).text == "Çava."


def test_a_page_of_links_says_so(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/{k}">The story number {k} of the day</a></li>' for k in range(9))
    with pytest.raises(DriftError, match="is a page of links without an article"):
        _read(tmp_path, f"<ul>{links}</ul>")


@pytest.mark.parametrize("page", ["<html></html>", "<!-- -->", "<script>x()</script>", "<body hidden></body>"])
def test_a_page_without_text_says_so_and_no_library_speaks(
    page: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    with caplog.at_level(logging.DEBUG), pytest.raises(DriftError, match=r"p\.html holds no readable text"):
        read_version(tmp_path / "p.html")
    assert not [record for record in caplog.records if record.name.startswith("trafilatura")]


_WORDS = st.text(st.characters(categories=["L", "N", "P"], exclude_characters="<>&\\"), min_size=1, max_size=12)
_TAGS = st.sampled_from(["p", "li", "h2", "div", "td", "span", "nav", "aside", "footer", "blockquote", "pre", "b"])


@given(st.lists(st.tuples(_TAGS, st.lists(_WORDS, min_size=1, max_size=12)), min_size=1, max_size=12))
def test_every_word_of_a_page_is_text_or_set_aside(elements: list[tuple[str, list[str]]]) -> None:
    from drift.stories.formats.html import drafts_of

    body = "".join(f"<{tag}>{' '.join(words)}</{tag}>" for tag, words in elements)
    (draft,) = drafts_of(f"<html><body>{body}</body></html>", Path("page.html"))
    kept = "".join(draft.text.split()) + "".join("".join(piece.text.split()) for piece in draft.left_out)
    assert sorted(kept) == sorted("".join(word for _, words in elements for word in words))
