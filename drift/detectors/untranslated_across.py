"""Words of the original that a version in another language left as they were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from drift.detectors.findings import finding
from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = ("untranslated",)

_SCRIPT, _WORDS, _WORD = 0.75, 0.75, 0.5
_SHORTEST = 3  # letters of a single word that counts; "µg" and "ρ" are signs
_LETTERS = re.compile(r"[^\W\d_]")


def detect(reading: Reading) -> list[Finding]:
    """A finding for each run of the original's words in a version of another language.

    In the script of the original alone, or word for word as they stand there in small letters: several together with one of
    English's little words among them, or one with letters that English has not. Names, figures and terms stay as they are.
    """
    if reading.original.is_english == reading.version.is_english:
        return []
    original, version = reading.original, reading.version
    here = set(original.low)
    other = _script(original.text) != _script(version.text)
    findings = []
    for run in _runs(version, here):
        weight = _foreign_script(run, other) or _weigh(run, version.is_english)
        if weight:
            findings.append(finding("untranslated_across", "untranslated", weight, (), run))
    return findings


def _runs(version: Text, here: set[str]) -> Iterator[list[Word]]:
    """Words side by side that stand in the original, too, in small letters or a script without them."""
    run: list[Word] = []
    for word, low in zip(version.words, version.low, strict=True):
        if low in here and word.text == low and _LETTERS.match(low):
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _foreign_script(run: list[Word], other: bool) -> float:
    """The weight of words in the original's script where the version has another."""
    if not other:
        return 0.0
    foreign = [word for word in run if not word.text.isascii() and _script(word.text) != "GREEK"]
    return _SCRIPT if foreign else 0.0


def _weigh(run: list[Word], is_english: bool) -> float:
    """The weight of a run in plain letters."""
    if is_english:
        strange = [w for w in run if len(w.text) >= _SHORTEST and w.text.isalpha() and not lexicon.is_english(w.text)]
        if len(strange) > 1:
            return _WORDS
        return _WORD if any(not word.text.isascii() for word in strange) else 0.0  # else a term, such as "cisplatin"
    little = any(word.text in lexicon.function_words() for word in run)
    plain = sum(lexicon.is_english(word.text) for word in run)
    return _WORDS if len(run) > 2 and little and plain == len(run) else 0.0


@lru_cache(maxsize=4096)
def _script(text: str) -> str:
    """The script of most of a text's letters, by the first word of their Unicode names."""
    names = [unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha()]
    return max(set(names), key=lambda name: (names.count(name), name)) if names else ""
