"""Tables of meanings and their wordings: words/meanings/*.txt for phrases of running text, words/frames/*.txt for sentences.

A paragraph is a rule: its kind and severity, then a meaning a line, the wordings of a meaning parted by `|`. To word a
meaning otherwise is harmless, to give another meaning is a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drift.types import KINDS

_FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True)
class Rule:
    """Rival meanings, each with its wordings, and how grave it is to give one for another."""

    kind: str
    severity: float
    meanings: tuple[tuple[str, ...], ...]


@cache
def rules(path: str) -> tuple[Rule, ...]:
    """The rules of a file under words/, `meanings/time` for instance."""
    lines = (_FOLDER / f"{path}.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    return tuple(_rule(paragraph) for paragraph in text.strip().split("\n\n"))


@cache
def topics(folder: str) -> tuple[str, ...]:
    """The files of a folder under words/."""
    return tuple(f"{folder}/{path.stem}" for path in sorted((_FOLDER / folder).glob("*.txt")))


def _rule(paragraph: str) -> Rule:
    head, *lines = paragraph.strip().split("\n")
    kind, severity = head.split()
    if kind not in KINDS:
        raise ValueError(f"{kind} is no kind of drift: {head}")
    return Rule(kind, float(severity), tuple(tuple(w.strip() for w in line.split(" | ")) for line in lines))
