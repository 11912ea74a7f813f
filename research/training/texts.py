"""Text work shared by the sources: undoing tokenisation, what differs between two texts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from drift.language.words import split_words

_CLOSERS = re.compile(r"\s+([,.;:!?%)\]}…]|'s\b|n't\b|'(?:re|ve|ll|d|m)\b)")
_OPENERS = re.compile(r"([(\[{$£€])\s+")
_QUOTED = re.compile(r"(?<![^\s(])([\"“'‘]) ([^\"“”]*?) ([\"”'’])(?![^\s.,;:!?)])")


def detokenized(text: str) -> str:
    """Tokenised text as people write it.

    >>> detokenized("He did n't say : ( 5 % ) of the city 's homes , he said .")
    "He didn't say: (5%) of the city's homes, he said."
    """
    text = re.sub(r"\s*@-@\s*", "-", text.replace(" 't ", "'t ").replace("``", '"').replace("''", '"'))
    text = text.replace("-LRB-", "(").replace("-RRB-", ")")
    text = _OPENERS.sub(r"\1", _CLOSERS.sub(r"\1", text))
    text = _QUOTED.sub(r"\1\2\3", text)
    return re.sub(r"\s+", " ", text).strip()


def changed_spans(old: str, new: str) -> tuple[list[list[int]], list[list[int]]]:
    """Spans of `old` and of `new` whose words have no equal, in order, on the other side (case is ignored).

    >>> changed_spans("They rose fast today", "They fell today")
    ([[5, 14]], [[5, 9]])
    """
    a, b = split_words(old), split_words(new)
    matcher = SequenceMatcher(None, [w.text.lower() for w in a], [w.text.lower() for w in b], autojunk=False)
    left: list[list[int]] = []
    right: list[list[int]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        if j > i:
            left.append([a[i].start, a[j - 1].end])
        if m > k:
            right.append([b[k].start, b[m - 1].end])
    return left, right


def carried(spans: list[list[int]], old: str, other: str) -> list[list[int]] | None:
    """Where the words of `spans` in `old` stand in its paraphrase `other`; None if any of them cannot be placed."""
    a, b = split_words(old), split_words(other)
    left, right = [w.text.lower() for w in a], [w.text.lower() for w in b]
    place: dict[int, int] = {}
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        place.update((block.a + k, block.b + k) for k in range(block.size))
    found: list[list[int]] = []
    for start, end in spans:
        inside = [i for i, w in enumerate(a) if w.start < end and w.end > start]
        for i in inside:
            j = place.get(i, right.index(left[i]) if right.count(left[i]) == 1 else None)
            if j is not None:
                found.append([b[j].start, b[j].end])
            elif any(c.isalnum() for c in left[i]):
                return None
    return found
