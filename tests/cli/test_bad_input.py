"""Bad input ends in one sentence that names the place and the mend, with exit code 2; good parts are never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from drift.output.tables import TABLE_WRITERS
from tests.conftest import Command

PROSE = "The minister spoke on Monday. She denied that the talks had failed.\n"
Case = Callable[[Path], list[object]]


def story(folder: Path, **files: str | bytes) -> Path:
    """A folder with these files; two underscores in a name stand for its dot."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def missing(folder: Path) -> list[object]:
    return [folder / "nowhere.txt"]


def empty(folder: Path) -> list[object]:
    return [story(folder / "s", original__txt=PROSE, copy__txt="")]


def binary(folder: Path) -> list[object]:
    return [story(folder / "s", original__txt=PROSE, copy__txt=bytes(range(256)) * 8)]


def one_version(folder: Path) -> list[object]:
    return [story(folder / "s", original__txt=PROSE)]


def no_column(folder: Path) -> list[object]:
    return [story(folder / "s", t__csv="story,version,body\na,b,c\n") / "t.csv"]


def encoding(folder: Path) -> list[object]:
    return [story(folder / "s", original__txt=PROSE, copy__txt=b"\xff\xfe\x00\xd8\x41")]  # half a UTF-16 character


def nul_byte(folder: Path) -> list[object]:
    return [story(folder / "s", original__txt=PROSE, copy__txt=PROSE.replace("Monday", "Mon\0day"))]


def twins(folder: Path) -> list[object]:
    return [story(folder / "s", copy__txt=PROSE, copy__md=PROSE)]


def no_original(folder: Path) -> list[object]:
    return [story(folder / "s", a__txt=PROSE, b__txt=PROSE), "--original", "c"]


def two_originals(folder: Path) -> list[object]:
    return [story(folder / "s", copy1__txt=PROSE, copy2__txt=PROSE), "--original", "copy"]


def bad_output(folder: Path) -> list[object]:
    return [story(folder / "s", a__txt=PROSE, b__txt=PROSE), "-o", folder / "s" / "a.txt" / "out"]


def no_model(folder: Path) -> list[object]:
    return [story(folder / "s", a__txt=PROSE, b__txt=PROSE), "--model", "oracle"]


def no_encoder(folder: Path) -> list[object]:
    return [story(folder / "s", a__txt=PROSE, b__txt=PROSE), "--encoder", folder / "no-such-model"]


CASES: dict[Case, str] = {
    missing: "nowhere.txt",
    empty: "copy.txt",
    binary: "copy.txt",
    one_version: "original.txt",
    no_column: "text",
    encoding: "copy.txt",
    nul_byte: "copy.txt",
    twins: "copy.md",
    no_original: "--original c",
    two_originals: "copy1, copy2",
    bad_output: "out",
    no_model: "oracle",
    no_encoder: "no-such-model",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_one_sentence_names_the_place(case: Case, tmp_path: Path, drift: Command) -> None:
    result = drift("analyze", *case(tmp_path), *([] if case is bad_output else ["-o", tmp_path / "out"]))
    assert result.code == 2
    assert result.out == ""
    assert CASES[case] in result.err
    assert len(result.err.strip().splitlines()) == 1
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("table", "named"),
    [
        ("a,b\nx,y\n", "original"),
        ('original,version\n"open,y\n', "line"),
        ("original,version\n", "no rows"),
        ("original,version\nx,y,z\n", "line 2"),
    ],
)
def test_pairs_that_cannot_be_read(table: str, named: str, tmp_path: Path, drift: Command) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text(table)
    result = drift("score", path, "-o", tmp_path / "out.csv")
    assert (result.code, named in result.err, len(result.err.splitlines())) == (2, True, 1)
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("ending", TABLE_WRITERS)
def test_half_a_character_is_read_and_written(ending: str, tmp_path: Path, drift: Command) -> None:
    """JSON can hold half of a pair of UTF-16 units, which no UTF-8 file can."""
    path, out = tmp_path / "pairs.jsonl", tmp_path / f"out{ending}"
    path.write_text(r'{"original": "He denied \ud800 it.", "version": "He confirmed it.", "\udfff": "x"}')
    result = drift("score", path, "-o", out, "--model", "lexical", "--quiet")
    assert (result.code, result.err) == (0, "")
    assert out.stat().st_size


def test_a_line_of_a_megabyte_is_read(tmp_path: Path, drift: Command) -> None:
    text = "The river rose by two metres in the night " * 24_000
    folder = story(tmp_path / "s", original__txt=PROSE, copy__txt=text)
    result = drift("analyze", folder, "-o", tmp_path / "out", "--quiet")
    assert (result.code, result.err) == (0, "")
    assert (tmp_path / "out" / "drift.csv").read_text().count("river rose") >= 24_000
