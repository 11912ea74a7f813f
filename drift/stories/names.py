"""Names of versions and stories: fit to be written down, and each its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from drift.types import DriftError, Story, Version

Named = TypeVar("Named", Version, Story)


def printable(name: str) -> str:
    r"""The name as UTF-8 can write it; bytes of a file name that are no UTF-8 are shown by their numbers.

    >>> printable("caf\udce9")
    'caf\\xe9'
    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def find_version(story: Story, name: str, option: str) -> str:
    """The name of the version that the user means by its name, its file's name, or a unique prefix of its name.

    Args:
        story: Its versions.
        name: What the user wrote.
        option: Where, for the message.

    Raises:
        DriftError: It fits no version, or several.
    """
    name = printable(name)
    exact = [v.name for v in story.versions if name in (v.name, v.source, Path(v.source).name)]
    exact = exact or [v.name for v in story.versions if v.name.casefold() == name.casefold()]
    fits = exact or [v.name for v in story.versions if v.name.startswith(name)]
    if len(fits) == 1:
        return fits[0]
    there = ", ".join(version.name for version in story.versions)
    fault = f"fits {len(fits)} versions ({', '.join(fits)})" if name and fits else "fits no version"
    raise DriftError(f"story {story.name}: {option} {name} {fault}; choose one of {there}.")


def set_apart(named: Iterable[Named]) -> list[Named]:
    """The versions or stories with their names; those of one name from different folders get their folders' names.

    As much of the folders' paths is in the names as it takes to tell them apart.
    """
    named = list(named)
    counts = Counter(one.name for one in named)
    twins: dict[str, list[Named]] = {}
    for one in named:
        twins.setdefault(one.name, []).append(one)
    names = {id(one): name for group in twins.values() for one, name in zip(group, _by_folder(group), strict=True)}
    return [replace(one, name=names[id(one)]) if counts[one.name] > 1 else one for one in named]


def _by_folder(group: Sequence[Named]) -> list[str]:
    """A name for each of a group of one name: the last parts of its path that no other shares."""
    folders = [_place(one).parts for one in group]
    for length in range(1, max(map(len, folders), default=0) + 1):
        names = ["/".join(parts[-length:]) for parts in folders]
        if len(set(names)) == len(names):
            return names
    return [one.name for one in group]


def _place(one: Version | Story) -> Path:
    """The folder of a version's file or of a story's files; a story of one file has that file, less its suffix."""
    versions = (one,) if isinstance(one, Version) else one.versions
    files = [_file(version.source) for version in versions]
    return files[0].with_suffix("") if isinstance(one, Story) and len(set(files)) == 1 else files[0].parent


def _file(source: str) -> Path:
    """The file that a source begins with; the row or the story in it may follow, after a comma."""
    name = source
    while not Path(name).exists() and ", " in name:
        name = name.rpartition(", ")[0]
    return Path(name).absolute()
