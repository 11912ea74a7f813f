"""Paths -> stories: files of one story, folders of versions, folders of such folders, tables and translation files.

Nothing is left out without a message: `Notes` gathers what is, and why.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drift.stories import table
from drift.stories.decoding import read_text
from drift.stories.draft import Draft, Unit
from drift.stories.folders import is_result, list_folder
from drift.stories.formats import READERS, REFUSED, is_table, reader, text
from drift.stories.linefiles import read_parallel
from drift.stories.names import printable, set_apart
from drift.stories.rows import PLAIN, Layout
from drift.stories.sources import stem, suffix
from drift.stories.story import make_story, make_version, refuse_twins, story_of
from drift.stories.story_file import NAME as STORY_FILE
from drift.stories.story_file import described
from drift.types import DriftError, Story, Version

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Notes:
    """What was left out: with `strict` an error, otherwise a message."""

    strict: bool
    expected: list[str] = field(default_factory=list)
    read: set[Path] = field(default_factory=set)

    def odd(self, path: Path | str, reason: str) -> None:
        """Note something that cannot be read, or should not stand where it does.

        Raises:
            DriftError: If nothing odd is allowed.
        """
        name = printable(str(path))
        if self.strict:
            raise DriftError(f"{name} cannot be read ({reason}); take it away or read without --strict.")
        logger.warning("left out: %s (%s).", name, reason)

    def fault(self, error: DriftError) -> None:
        """A file of a known suffix that cannot be read; the error names it."""
        if self.strict:
            raise error
        logger.warning("left out: %s", printable(str(error)))

    def is_new(self, folder: Path) -> bool:
        """Whether the folder is met for the first time; links lead to folders again and again."""
        real = folder.resolve()
        is_new = real not in self.read
        self.read.add(real)
        return is_new


def read(
    paths: Sequence[str | Path], *, strict: bool = False, lines: bool = False, layout: Layout = PLAIN
) -> list[Story]:
    """The stories at the paths, each with its versions sorted by name and its original if one is named so.

    Args:
        paths: Files of one story, tables or translation files of whole stories, folders of either or of such folders.
        strict: Whether what is found in a folder and cannot be read is an error, not a message.
        lines: Whether the paths are line files of one story, the original first: line N of each is one unit.
        layout: Which sheet of a workbook is read.

    Raises:
        DriftError: A named file cannot be read, a story has fewer than two versions, or a name is used twice.
    """
    if lines:
        return [_parallel([Path(path) for path in paths])]
    notes = Notes(strict)
    files: list[Version] = []
    stories: list[Story] = []
    story_files: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            if notes.is_new(path):
                stories += _read_folder(path, notes, layout, is_named=True)
            else:
                notes.odd(path, "it is read already")
            continue
        if path.name == STORY_FILE:
            story_files.append(path)
            continue
        if is_result(path):
            raise DriftError(f"{path} is a result of drift, not a text; name the texts themselves.")
        versions, whole = _read_file(path, layout)
        files += versions
        stories += whole
    for path in story_files:
        files = described(files, path)
    if files:
        stories.append(make_story(_folder_name(Path(files[0].source).parent), set_apart(files)))
    if notes.expected:
        logger.warning("left out: %s.", ", ".join(notes.expected))
    if not stories:
        raise DriftError("there is nothing to read; name a file or a folder.")
    stories = set_apart(stories)
    refuse_twins(stories)
    return stories


def _parallel(paths: Sequence[Path]) -> Story:
    """The story of line files."""
    rows = read_parallel(paths)
    drafts = [
        Draft(
            name,
            units=tuple(Unit(str(number), row[name]) for number, row in enumerate(rows.rows, start=1)),
            source=str(path),
            is_original=path is paths[0],
        )
        for name, path in zip(rows.columns, paths, strict=True)
    ]
    return story_of(_folder_name(paths[0].parent), drafts)


def read_version(path: str | Path, *, lines: bool = False) -> Version:
    """The one version that a file holds; a file of unknown suffix is read as plain text.

    Args:
        path: The file; `-` is standard input.
        lines: Whether it is a line file, whatever its suffix.

    Raises:
        DriftError: The file cannot be read, has no text or holds several versions.
    """
    path = Path(path)
    if lines:
        return make_version(Draft(stem(path), read_text(path), source=str(path)))
    is_known = suffix(path) in READERS or suffix(path) in REFUSED
    drafts: list[Draft] = (reader(path) if is_known else text).read(path)
    if len(drafts) != 1:
        raise DriftError(f"{path} holds {len(drafts)} versions; name files of one version each.")
    return make_version(drafts[0])


def _read_folder(folder: Path, notes: Notes, layout: Layout, *, is_named: bool) -> list[Story]:
    """The stories in a folder; one named by the user must hold some, one met on the way may hold none."""
    own: list[Version] = []
    stories: list[Story] = []
    faults: list[DriftError] = []
    try:
        listing = list_folder(folder)
    except DriftError as error:
        if is_named:
            raise
        notes.fault(error)
        return []
    notes.expected += (f"{printable(str(path))} ({reason})" for path, reason in listing.expected)
    for path, reason in listing.odd:
        notes.odd(path, reason)
    for path in listing.files:
        try:
            versions, whole = _read_file(path, layout)
        except DriftError as error:
            faults.append(error)
            continue
        own += versions
        stories += whole
    if faults and is_named and len(own) < 2 and not (stories or listing.folders):
        raise faults[0]
    for fault in faults:
        notes.fault(fault)
    for path in listing.folders:
        if notes.is_new(path):
            stories += _read_folder(path, notes, layout, is_named=False)
        else:
            notes.odd(path, "a link to a folder that is read already")
    if len(own) == 1 and (stories or not is_named):
        notes.odd(own[0].source, "it stands alone, with no version to hold it against")
    elif own:
        own = described(own, listing.story_file) if listing.story_file else own
        stories.append(make_story(_folder_name(folder), own))
    elif listing.story_file:
        notes.odd(listing.story_file, "the folder holds no file of one version that it could tell of")
    if not stories and is_named:
        raise DriftError(f"{folder} holds no version of a story; put two or more text files into it.")
    return stories


def _read_file(path: Path, layout: Layout) -> tuple[list[Version], list[Story]]:
    """A file's version if it holds one, else its whole stories."""
    module = reader(path)
    drafts: list[Draft] = table.drafts(path, module.read_rows(path, layout)) if is_table(path) else module.read(path)
    if len(drafts) == 1 and not drafts[0].story:
        return [make_version(drafts[0])], []
    groups: dict[str, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.story or stem(path), []).append(draft)
    return [], [story_of(printable(name), group) for name, group in groups.items()]


def _folder_name(folder: Path) -> str:
    return printable(folder.resolve().name) or "story"
