"""Reading: every format, every way to lay out a corpus, and one clear sentence for every bad input."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from drift.stories.formats import READERS, is_table, reader
from drift.stories.pairs import read_pairs
from drift.stories.read import read, read_version
from drift.stories.story import choose_original, from_texts
from drift.types import DriftError, Story

_TEXTS = {"original": "The mayor denied it. He left.", "copy": "The mayor confirmed it. He stayed."}

_PAGE = """<html><head><meta charset="iso-8859-1"><title>Port</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>The port is open</h1><p>The first ship left the café pier on Monday, the harbour master said.</p>
<p>Nobody knows when the next one will follow it to sea.</p></article><footer>Imprint</footer></body></html>"""


def _write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def _names(story: Story) -> list[str]:
    return [version.name for version in story.versions]


def _rows(suffix: str, folder: Path) -> Path:
    """The same table of two stories in any of the formats."""
    table = pd.DataFrame(
        [
            ("a", "original", 'He left, "early".'),
            ("a", "copy", "He stayed."),
            ("b", "x", "One."),
            ("b", "y", "Two."),
            ("a", "original", "He came back."),
        ],
        columns=["story", "version", "text"],
    )
    path = folder / f"rows{suffix}"
    if suffix == ".parquet":
        table.to_parquet(path)
    elif suffix in (".xlsx", ".xlsm"):
        table.to_excel(path, index=False, engine="openpyxl")
    elif suffix in (".json", ".jsonl", ".ndjson"):
        table.to_json(path, orient="records", lines=suffix != ".json")
    else:
        table.to_csv(path, index=False, sep="," if suffix == ".csv" else "\t")
    return path


# Layouts


def test_a_folder_of_versions_is_a_story(tmp_path: Path) -> None:
    extra: dict[str, str | bytes] = {
        "README.md": "about",
        "gold.csv": "a,b\n1,2",
        ".hidden.txt": "no",
        "photo.png": b"\x89PNG\0",
        "LICENSE": "x",
    }
    _write(tmp_path / "port", {**{f"{name}.txt": text for name, text in _TEXTS.items()}, **extra})
    (story,) = read([tmp_path / "port"])
    assert (story.name, story.original, _names(story)) == ("port", "original", ["copy", "original"])
    assert story.version("copy").text == _TEXTS["copy"]


def test_only_the_annotations_of_a_sample_are_left_out(tmp_path: Path) -> None:
    table = "story,version,text\na,original,One.\na,copy,Two.\n"
    _write(tmp_path, {"marigold.csv": table, "gold.csv": "link,kind\n0,\n"})
    assert [story.name for story in read([tmp_path])] == ["a"]


def test_a_folder_of_folders_is_many_stories(tmp_path: Path) -> None:
    _write(tmp_path, {f"{story}/{name}.txt": name for story in ("b", "a") for name in _TEXTS})
    _write(tmp_path, {"notes.txt": "a stray file", "empty/README.md": "nothing here"})
    assert [story.name for story in read([str(tmp_path)])] == ["a", "b"]


def test_files_are_one_story(tmp_path: Path) -> None:
    _write(tmp_path / "port", {"a.txt": "One.", "b.md": "# Two\n\n**Three**.", "c": "Four.", "d.TXT": "Five."})
    (story,) = read([tmp_path / "port" / name for name in ("c", "b.md", "a.txt", "d.TXT")])
    assert (story.name, story.original, _names(story)) == ("port", "", ["a", "b", "c", "d"])
    assert story.version("b").text == "Two\n\nThree."


@pytest.mark.parametrize("suffix", [suffix for suffix in READERS if is_table(Path("rows" + suffix))])
def test_tables_hold_stories(suffix: str, tmp_path: Path) -> None:
    first, second = read([_rows(suffix, tmp_path)])
    assert (first.name, first.original, second.name, _names(second)) == ("a", "original", "b", ["x", "y"])
    assert first.version("original").text == 'He left, "early".\nHe came back.'
    assert first.version("original").source.endswith("row 1")


def test_a_table_without_the_columns_is_passed_over_in_a_folder(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _write(tmp_path, {"a.txt": "One.", "b.txt": "Two.", "counts.csv": "year,n\n2020,1\n"})
    with caplog.at_level(logging.WARNING):
        assert len(read([tmp_path])) == 1
    assert "counts.csv" in caplog.text
    with pytest.raises(DriftError, match=r"counts\.csv has no column story \(it has year, n\)"):
        read([tmp_path / "counts.csv"])


def test_html_is_the_article_with_its_paragraphs_apart(tmp_path: Path) -> None:
    version = read_version(_write(tmp_path, {"port.html": _PAGE.encode("latin-1")}) / "port.html")
    lines = version.text.split("\n")
    assert "The first ship left the café pier on Monday, the harbour master said." in lines
    assert "Nobody knows when the next one will follow it to sea." in lines
    assert "Imprint" not in version.text


def test_short_html_is_read_whole(tmp_path: Path) -> None:
    page = "<html><body><p>He left.</p></body></html>"
    assert read_version(_write(tmp_path, {"p.htm": page}) / "p.htm").text == "He left."


# The original


@pytest.mark.parametrize(
    ("name", "chosen"),
    [("001_a", "001_a"), ("001_a.txt", "001_a"), ("002", "002_b"), ("001", "001"), ("001_A", "001_a")],
)
def test_the_original_by_name_file_or_prefix(name: str, chosen: str, tmp_path: Path) -> None:
    _write(tmp_path, {"001.txt": "One.", "001_a.txt": "Two.", "002_b.html": _PAGE})
    (story,) = read([tmp_path])
    assert choose_original(story, name).original == chosen
    assert choose_original(choose_original(story, name), None).original == chosen


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x", "--original x fits no version; choose one of 001_a, 001_b"),
        ("001", "--original 001 fits 2 versions (001_a, 001_b); choose"),
        ("", "fits no version"),
    ],
)
def test_an_original_that_fits_none_or_two(name: str, message: str) -> None:
    with pytest.raises(DriftError, match=re.escape(message)):
        choose_original(from_texts({"001_a": "One.", "001_b": "Two."}), name)


def test_from_texts() -> None:
    story = from_texts({"original": "One.\r\n", "copy": "Two\u00a0."})
    assert (story.original, story.version("copy").text) == ("original", "Two .")


# Bad input: one sentence that names the place and the mend

_BAD: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "missing": ({}, "gone.txt", r"gone\.txt: there is no such file; check"),
    "empty": ({"a.txt": ""}, "a.txt", r"a\.txt is empty; put"),
    "blank": ({"a.txt": " \n\n"}, "a.txt", r"a\.txt is empty"),
    "only a byte order mark": ({"a.txt": b"\xef\xbb\xbf"}, "a.txt", r"a\.txt is empty"),
    "binary": ({"a.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8}, "a.txt", r"a\.txt is a binary file"),
    "binary in UTF-8": ({"a.txt": b"\0" * 100}, "a.txt", r"a\.txt is a binary file"),
    "NUL": ({"a.txt": "One.\nTw\0o.\n" + "word " * 100}, "a.txt", r"a\.txt, line 2: a NUL byte"),
    "no encoding": ({"a.txt": b"fine\n\x80\x81\x82\xff\xfe\x90"}, "a.txt", r"a\.txt, line 2: .* UTF-8"),
    "unknown suffix": ({"a.xyz": "One."}, "a.xyz", r"a\.xyz: no reader for \.xyz files; save it as one of \.txt"),
    "one version": ({"s/a.txt": "One."}, "s", r"story s has fewer than two versions \(.*a\.txt\); add"),
    "one file": ({"a.txt": "One."}, "a.txt", r"fewer than two versions"),
    "empty folder": ({"s/README.md": "x"}, "s", r"s holds no version of a story; put"),
    "twins": ({"s/a.txt": "One.", "s/a.html": _PAGE}, "s", r"two versions named a \(.*a\.html and .*a\.txt\); rename"),
    "no column": ({"t.csv": "story,version\na,b\n"}, "t.csv", r"t\.csv has no column text \(it has story, version\)"),
    "no rows": ({"t.csv": "story,version,text\n"}, "t.csv", r"t\.csv has no rows"),
    "short row": ({"t.csv": "story,version,text\na,b\n"}, "t.csv", r"t\.csv, line 2: 2 cells where the header has 3"),
    "open quote": ({"t.csv": 'story,version,text\na,b,"c\n'}, "t.csv", r"t\.csv, line 2: .*mend the quotation"),
    "no version": ({"t.csv": "story,version,text\na,,c\n"}, "t.csv", r"t\.csv, row 1: the version column is empty"),
    "no text": ({"t.csv": "story,version,text\na,b, \n"}, "t.csv", r"t\.csv, row 1: version b has no text"),
    "twin columns": ({"t.csv": "story,text,text\na,b,c\n"}, "t.csv", r"t\.csv has two columns named text"),
    "bad JSON": ({"t.jsonl": '{"story": "a"}\n{oops\n'}, "t.jsonl", r"t\.jsonl, line 2 is not JSON"),
    "no object": ({"t.jsonl": "[1]\n"}, "t.jsonl", r"t\.jsonl, line 1 is not a JSON object"),
    "no parquet": ({"t.parquet": "PAR1 but no"}, "t.parquet", r"t\.parquet is not a parquet file"),
    "bad XML": ({"t.tmx": "<tmx>\n<body>"}, "t.tmx", r"t\.tmx, line 2: not well-formed XML"),
    "no TMX": ({"t.tmx": "<html/>"}, "t.tmx", r"t\.tmx is no tmx file \(its root is html\)"),
    "no units": ({"t.tmx": "<tmx/>", "u.xliff": "<xliff/>"}, "t.tmx", r"t\.tmx has no translation units"),
    "no text on the page": ({"p.html": "<html><body></body></html>"}, "p.html", r"p\.html holds no readable text"),
}


@pytest.mark.parametrize("case", _BAD)
def test_bad_input_is_said_in_one_sentence(case: str, tmp_path: Path) -> None:
    files, name, message = _BAD[case]
    with pytest.raises(DriftError, match=message) as caught:
        read([_write(tmp_path, files) / name])
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value) or "story" in str(caught.value)


def test_nothing_to_read() -> None:
    with pytest.raises(DriftError, match="nothing to read"):
        read([])


def test_two_stories_of_one_name_get_their_folders_names(tmp_path: Path) -> None:
    _write(tmp_path, {f"{side}/port/{name}.txt": name for side in "xy" for name in _TEXTS})
    assert [story.name for story in read([tmp_path / "x", tmp_path / "y"])] == ["x/port", "y/port"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = _write(tmp_path, {"a.txt": "One."}) / "a.txt"
    path.chmod(0)
    with pytest.raises(DriftError, match="check its permissions"):
        read([path])


@pytest.mark.parametrize(
    "declaration",
    ['<!ENTITY secret SYSTEM "{path}">', '<!ENTITY a "ha"><!ENTITY secret "&a;&a;&a;">'],
)
def test_entities_are_never_expanded(declaration: str, tmp_path: Path) -> None:
    secret = _write(tmp_path, {"secret.txt": "the secret"}) / "secret.txt"
    attack = f"<!DOCTYPE tmx [{declaration.format(path=secret.as_uri())}]><tmx><body><tu><tuv xml:lang='en'>" + (
        "<seg>&secret;</seg></tuv></tu></body></tmx>"
    )
    with pytest.raises(DriftError, match="entities"):
        read([_write(tmp_path, {"t.tmx": attack}) / "t.tmx"])


# The table of readers, and pairs


@pytest.mark.parametrize("suffix", READERS)
def test_every_reader_is_there_and_refuses_an_empty_file(suffix: str, tmp_path: Path) -> None:
    path = _write(tmp_path, {f"v{suffix}": ""}) / f"v{suffix}"
    with pytest.raises(DriftError, match="is empty"):
        reader(path).read(path)


_PAIRS = [
    {"id": "007", "original": "He left.", "version": "", "note": "NA"},
    {"id": "1.50", "original": ' "Yes", she said', "version": "He\nstayed. ", "note": "null"},
]


def _csv(path: Path) -> None:
    pd.DataFrame(_PAIRS).to_csv(path, index=False)


def _tsv(path: Path) -> None:
    pd.DataFrame(_PAIRS).to_csv(path, index=False, sep="\t")


def _jsonl(path: Path) -> None:
    path.write_text("\n".join(json.dumps(row) for row in _PAIRS))


def _parquet(path: Path) -> None:
    pd.DataFrame(_PAIRS).to_parquet(path)


@pytest.mark.parametrize("write", [_csv, _tsv, _jsonl, _parquet])
def test_pairs_are_kept_exactly(write: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / f"pairs{write.__name__.replace('_', '.')}"
    write(path)
    assert read_pairs(path).table.to_dict("records") == _PAIRS


def test_other_columns_of_pairs_keep_their_types(tmp_path: Path) -> None:
    first = '{"original": "a", "version": null, "n": 1.5, "tags": ["x"]}'
    second = '{"original": 2, "version": "c", "ok": true, "n": 10000000000000000001}'
    table = read_pairs(_write(tmp_path, {"p.jsonl": f"{first}\n{second}\n"}) / "p.jsonl").table
    assert table.to_dict("list") == {
        "original": ["a", "2"],
        "version": ["", "c"],
        "n": [1.5, 10000000000000000001],
        "tags": [["x"], None],
        "ok": [None, True],
    }


def test_pairs_without_the_column(tmp_path: Path) -> None:
    path = _write(tmp_path, {"p.csv": "src,mt\na,b\n"}) / "p.csv"
    with pytest.raises(DriftError, match=r"p\.csv has no column original \(it has src, mt\)"):
        read_pairs(path)
    assert read_pairs(path, "src", ["mt"]).table.shape == (1, 2)


def test_pairs_in_a_file_that_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=r"p\.txt holds no pairs; give a table"):
        read_pairs(_write(tmp_path, {"p.txt": "a"}) / "p.txt")
