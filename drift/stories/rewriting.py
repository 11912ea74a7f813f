"""Rewriting a text while knowing where every character of the result came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

Edit = tuple[int, int, str]
"""(start, end, new): the characters from `start` to `end` give way to `new`."""
Step = Callable[[str], list[Edit]]
"""What a step of cleaning changes in a text: edits in order that do not overlap."""

_RUNS = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where the characters of a rewritten text stood in the text as given.

    `starts[k]` and `ends[k]` are the bounds of what became character `k`; `length` is that of the text as given.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    length: int

    def given(self, start: int, end: int) -> tuple[int, int]:
        """The bounds in the text as given of a stretch of the rewritten one."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return at, at
        return self.starts[start], self.ends[end - 1]


def rewrite(text: str, steps: Iterable[Step]) -> str:
    """The text after all steps.

    >>> rewrite("a  b", [replacing(r" +", " ")])
    'a b'
    """
    for step in steps:
        if edits := step(text):
            text = "".join(_pieces(text, edits))
    return text


def rewrite_with_offsets(text: str, steps: Iterable[Step]) -> tuple[str, Offsets]:
    """The text after all steps, and where its characters came from."""
    length = len(text)
    starts, ends = list(range(length)), list(range(1, length + 1))
    for step in steps:
        edits = step(text)
        if not edits:
            continue
        text = "".join(_pieces(text, edits))
        new_starts: list[int] = []
        new_ends: list[int] = []
        at = 0
        for start, end, new in edits:
            new_starts += starts[at:start] + [starts[start]] * len(new)
            new_ends += ends[at:start] + [ends[end - 1]] * len(new)
            at = end
        starts, ends = new_starts + starts[at:], new_ends + ends[at:]
    return text, Offsets(tuple(starts), tuple(ends), length)


def replacing(pattern: str, new: str | Callable[[re.Match[str]], str], flags: int = 0) -> Step:
    """The step that puts `new` in the place of every match of the pattern; a match is never empty."""
    compiled = re.compile(pattern, flags)

    def step(text: str) -> list[Edit]:
        found = ((match, new if isinstance(new, str) else new(match)) for match in compiled.finditer(text))
        return [(match.start(), match.end(), by) for match, by in found if match[0] != by]

    return step


def edits_between(old: str, new: str) -> list[Edit]:
    """Edits that make `new` of `old`, as small as stretches that are not ASCII allow.

    >>> edits_between("itâ€™s", "it’s")
    [(2, 5, '’')]
    """
    if old == new:
        return []
    olds, news = list(_RUNS.finditer(old)), list(_RUNS.finditer(new))
    if len(olds) == len(news) and all(a[0] == b[0] for a, b in zip(olds, news, strict=True) if a[0].isascii()):
        return [(a.start(), a.end(), b[0]) for a, b in zip(olds, news, strict=True) if a[0] != b[0]]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return _widened(old, [(i, j, new[k:end]) for tag, i, j, k, end in matcher.get_opcodes() if tag != "equal"])


def _widened(old: str, edits: list[Edit]) -> list[Edit]:
    """The edits, each of at least one character of `old`: what is only put in goes with the character before it."""
    found: list[Edit] = []
    for start, end, new in edits:
        if start == end and start and (not found or found[-1][1] < start):
            found.append((start - 1, end, old[start - 1] + new))
        elif start == end and found:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + new)
        elif start == end:
            found.append((0, 1, new + old[:1]))
        else:
            found.append((start, end, new))
    return found


def _pieces(text: str, edits: Iterable[Edit]) -> Iterable[str]:
    at = 0
    for start, end, new in edits:
        yield text[at:start]
        yield new
        at = end
    yield text[at:]
