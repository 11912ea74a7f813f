"""Pairs for `drift score`: line files side by side, standard input, packed files, columns however they are named."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.sentences.split import split_lines
from drift.stories.linefiles import read_lines
from drift.stories.pairs import Pairs, read_pairs
from drift.stories.read import read, read_version
from drift.stories.rows import Layout
from drift.types import DriftError


def _write(folder: Path, **files: str | bytes) -> list[Path]:
    """Files of these contents; two underscores in a name stand for a dot."""
    paths = [folder / name.replace("__", ".") for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return paths


def _rows(pairs: Pairs) -> list[list[object]]:
    return [list(row) for row in pairs.table[[pairs.original, *pairs.versions]].values]


# Line files


def test_line_files_are_columns_of_one_table(tmp_path: Path) -> None:
    pairs = read_pairs(_write(tmp_path, ref__en="One.\n\nThree.\n", a__en="1.\n2.\n3.\n", b__en="I.\nII.\nIII."))
    assert (pairs.original, pairs.versions, list(pairs.table.columns)) == ("ref", ("a", "b"), ["ref", "a", "b"])
    assert _rows(pairs) == [["One.", "1.", "I."], ["", "2.", "II."], ["Three.", "3.", "III."]]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("a\nb\n", ["a", "b"]),
        ("a\nb", ["a", "b"]),
        ("a\n\n", ["a", ""]),
        ("\na\n", ["", "a"]),
        ("a\r\nb\r\n", ["a", "b"]),
        ("a\rb\r", ["a", "b"]),
        ("a\u2028b\x85c\x0cd\n e \n", ["a\u2028b\x85c\x0cd", " e "]),
        ("\ufeffa\n", ["a"]),
    ],
)
def test_a_line_is_what_sacrebleu_takes_for_one(content: str, lines: list[str], tmp_path: Path) -> None:
    assert read_lines(_write(tmp_path, f=content)[0]) == lines


@given(
    lines=st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=9), min_size=1
    )
)
def test_what_was_written_line_by_line_is_read_so(lines: list[str]) -> None:
    lines = ["The first line", *lines]
    with TemporaryDirectory() as folder:
        for ending in ("\n", "\r\n"):
            path = Path(folder) / "f.en"
            path.write_text("".join(line + ending for line in lines), encoding="utf-8", newline="")
            assert read_lines(path) == lines


def test_line_files_of_unequal_length_are_named_with_their_counts(tmp_path: Path) -> None:
    paths = _write(tmp_path, ref__en="a\nb\nc\n", good__en="a\nb\nc\n", hyp__en="a\nb\n")
    with pytest.raises(
        DriftError, match=r"ref\.en has 3 lines, but .*good\.en has 3 lines, .*hyp\.en has 2 lines; line"
    ):
        read_pairs(paths)


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (("ref.en", "hyp.en"), ["ref", "hyp"]),
        (("talk.en", "talk.de"), ["talk.en", "talk.de"]),
        (("talk.en.gz", "talk.de"), ["talk.en.gz", "talk.de"]),
        (("ref.en.gz", "hyp"), ["ref", "hyp"]),
    ],
)
def test_columns_of_line_files_are_named_apart(names: tuple[str, str], columns: list[str], tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).write_text("One.\n", encoding="utf-8")
    assert list(read_pairs([tmp_path / name for name in names]).table.columns) == columns


def test_files_of_one_name_are_named_by_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "out.en" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("One.\n", encoding="utf-8")
    assert list(read_pairs(paths).table.columns) == [str(path) for path in paths]


def test_the_original_of_line_files_may_be_named(tmp_path: Path) -> None:
    paths = _write(tmp_path, hyp__en="b\n", ref__en="a\n", other__en="c\n")
    pairs = read_pairs(paths, "ref")
    assert (pairs.original, pairs.versions) == ("ref", ("hyp", "other"))
    assert read_pairs(paths, "2", ["other"]).versions == ("other",)


def test_other_formats_are_lines_where_that_is_said(tmp_path: Path) -> None:
    paths = _write(tmp_path, a__csv="original,version\nx,y\n", b__csv="p\nq\n")
    with pytest.raises(DriftError, match=r"a\.csv: delimited table is no line file; .* --lines"):
        read_pairs(paths)
    assert _rows(read_pairs(paths, lines=True)) == [["original,version", "p"], ["x,y", "q"]]


@pytest.mark.parametrize(
    ("files", "lines", "message"),
    [
        ({"a__txt": "x"}, True, r"a\.txt is one line file; name two"),
        ({"a__txt": "x"}, False, r"a\.txt holds no pairs|no column original"),
        ({"a__en": "x", "b__en": bytes(range(256)) * 9}, False, r"b\.en is a binary file"),
        ({"a__en": "x", "b__en": ""}, False, r"b\.en is empty"),
    ],
)
def test_what_is_no_line_file(files: dict[str, str | bytes], lines: bool, message: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=message):
        read_pairs(_write(tmp_path, **files), lines=lines)


def test_a_table_whose_ending_says_nothing(tmp_path: Path) -> None:
    for name, content in {
        "a.txt": "original\tversion\na\tb\n",
        "b": '{"original": "a", "version": "b"}',
        "c.dat": "source;target\na;b\n",
    }.items():
        (tmp_path / name).write_bytes(content.encode("utf-16"))  # as Excel saves "Unicode text"
        assert _rows(read_pairs(tmp_path / name)) == [["a", "b"]]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.docx", r"a\.docx holds no pairs; give a table, a translation file, or two line files"),
        ("a.txt", r"a\.txt holds no pairs"),
        ("a.xls", r"a\.xls: an Excel workbook of the old kind is not read; save it as \.xlsx"),
    ],
)
def test_a_file_without_pairs(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("One line.\nAnother line.\n", encoding="utf-8")
    with pytest.raises(DriftError, match=message):
        read_pairs(tmp_path / name)


def test_line_files_are_a_story_of_units(tmp_path: Path) -> None:
    (story,) = read(_write(tmp_path, ref__en="One.\n\nThree.\n", hyp__csv="1.\n2.\n3.\n"), lines=True)
    assert story.original == "ref"
    assert {v.name: [(s.unit, s.text) for s in v.sentences] for v in story.versions} == {
        "ref": [("1", "One."), ("2", ""), ("3", "Three.")],
        "hyp": [("1", "1."), ("2", "2."), ("3", "3.")],
    }
    assert split_lines(read_version(tmp_path / "hyp.csv", lines=True)).sentences[1].text == "2."


# Packed files, pipes, standard input


@pytest.mark.parametrize(("pack", "ending"), [(gzip.compress, "gz"), (bz2.compress, "bz2"), (lzma.compress, "xz")])
def test_packed_files(pack: Callable[[bytes], bytes], ending: str, tmp_path: Path) -> None:
    (path,) = _write(tmp_path, **{f"t__csv__{ending}": pack(b"original,version\na,b\n")})
    assert _rows(read_pairs(path)) == [["a", "b"]]
    (path,) = _write(tmp_path, **{f"u__csv__{ending}": pack(b"original,version\na,b\n" * 99)[:-9]})
    with pytest.raises(DriftError, match="packed, but damaged or cut short"):
        read_pairs(path)


def _pipe(content: bytes) -> Path:
    """What a shell's process substitution hands over: the end of a pipe, which can be read once."""
    read_end, write_end = os.pipe()
    os.write(write_end, content)
    os.close(write_end)
    return Path(f"/dev/fd/{read_end}")


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="needs /dev/fd")
def test_process_substitution() -> None:
    assert _rows(read_pairs([_pipe(b"a\nb\n"), _pipe(gzip.compress(b"c\nd\n"))])) == [["a", "c"], ["b", "d"]]


@pytest.mark.parametrize(
    "content",
    [
        "original,version\na,b\n",
        "\ufefforiginal\tversion\na\tb\n",
        '{"original": "a", "version": "b"}\n',
        ' [{"original": "a", "version": "b"}]',
    ],
)
def test_a_table_on_standard_input_is_known_by_its_beginning(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    assert _rows(read_pairs(Path("-"))) == [["a", "b"]]


def test_standard_input_beside_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x\ny\n")))
    pairs = read_pairs([*_write(tmp_path, ref__en="a\nb\n"), Path("-")])
    assert (pairs.versions, _rows(pairs)) == (("stdin",), [["a", "x"], ["b", "y"]])
    with pytest.raises(DriftError, match="standard input can be read once"):
        read_pairs([Path("-"), Path("-")])


# Columns


@pytest.mark.parametrize(
    ("header", "original", "version"),
    [
        ("original,version", "original", "version"),
        (" Original , VERSION", "original", "version"),
        ("Source,Target", "original", "version"),
        ("Source text,MT_output", "source_text", "mt output"),
        ("src,mt", "1", "2"),
        ("2,1", "2", "1"),
    ],
)
def test_columns_by_name_or_number(header: str, original: str, version: str, tmp_path: Path) -> None:
    pairs = read_pairs(_write(tmp_path, t__csv=f"{header}\na,b\n"), original, [version])
    assert _rows(pairs) == [["a", "b"]]
    assert list(pairs.table.columns) == header.split(",")


def test_several_columns_of_versions(tmp_path: Path) -> None:
    pairs = read_pairs(_write(tmp_path, t__tsv="ref\ta\tb\nx\ty\tz\n"), "ref", ["a", "b"])
    assert _rows(pairs) == [["x", "y", "z"]]
    with pytest.raises(DriftError, match="column a is named twice"):
        read_pairs(_write(tmp_path, t__tsv="ref\ta\nx\ty\n"), "ref", ["a", "A"])


def test_a_table_without_a_header(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    paths = _write(tmp_path, t__tsv="He has left us.\tIl nous a quittés.\nOne.\tUn.\n")
    pairs = read_pairs(paths, "1", ["2"], layout=Layout(header=False))
    assert (pairs.original, pairs.versions, len(pairs.table)) == ("1", ("2",), 2)
    assert not caplog.records
    assert len(read_pairs(paths, "1", ["2"]).table) == 1
    assert "the first row was taken for the header; with --no-header it is a row" in caplog.text


@pytest.mark.parametrize("column", ["0", "3", "x"])
def test_a_column_that_is_not_there(column: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=rf"t\.csv has no column {column} \(it has a, b\); name the two with"):
        read_pairs(_write(tmp_path, t__csv="a,b\nx,y\n"), column, ["b"])


def test_errors_of_mqm_are_unmarked_and_rows_stay(tmp_path: Path) -> None:
    rows = "system\tdoc\tseg_id\tsource\ttarget\tcategory\n" + "".join(
        f's\td\t1\tEr "ging".\tHe {text}.\taccuracy\n' for text in ('"<v>came</v>"', '<v>"came"</v>')
    )
    pairs = read_pairs(_write(tmp_path, t__tsv=rows))
    assert _rows(pairs) == [['Er "ging".', 'He "came".']] * 2
    assert pairs.table["category"].tolist() == ["accuracy"] * 2


def test_json_may_not_be_told_of_sheets_or_headers(tmp_path: Path) -> None:
    paths = _write(tmp_path, t__json=json.dumps([{"original": "a", "version": "b"}]))
    for layout in (Layout(header=False), Layout(sheet="2")):
        with pytest.raises(DriftError, match="leave --"):
            read_pairs(paths, layout=layout)
