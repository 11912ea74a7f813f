"""Copies -> a story's folder: a file a version, named by its route, and `story.toml`, which says how each was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from drift.types import DriftError

STORY_FILE = "story.toml"


def write_version(folder: Path, name: str, text: str, about: Mapping[str, str], *, overwrite: bool = False) -> Path:
    """Write a version's file and what `story.toml` says of it; one that is there already with the same text stays as it is.

    Args:
        folder: The story's; made if it is not there.
        name: The file's name.
        text: The version's.
        about: Its `from`, `language` and `made_by`, as far as there are such; the day is added where it was made.
        overwrite: Whether a file of another text is replaced.

    Raises:
        DriftError: The file is there with another text, or `story.toml` cannot be read.
    """
    path = folder / name
    whole = text.rstrip("\n") + "\n"
    found = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    if found is not None and found != whole and not overwrite:
        raise DriftError(
            f"{path} is there already with another text; name another folder, or replace it with --overwrite."
        )
    story = _read(folder / STORY_FILE)
    if found != whole:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(whole, encoding="utf-8")
    elif name in story["versions"]:
        return path
    story["versions"][name] = {**about, "date": date.today()} if "made_by" in about else dict(about)
    (folder / STORY_FILE).write_text(tomlkit.dumps(story), encoding="utf-8")
    return path


def _read(path: Path) -> Any:
    """What `story.toml` says already, comments included."""
    try:
        story = tomlkit.parse(path.read_text(encoding="utf-8") if path.is_file() else "")
        if not isinstance(story.setdefault("versions", tomlkit.table(is_super_table=True)), dict):
            raise DriftError(f'{path}: versions is no table; write [versions."NAME"].')
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise DriftError(f"{path} is no TOML ({error}); mend it, or take it away.") from None
    return story
