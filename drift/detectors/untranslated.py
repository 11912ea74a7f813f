"""Foreign words that a translation left standing."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import lru_cache

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = ("untranslated",)

_SCRIPT, _ACCENT, _RUN, _SINGLE = 0.75, 0.6, 0.6, 0.45
_DETERMINERS = frozenset(listed("the a an this that his her its their our my"))


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each run of foreign words in the version.

    Foreign are words in another script, with foreign letters, unknown side by side, or unknown in the place of an
    ordinary word. Says nothing if the version as a whole is not English, nor on words that the original has as well.
    """
    version = reading.version
    original = set(reading.original.low)
    strange = [i for i, low in enumerate(version.low) if low not in original and _is_strange(version, i)]
    findings = []
    for run in _runs(strange):
        words = [version.words[i] for i in run]
        if weight := _weigh(words) or (_SINGLE if _replaces(reading, run[0]) else 0.0):
            findings.append(finding("untranslated", "untranslated", weight, (), words))
    return findings


def _is_strange(side: Text, i: int) -> bool:
    """A word in another script, or one that the lexicon does not know and that is no name."""
    text, low = side.words[i].text, side.low[i]
    if not text[0].isalpha() or not side.content[i]:
        return False
    if not text.isascii() and not _is_latin(text):
        return True
    common = text.islower() or (text.istitle() and _ends_noun_phrase(side, i))
    return common and text.isalpha() and len(text) > 1 and not lexicon.is_english(low)


def _ends_noun_phrase(side: Text, i: int) -> bool:
    """A noun after an article and before no other: German writes every noun with a capital."""
    return i > 0 and side.low[i - 1] in _DETERMINERS and not any(side.content[i + 1 : i + 2])


def _replaces(reading: Reading, j: int) -> bool:
    """Whether an unknown word of the version stands for a known one of the original that has no other counterpart.

    A word made up of known ones (goalscorer, outjumped) is English that the lexicon lacks, one that is nearly a word of
    the original is misspelt.
    """
    one, two = reading.original, reading.version
    word = two.low[j]
    if len(word) < 3 or any(_is_stem(word[:k]) and _is_stem(word[k:]) for k in range(2, len(word) - 2)):
        return False
    if get_close_matches(word, one.low, 1, _MISSPELT):
        return False
    linked = two.partner[j]
    candidates = [linked] if linked >= 0 else [i for i in two.slot(j) if one.partner[i] < 0]
    return any(one.words[i].text.islower() and lexicon.is_english(one.low[i]) for i in candidates)


@lru_cache(maxsize=4096)
def _is_stem(part: str) -> bool:
    return part in _AFFIXES or (len(part) > 2 and lexicon.is_english(part))


_AFFIXES = frozenset(listed("un re co ers ing ist ists ism ness less able ful"))
# Share of letters in common from which on two spellings are one word.
_MISSPELT = 0.75


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
