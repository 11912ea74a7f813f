"""Every piece of text of every input is a sentence, or set aside with the reason: over all formats that are read."""

from __future__ import annotations

import csv
import html
import io
import json
from collections import Counter
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drift.sentences.split import split
from drift.stories.formats import FORMATS, READERS
from drift.stories.normalise import normalise
from drift.stories.read import read, read_version
from drift.types import DriftError, Story
from tests.stories.documents import write_docx, write_epub, write_odt, write_pdf, write_po, write_timed, write_xlsx

# Without letters such as Â, which before a space is a garbled space and is repaired.
_LETTERS = st.one_of(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x7F), st.sampled_from("éßñøžłĳﬁ"))
_WORDS = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=9),
    st.sampled_from(
        "the a of No. vol. 12 (3) “said” end. Why? com- -mon Advertisement Share © 2020 Read more: 1. —".split()
    ),
)
_LINES = st.lists(_WORDS, min_size=1, max_size=14).map(" ".join)
_TEXTS = st.lists(_LINES, min_size=1, max_size=8)
Texts = dict[str, list[str]]  # a version's name -> its lines


def _running(text: Callable[[list[str]], str]) -> Callable[[Path, str, Texts], None]:
    """A writer of formats in which a version is a file."""

    def write(folder: Path, suffix: str, texts: Texts) -> None:
        for name, lines in texts.items():
            (folder / f"{name}{suffix}").write_text(text(lines), encoding="utf-8")

    return write


def _documents(write: Callable[[Path, list[str]], None]) -> Callable[[Path, str, Texts], None]:
    """The same, of documents that are no text files."""

    def write_all(folder: Path, suffix: str, texts: Texts) -> None:
        for name, lines in texts.items():
            write(folder / f"{name}{suffix}", lines)

    return write_all


def _page(lines: list[str]) -> str:
    tags = ("p", "li", "h2", "td", "nav", "aside")
    pieces = (f"<{tags[k % 6]}>{html.escape(line)}</{tags[k % 6]}>" for k, line in enumerate(lines))
    return f"<html><body><article>{''.join(pieces)}</article></body></html>"


def _cues(lines: list[str]) -> str:
    return "\n\n".join(f"{k}\n00:00:{k:02},000 --> 00:00:{k:02},900\n{line}" for k, line in enumerate(lines, start=1))


def _rows(texts: Texts) -> list[dict[str, str]]:
    return [{"story": "s", "version": name, "text": line} for name, lines in texts.items() for line in lines]


def _csv(folder: Path, suffix: str, texts: Texts) -> None:
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, ["story", "version", "text"], delimiter="," if suffix == ".csv" else "\t")
    writer.writeheader()
    writer.writerows(_rows(texts))
    (folder / f"t{suffix}").write_text(sheet.getvalue(), encoding="utf-8")


def _jsonl(folder: Path, suffix: str, texts: Texts) -> None:
    rows = (json.dumps({**row, "unit": str(k)}) for k, row in enumerate(_rows(texts)))
    (folder / f"t{suffix}").write_text("\n".join(rows), encoding="utf-8")


def _json(folder: Path, suffix: str, texts: Texts) -> None:
    (folder / f"t{suffix}").write_text(json.dumps(_rows(texts)), encoding="utf-8")


def _parquet(folder: Path, suffix: str, texts: Texts) -> None:
    lines = list(texts.values())
    longest = max(map(len, lines))
    padded = [side + [""] * (longest - len(side)) for side in lines]
    pd.DataFrame(dict(zip(("original", "version"), padded, strict=True))).to_parquet(folder / f"t{suffix}")


def _tmx(folder: Path, suffix: str, texts: Texts) -> None:
    root = etree.Element("tmx")
    etree.SubElement(root, "header", srclang="en")
    body = etree.SubElement(root, "body")
    for k in range(max(map(len, texts.values()))):
        unit = etree.SubElement(body, "tu")
        for tag, lines in zip(("en", "fr"), texts.values(), strict=True):
            if k < len(lines):
                etree.SubElement(etree.SubElement(unit, "tuv", lang=tag), "seg").text = lines[k]
    (folder / f"t{suffix}").write_bytes(etree.tostring(root))


def _xliff(folder: Path, suffix: str, texts: Texts) -> None:
    root = etree.Element("xliff")
    file = etree.SubElement(root, "file")
    source, target = texts.values()
    for k in range(max(len(source), len(target))):
        unit = etree.SubElement(file, "trans-unit", id=str(k), translate="no" if k % 5 == 4 else "yes")
        etree.SubElement(unit, "source").text = source[k] if k < len(source) else ""
        if k < len(target):
            etree.SubElement(unit, "target").text = target[k]
            etree.SubElement(etree.SubElement(unit, "alt-trans"), "target")
    (folder / f"t{suffix}").write_bytes(etree.tostring(root))


def _xlsx(folder: Path, suffix: str, texts: Texts) -> None:
    rows = [list(row.values()) for row in _rows(texts)]
    write_xlsx(folder / f"t{suffix}", [["Story", "Version", "Text"], *rows])


def _po(folder: Path, suffix: str, texts: Texts) -> None:
    write_po(folder / f"t{suffix}", [(a, b) for a, b in zip_longest(*texts.values(), fillvalue="")])


_WRITERS: dict[str, Callable[[Path, str, Texts], None]] = {
    "text": _running("\n".join),
    "html": _running(_page),
    "docx": _documents(write_docx),
    "odt": _documents(write_odt),
    "pdf": _documents(lambda path, lines: write_pdf(path, [lines])),
    "epub": _documents(write_epub),
    "subtitles": _running(_cues),
    "substation": _documents(write_timed),
    "delimited": _csv,
    "jsonl": _jsonl,
    "jsonarray": _json,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "tmx": _tmx,
    "xliff": _xliff,
    "po": _po,
}


def test_every_format_is_tried_here() -> None:
    assert set(_WRITERS) == {form.module for form in FORMATS}


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(original=_TEXTS, version=_TEXTS)
def test_all_text_is_a_sentence_or_set_aside(suffix: str, original: list[str], version: list[str]) -> None:
    texts = {"original": original, "version": version}
    with TemporaryDirectory() as name:
        _WRITERS[READERS[suffix].module](Path(name), suffix, texts)
        try:
            (story,) = read([name])
        except DriftError as error:
            assert "no text" in str(error) or "no translation units" in str(error)
            return
    given = Counter(_solid(normalise("\n".join(original + version))))
    assert _found(story) == given


def _found(story: Story) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in map(split, story.versions):
        found.update(_solid("".join(sentence.text for sentence in one.sentences)))
        found.update(_solid("".join(normalise(piece.text) for piece in one.left_out)))
        assert all(sentence.text == one.text[sentence.start : sentence.end] for sentence in one.sentences)
        assert all(piece.reason for piece in one.left_out)
    return found


def _solid(text: str) -> str:
    """The text without white space, and without the hyphens at lines' ends that part a word."""
    return "".join(text.split()).replace("-", "")


_MARKUP = st.sampled_from(
    "<tmx> <tu> <tuv> <seg> <xliff> <file> <unit> <segment> <source> <target> <mrk/> </p> <p> <table> <td> &amp; &#0; "
    '<ph/> <![CDATA[ ]]> <!-- --> story version text , ; { } [ ] " 00:00:01,000 --> WEBVTT NOTE \\ \0 \ufeff \x85 é'.split(
        " "
    )
)


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=st.one_of(st.binary(max_size=200), st.lists(_MARKUP, max_size=40).map(lambda p: "\n".join(p).encode())))
def test_whatever_stands_in_a_file_it_is_read_or_refused(suffix: str, content: bytes) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / f"f{suffix}"
        path.write_bytes(content)
        for read_one in (read_version, lambda path: read([path])[0].versions[0]):
            try:
                version = read_one(path)
            except DriftError as error:
                assert "\n" not in str(error)
            else:
                assert split(version).sentences or not version.text.strip()
