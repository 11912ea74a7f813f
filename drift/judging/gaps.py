"""Pairs that need no model: the same words on both sides, or nothing on one of them."""

from __future__ import annotations

import re
from dataclasses import replace
from math import exp

from drift.language.words import content_words, plain, split_words
from drift.types import Drift, Finding, Kind, Side, Span, severity_of

NO_CHANGE = Drift(0.0, "none", similarity=1.0)
_GRAVEST_GAP = 2 / 3  # the drift that a passage without a counterpart approaches as it says more
# Quotation marks and sentence marks, which come and go without a change of meaning; a question mark is none of them.
_IGNORED = re.compile(r"[\"'“”„‟«»‹›‘’‚‛「」『』《》`´.,;:!…·。、，；：！،؛]")
_DASHES = re.compile("[-‐‑‒–—―−]")


def trivial_drift(original: str, version: str) -> Drift | None:
    """The verdict where no model is needed, else None.

    No change: the sides differ in case, spacing, quotation marks, dashes and sentence marks only. A dash before a figure
    is a minus sign and not ignored. With nothing on one side, what the other says is left out or added.
    """
    left, right = _compared(original), _compared(version)
    if left == right and (left or original.strip() == version.strip()):
        return NO_CHANGE
    if not version.strip():
        return missing_translation(original, "original", "omission")
    if not original.strip():
        return missing_translation(version, "version", "addition")
    return None


def gap_drift(text: str, side: Side) -> Drift:
    """The drift of a passage without a counterpart: it grows with what the passage says, up to `major`."""
    weight = _GRAVEST_GAP * (1 - exp(-len(content_words(split_words(text))) / 5))
    start = len(text) - len(text.lstrip())
    span = Span(side, start, max(start, len(text.rstrip())))
    finding = Finding("omission" if side == "original" else "addition", (span,), weight, "gap")
    return Drift(weight, severity_of(weight), (finding,))


def missing_translation(text: str, side: Side, kind: Kind) -> Drift:
    """The drift of a pair of which one side is empty though it should say what the other says: `major`, whatever it says.

    Args:
        text: The text of the side that is there.
        side: Which side that is.
        kind: `omission`, `addition`, or `untranslated` for a unit that nobody has translated.
    """
    (finding,) = gap_drift(text, side).findings
    return Drift(_GRAVEST_GAP, severity_of(_GRAVEST_GAP), (replace(finding, kind=kind, weight=_GRAVEST_GAP),))


def _compared(text: str) -> list[str]:
    """The words and signs of a text that count, in lower case."""
    words = split_words(text)
    found = []
    for k, word in enumerate(words):
        if _DASHES.fullmatch(word.text):
            following = words[k + 1] if k + 1 < len(words) else None
            before = text[word.start - 1 : word.start]
            if following and following.start == word.end and _is_amount(following.text) and not before.isalnum():
                found.append("-")
        elif not _IGNORED.fullmatch(word.text):
            found.append(_DASHES.sub("-", plain(word)))
    return found


def _is_amount(word: str) -> bool:
    return word[0].isdigit() or word in "$€£¥₹₽"
