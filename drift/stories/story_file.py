"""`story.toml`: what a story's folder says of its versions: made from which, in what language, by whom, when."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from drift.types import DriftError, Version

NAME = "story.toml"
_FIELDS = {"from": "parent", "language": "language", "made_by": "made_by", "date": "date"}
"""Keys of a version's table, and what they are called in a `Version`."""


def described(versions: Sequence[Version], path: Path) -> list[Version]:
    """The versions with what the file says of them.

    Raises:
        DriftError: The file is no TOML, or says what cannot be: of a version that there is not, or under another key.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise DriftError(f"{path} is no TOML ({error}); mend it there.") from None
    except UnicodeDecodeError:
        raise DriftError(f"{path} is not in UTF-8, as TOML must be; save it so.") from None
    except OSError as error:
        raise DriftError(f"{path} cannot be read ({error.strerror}); check its permissions.") from None
    if odd := sorted(said.keys() - {"versions"}):
        raise DriftError(f"{path}: {odd[0]} is no key of it; it has tables [versions.NAME] only.")
    tables = _table(said.get("versions", {}), "versions", path)
    found = {name: _version(name, versions, path).name for name in tables}
    fields: dict[str, dict[str, str]] = {}
    for name, table in tables.items():
        if found[name] in fields:
            raise DriftError(f"{path}: [versions.{name}] is the second table of {found[name]}; make them one.")
        fields[found[name]] = _fields(name, _table(table, f"versions.{name}", path), versions, path)
    return [replace(version, **fields.get(version.name, {})) for version in versions]  # type: ignore[arg-type]


def _fields(name: str, table: dict[str, Any], versions: Sequence[Version], path: Path) -> dict[str, str]:
    made = {}
    for key, value in table.items():
        if key not in _FIELDS:
            raise DriftError(f"{path}: {key} is no key of [versions.{name}]; choose one of {', '.join(_FIELDS)}.")
        if key == "date" and isinstance(value, date | datetime):
            value = value.isoformat()
        if not isinstance(value, str):
            raise DriftError(f"{path}: {key} of [versions.{name}] is no text; put it in quotation marks.")
        text = " ".join(value.split())
        made[_FIELDS[key]] = _version(text, versions, path).name if key == "from" and text else text
    return made


def _version(name: str, versions: Sequence[Version], path: Path) -> Version:
    """The version of that file name or name."""
    for version in versions:
        if name in (Path(version.source).name, version.name):
            return version
    there = ", ".join(Path(version.source).name for version in versions)
    raise DriftError(f"{path}: there is no version {name}; choose one of {there}.")


def _table(value: Any, name: str, path: Path) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DriftError(f"{path}: {name} is no table; write [{name}] above its keys.")
    return value
