"""Paths -> stories: files of one story, folders of versions, folders of such folders, tables and translation files."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from drift.stories.formats import READERS, reader
from drift.stories.normalise import normalise
from drift.types import DriftError, Story, Version

logger = logging.getLogger(__name__)

_ABOUT = frozenset(
    (
        "readme",
        "license",
        "licence",
        "notice",
        "copying",
        "authors",
        "changelog",
        "citation",
        "contributing",
        "makefile",
    )
)
"""Stems of files that tell about a folder and are no version of its story."""


def read(paths: Sequence[str | Path]) -> list[Story]:
    """The stories at the paths, each with its versions sorted by name and its original if one is named so.

    Raises `DriftError` for what cannot be read, for a story with fewer than two versions and for names used twice.
    """
    files: list[Version] = []
    stories: list[Story] = []
    for path in map(Path, paths):
        if path.is_dir():
            stories += _read_folder(path)
        else:
            versions, whole = _read_file(path)
            files += versions
            stories += whole
    if files:
        stories.append(_story(_common_name(files), files))
    if not stories:
        raise DriftError("there is nothing to read; name a file or a folder.")
    _refuse_twin_stories(stories)
    return stories


def read_version(path: str | Path) -> Version:
    """The one version that a file holds; a file of unknown suffix is read as plain text.

    Raises `DriftError` for a file that cannot be read, has no text or holds several versions.
    """
    path = Path(path)
    read_file = reader(path) if path.suffix.lower() in READERS else import_module("drift.stories.formats.text").read
    found = read_file(path)
    if len(found) != 1:
        raise DriftError(f"{path} holds {len(found)} versions; name files of one version each.")
    return found[0][1]


def from_texts(texts: Mapping[str, str], name: str = "story") -> Story:
    """A story from its versions' texts by name.

    >>> from_texts({"original": "He denied it.", "copy": "He confirmed it."}).original
    'original'
    """
    return _story(name, [Version(version, normalise(text), source=version) for version, text in texts.items()])


def choose_original(story: Story, name: str | None) -> Story:
    """The story with its original set: the version of that file name, stem or unique prefix; without a name, the
    version called `original`, or none. Raises `DriftError` if the name fits no version, or several."""
    if name is None:
        named = [version.name for version in story.versions if version.name.casefold() == "original"]
        return replace(story, original=named[0] if named else "")
    exact = [v.name for v in story.versions if name in (v.name, v.source, Path(v.source).name)]
    fits = exact or [v.name for v in story.versions if v.name.startswith(name)]
    if len(fits) == 1:
        return replace(story, original=fits[0])
    there = ", ".join(version.name for version in story.versions)
    fault = f"fits {len(fits)} versions ({', '.join(fits)})" if name and fits else "fits no version"
    raise DriftError(f"story {story.name}: --original {name} {fault}; choose one of {there}.")


def _read_folder(folder: Path) -> list[Story]:
    own: list[Version] = []
    stories: list[Story] = []
    for path in _listing(folder):
        if path.is_dir():
            stories += _read_folder(path) if any(_listing(path)) else []
            continue
        try:
            versions, whole = _read_file(path)
        except DriftError as error:
            if READERS[path.suffix.lower()] != "table":
                raise
            logger.warning("passed over: %s", error)
            continue
        own += versions
        stories += whole
    if len(own) == 1 and stories:
        logger.warning("passed over: %s stands alone beside whole stories.", own[0].source)
    elif own:
        stories.append(_story(_folder_name(folder), own))
    if not stories:
        raise DriftError(f"{folder} holds no version of a story; put two or more text files into it.")
    return stories


def _listing(folder: Path) -> list[Path]:
    """The folder's subfolders and the files in it that may be versions, sorted by name."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise DriftError(f"{folder} cannot be read ({error.strerror}); check its permissions.") from None
    return [path for path in paths if not path.name.startswith(".") and (path.is_dir() or _may_be_version(path))]


def _may_be_version(path: Path) -> bool:
    stem, suffix = path.stem.lower(), path.suffix.lower()
    is_gold = READERS.get(suffix) == "table" and stem.endswith("gold")
    return suffix in READERS and not is_gold and stem not in _ABOUT


def _read_file(path: Path) -> tuple[list[Version], list[Story]]:
    """A file's versions if it holds one, else its whole stories."""
    found = reader(path)(path)
    if len(found) == 1 and not found[0][0]:
        return [found[0][1]], []
    groups: dict[str, list[Version]] = {}
    for name, version in found:
        groups.setdefault(name or path.stem, []).append(version)
    return [], [_story(name, versions) for name, versions in groups.items()]


def _story(name: str, versions: Iterable[Version]) -> Story:
    """A story of at least two versions with text, each with its own name."""
    by_name: dict[str, Version] = {}
    for version in versions:
        if not version.text.strip():
            raise DriftError(f"{version.source}: version {version.name} has no text; fill it in or leave it out.")
        twin = by_name.setdefault(version.name, version)
        if twin is not version:
            raise DriftError(
                f"story {name} has two versions named {version.name} ({twin.source} and {version.source}); rename one."
            )
    if len(by_name) < 2:
        only = next(iter(by_name.values())).source if by_name else "none"
        raise DriftError(f"story {name} has fewer than two versions ({only}); add another to hold it against.")
    return choose_original(Story(name, tuple(by_name[key] for key in sorted(by_name))), None)


def _common_name(files: list[Version]) -> str:
    """Loose files are named after their folder."""
    return _folder_name(Path(files[0].source).parent)


def _folder_name(folder: Path) -> str:
    return folder.resolve().name or "story"


def _refuse_twin_stories(stories: list[Story]) -> None:
    seen: dict[str, Story] = {}
    for story in stories:
        twin = seen.setdefault(story.name, story)
        if twin is not story:
            first, second = twin.versions[0].source, story.versions[0].source
            raise DriftError(f"two stories are named {story.name} ({first} and {second}); rename one.")
