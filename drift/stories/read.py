"""Paths -> stories: files of one story, folders of versions, folders of such folders, tables and translation files."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from drift.stories.draft import Draft
from drift.stories.formats import READERS, is_table, reader, text
from drift.stories.story import make_story, make_version, refuse_twins, story_of
from drift.types import DriftError, Story, Version

logger = logging.getLogger(__name__)

_ABOUT = frozenset("readme license licence notice copying authors changelog citation contributing makefile".split())
"""Stems of files that tell about a folder and are no version of its story."""
_GOLD = "gold.csv"
"""Annotations that lie beside the versions of a sample story."""


def read(paths: Sequence[str | Path]) -> list[Story]:
    """The stories at the paths, each with its versions sorted by name and its original if one is named so.

    Raises:
        DriftError: Something cannot be read, a story has fewer than two versions, or a name is used twice.
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
        stories.append(make_story(_folder_name(Path(files[0].source).parent), files))
    if not stories:
        raise DriftError("there is nothing to read; name a file or a folder.")
    refuse_twins(stories)
    return stories


def read_version(path: str | Path) -> Version:
    """The one version that a file holds; a file of unknown suffix is read as plain text.

    Raises:
        DriftError: The file cannot be read, has no text or holds several versions.
    """
    path = Path(path)
    drafts: list[Draft] = (reader(path) if path.suffix.lower() in READERS else text).read(path)
    if len(drafts) != 1:
        raise DriftError(f"{path} holds {len(drafts)} versions; name files of one version each.")
    return make_version(drafts[0])


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
            if not is_table(path):
                raise
            logger.warning("passed over: %s", error)
            continue
        own += versions
        stories += whole
    if len(own) == 1 and stories:
        logger.warning("passed over: %s stands alone beside whole stories.", own[0].source)
    elif own:
        stories.append(make_story(_folder_name(folder), own))
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
    return path.suffix.lower() in READERS and path.name != _GOLD and path.stem.lower() not in _ABOUT


def _read_file(path: Path) -> tuple[list[Version], list[Story]]:
    """A file's version if it holds one, else its whole stories."""
    drafts: list[Draft] = reader(path).read(path)
    if len(drafts) == 1 and not drafts[0].story:
        return [make_version(drafts[0])], []
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.story or path.stem, []).append(draft)
    return [], [story_of(name, group) for name, group in groups.items()]


def _folder_name(folder: Path) -> str:
    return folder.resolve().name or "story"
