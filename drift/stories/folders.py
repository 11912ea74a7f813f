"""What stands in a folder: files that may be versions, folders, and what is neither, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from drift.stories.formats import READERS, why_unread
from drift.stories.sources import suffix
from drift.stories.story_file import NAME as STORY_FILE
from drift.types import DriftError

_ABOUT = frozenset("readme license licence notice copying authors changelog citation contributing makefile".split())
"""Stems of files that tell about a folder and are no version of its story."""
_GOLD = "gold.csv"
"""Annotations that lie beside the versions of a sample story."""
_SIGNATURES = frozenset({"run.json", "drift.csv", "analysis.jsonl"})
"""Files that stand together in every folder of results."""
_RESULTS = _SIGNATURES | {
    "versions.csv",
    "hops.csv",
    "threads.csv",
    "lineage.csv",
    "lineage.nwk",
    "report.html",
    "reports",
}
_PAGE_FILES = ("_files", "_file", "_Dateien", "-Dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden", "_filer")
"""How browsers call the folder of pictures and scripts that they save beside a page."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A folder's entries, sorted by name.

    `expected` stands in many folders and is no text to be read (a README, annotations, our own results), `odd` is
    everything else that cannot be read; both with the reason. `story_file` is the folder's `story.toml`, if it has one.
    """

    files: tuple[Path, ...]
    folders: tuple[Path, ...]
    expected: tuple[tuple[Path, str], ...]
    odd: tuple[tuple[Path, str], ...]
    story_file: Path | None = None


def list_folder(folder: Path) -> Listing:
    """What stands in the folder.

    Raises:
        DriftError: It cannot be read.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise DriftError(f"{folder} cannot be read ({error.strerror}); check its permissions.") from None
    names = {path.name for path in paths}
    files, folders, expected, odd = [], [], [], []
    story_file = None
    for path in paths:
        if path.name == STORY_FILE and path.is_file():
            story_file = path
        elif reason := _why_expected(path, names):
            expected.append((path, reason))
        elif reason := _why_odd(path, names):
            odd.append((path, reason))
        elif path.is_dir():
            folders.append(path)
        else:
            files.append(path)
    return Listing(tuple(files), tuple(folders), tuple(expected), tuple(odd), story_file)


def is_result(path: Path) -> bool:
    """Whether the file is one of those that a run wrote into its folder of results."""
    return path.name in _RESULTS and all((path.parent / name).is_file() for name in _SIGNATURES)


def _why_expected(path: Path, names: set[str]) -> str:
    if (path.name in _RESULTS and names >= _SIGNATURES) or _holds_results_only(path):
        return "results of drift"
    if path.name.startswith("."):
        return "hidden"
    if path.name == _GOLD:
        return "annotations"
    return "about the folder" if path.stem.lower() in _ABOUT and not path.is_dir() else ""


def _holds_results_only(path: Path) -> bool:
    try:
        names = {inner.name for inner in path.iterdir()} if path.is_dir() else set()
    except OSError:
        return False
    return _SIGNATURES <= names <= _RESULTS


def _why_odd(path: Path, names: set[str]) -> str:
    if path.is_dir():
        stems = [path.name.removesuffix(mark) for mark in _PAGE_FILES if path.name.endswith(mark)]
        is_page = any(f"{stem}{suffix}" in names for stem in stems for suffix in (".html", ".htm"))
        return "the pictures and scripts of a saved page" if is_page else ""
    if not path.exists():
        return "a link to nothing"
    if not path.is_file():
        return "no file of text"
    return "" if suffix(path) in READERS else why_unread(path)
