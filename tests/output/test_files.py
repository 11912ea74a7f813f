"""Files and folders of results appear whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drift.output.files import check_folder, output, whole_file, whole_folder
from drift.types import DriftError


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError(28, "No space left on device")])
def test_a_failure_leaves_the_file_that_was_there(error: BaseException, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")
    with pytest.raises((KeyboardInterrupt, ValueError, DriftError)), output(path) as file:
        file.write("half")
        raise error
    assert path.read_text() == "before"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_failure_leaves_the_folder_as_it_was(is_there: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if is_there:
        out.mkdir()
        (out / "drift.csv").write_text("before")
    before = names(tmp_path)
    with pytest.raises(KeyboardInterrupt), whole_folder(out) as part:
        (part / "drift.csv").write_text("half")
        raise KeyboardInterrupt
    assert names(tmp_path) == before
    assert not is_there or (out / "drift.csv").read_text() == "before"


def test_a_folder_keeps_its_other_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with whole_folder(tmp_path) as part:
        (part / "reports").mkdir()
        (part / "reports" / "a.html").write_text("page")
    assert names(tmp_path) == ["notes.txt", "reports", "reports/a.html"]


def test_a_link_is_followed_and_rights_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("before")
    target.chmod(0o640)
    link.symlink_to(target)
    with whole_file(link) as part:
        part.write_text("after")
    assert link.is_symlink()
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("after", 0o640)


def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    with whole_file(tmp_path / "new") as part:
        part.write_text("")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with output(pipe) as file:
        file.write("through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()


def test_looking_whether_a_folder_can_be_written_makes_nothing(tmp_path: Path) -> None:
    check_folder(tmp_path / "new" / "one")
    assert names(tmp_path) == []
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(DriftError, match="cannot write the results there"):
            check_folder(path)
