"""Annotations of GitHub Actions: workflow commands on standard output, which show beside the lines of a change."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from drift.output.exports.judged import Judged, judged_links, title
from drift.types import Results, Severity

LEVELS: dict[Severity, str] = {"critical": "error", "major": "error", "minor": "warning", "unjudged": "notice"}
_LINED = frozenset({"", ".txt", ".md"})  # files whose lines are those of the version's text


def write(analysis: Results, file: BinaryIO) -> None:
    """Write a line a flagged or unjudged link, the gravest first, as GitHub shows no more than ten of a level and step."""
    told = [judged for judged in judged_links(analysis) if judged.drift.severity in LEVELS]
    for judged in sorted(told, key=lambda one: -1.0 if one.drift.drift is None else one.drift.drift, reverse=True):
        file.write((_command(judged) + "\n").encode("utf-8", "backslashreplace"))


def _command(judged: Judged) -> str:
    properties = {"title": f"drift in {title(judged.story, judged.comparison)}, {_place(judged)}"}
    if judged.version.source:
        properties = {"file": _path(judged.version.source), **_line(judged), **properties}
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = f"{judged.verdict}\noriginal: {judged.original_text}\nversion: {judged.version_text}"
    return f"::{LEVELS[judged.drift.severity]} {said}::{_data(message)}"


def _place(judged: Judged) -> str:
    return f"unit {judged.unit}" if judged.unit else f"link {judged.number}"


def _path(source: str) -> str:
    """The path from the working folder, in a checkout its root: GitHub knows files by that."""
    path = Path(source)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else source


def _line(judged: Judged) -> dict[str, str]:
    """The line of the version's first sentence, where the file's lines are its text's."""
    version = judged.version
    if not judged.link.version or version.paired or Path(version.source).suffix.lower() not in _LINED:
        return {}
    return {"line": str(version.text.count("\n", 0, version.sentences[judged.link.version[0]].start) + 1)}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
