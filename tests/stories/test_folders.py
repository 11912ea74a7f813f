"""Folders as they are found on disks: what is read, and that everything else is named in a message, or refused."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drift.stories.read import read
from drift.types import DriftError


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of one story, `port`."""
    folder = tmp_path / "corpus" / "port"
    folder.mkdir(parents=True)
    for name in ("original", "copy"):
        (folder / f"{name}.txt").write_text(f"The {name} is here.", encoding="utf-8")
    return folder.parent


def _page_files(corpus: Path) -> str:
    (corpus / "port" / "page.html").write_text("<p>The page is here.</p>", encoding="utf-8")
    (corpus / "port" / "page_files").mkdir()
    (corpus / "port" / "page_files" / "frame.html").write_text("<p>tracking</p>", encoding="utf-8")
    return "page_files"


def _one_file(corpus: Path) -> str:
    (corpus / "notes").mkdir()
    (corpus / "notes" / "todo.txt").write_text("Call the mayor.", encoding="utf-8")
    return "todo.txt"


def _alone(corpus: Path) -> str:
    (corpus / "stray.txt").write_text("Call the mayor.", encoding="utf-8")
    return "stray.txt"


def _dangling(corpus: Path) -> str:
    (corpus / "port" / "gone.txt").symlink_to(corpus / "nowhere.txt")
    return "gone.txt"


def _pipe(corpus: Path) -> str:
    os.mkfifo(corpus / "port" / "pipe.txt")
    return "pipe.txt"


def _picture(corpus: Path) -> str:
    (corpus / "port" / "photo.png").write_bytes(b"\x89PNG\0")
    return "photo.png"


def _empty(corpus: Path) -> str:
    (corpus / "port" / "empty.txt").write_text("", encoding="utf-8")
    return "empty.txt"


def _binary(corpus: Path) -> str:
    (corpus / "port" / "binary.txt").write_bytes(bytes(range(256)) * 9)
    return "binary.txt"


def _counts(corpus: Path) -> str:
    (corpus / "port" / "counts.csv").write_text("year,n\n2020,1\n", encoding="utf-8")
    return "counts.csv"


def _loop(corpus: Path) -> str:
    (corpus / "port" / "again").symlink_to(corpus)
    return "again"


_ODD = [_page_files, _one_file, _alone, _dangling, _pipe, _picture, _empty, _binary, _counts, _loop]


@pytest.mark.parametrize("make", _ODD)
def test_odd_members_are_named_and_left_out(
    make: Callable[[Path], str], corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    name = make(corpus)
    with caplog.at_level(logging.WARNING):
        (story,) = read([corpus])
    assert {"original", "copy"} <= {version.name for version in story.versions} <= {"original", "copy", "page"}
    assert [record.getMessage().count(name) > 0 for record in caplog.records] == [True]


@pytest.mark.parametrize("make", _ODD)
def test_strictly_read_they_are_errors(make: Callable[[Path], str], corpus: Path) -> None:
    name = make(corpus)
    with pytest.raises(DriftError, match=name):
        read([corpus], strict=True)


def test_notes_annotations_and_hidden_files_are_named_in_one_message(
    corpus: Path, caplog: pytest.LogCaptureFixture
) -> None:
    names = ["README.md", "gold.csv", ".hidden.txt", "LICENSE"]
    for name in names:
        (corpus / "port" / name).write_text("about", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert len(read([corpus], strict=True)[0].versions) == 2
    (record,) = caplog.records
    assert all(name in record.getMessage() for name in names)


@pytest.mark.parametrize("place", ["out", "port/out", "port", "."])
def test_results_are_never_read(place: str, corpus: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = corpus / place
    folder.mkdir(exist_ok=True)
    (folder / "drift.csv").write_text("story,original,version,severity\nport,original,copy,none\n", encoding="utf-8")
    (folder / "versions.csv").write_text("story,version,sentences\nport,copy,1\n", encoding="utf-8")
    (folder / "analysis.jsonl").write_text('{"story": "port", "version": "v", "text": "x"}\n', encoding="utf-8")
    for name in ("report.html", "run.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    (folder / "reports").mkdir()
    (folder / "reports" / "port.html").write_text("<p>A report of it.</p>", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        (story,) = read([corpus], strict=True)
    assert [version.name for version in story.versions] == ["copy", "original"]
    named = ("out (results",) if place.endswith("out") else ("drift.csv", "versions.csv", "analysis.jsonl", "reports")
    assert all(name in caplog.text for name in named)
    with pytest.raises(DriftError, match=r"drift\.csv is a result of drift"):
        read([folder / "drift.csv"])


def test_a_table_that_drift_wrote_is_known_by_its_columns(corpus: Path) -> None:
    columns = "original,version,similarity,drift,severity,kinds,evidence,spans"
    (corpus / "scored.csv").write_text(f"{columns}\na,b,1,0,none,,,[]\n", encoding="utf-8")
    with pytest.raises(DriftError, match=r"scored\.csv is a result of drift"):
        read([corpus / "scored.csv"])


def test_files_of_one_name_get_their_folders_names(tmp_path: Path) -> None:
    paths = []
    for place in ("draft/en", "final/en", "final/back"):
        (tmp_path / place).mkdir(parents=True)
        paths.append(tmp_path / place / "story.txt")
        paths[-1].write_text(place, encoding="utf-8")
    assert sorted(v.name for v in read(paths[1:])[0].versions) == ["back", "en"]
    assert sorted(v.name for v in read(paths)[0].versions) == ["draft/en", "final/back", "final/en"]


def test_translation_files_with_stories_of_one_name_get_the_files_names(tmp_path: Path) -> None:
    for name in ("one", "two"):
        unit = f"<trans-unit id='1'><source>{name}</source><target>x</target></trans-unit>"
        (tmp_path / f"{name}.xlf").write_text(f"<xliff><file original='a.txt'>{unit}</file></xliff>", encoding="utf-8")
    assert [story.name for story in read([tmp_path])] == ["one", "two"]


def test_names_that_are_not_utf_8(corpus: Path) -> None:
    try:
        (corpus / "port" / os.fsdecode(b"caf\xe9.txt")).write_text("Coffee.", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    (story,) = read([corpus])
    assert [version.name for version in story.versions] == ["caf\\xe9", "copy", "original"]
    assert all((version.name + version.source).encode("utf-8") for version in story.versions)


def test_a_folder_that_is_shut(corpus: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    (corpus / "shut").mkdir()
    listing = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    with caplog.at_level(logging.WARNING):
        assert len(read([corpus])) == 1
    assert "shut cannot be read (Permission denied)" in caplog.text
    with pytest.raises(DriftError, match="shut cannot be read"):
        read([corpus / "shut"])


def test_a_named_folder_must_hold_a_story(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    with pytest.raises(DriftError, match="holds no version of a story"), caplog.at_level(logging.WARNING):
        read([tmp_path])
    assert "photo.png" in caplog.text
