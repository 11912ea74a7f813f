"""Foreign words that a translation left standing."""

from __future__ import annotations

import unicodedata

from drift import lexicon
from drift.detectors.reading import Text, finding, read
from drift.types import Finding, Kind, Pair, Word

KINDS: tuple[Kind, ...] = ("untranslated",)

_SCRIPT, _ACCENT, _RUN = 0.75, 0.6, 0.6


def detect(pair: Pair) -> list[Finding]:
    """A finding for each run of words of the version in another script, with foreign letters, or unknown side by side.

    Says nothing if the version as a whole is not English, nor on words that the original has as well.
    """
    if pair.original == pair.version:
        return []
    reading = read(pair)
    if not reading.is_comparable:
        return []
    version = reading.version
    original = set(reading.original.low)
    strange = [i for i, low in enumerate(version.low) if low not in original and _is_strange(version, i)]
    findings = []
    for run in _runs(strange):
        words = [version.words[i] for i in run]
        weight = _weigh(words)
        if weight:
            findings.append(finding("untranslated", "untranslated", weight, (), words))
    return findings


def _is_strange(side: Text, i: int) -> bool:
    """A word in another script, or a lower-case one that the lexicon does not know."""
    text, low = side.words[i].text, side.low[i]
    if not text[0].isalpha() or not side.content[i]:
        return False
    if not text.isascii() and not _is_latin(text):
        return True
    return text.islower() and text.isalpha() and len(text) > 1 and not lexicon.is_english(low)


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "LATIN") for c in text if c.isalpha())


def _runs(indices: list[int]) -> list[list[int]]:
    out: list[list[int]] = []
    for i in indices:
        if out and i - out[-1][-1] == 1:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _weigh(words: list[Word]) -> float:
    """One unknown word in plain letters may be a slip or a term; two in a row, an accent or a script tell more."""
    if any(not _is_latin(w.text) for w in words):
        return _SCRIPT
    if any(not w.text.isascii() for w in words):
        return _ACCENT
    return _RUN if len(words) > 1 else 0.0
