"""A statement that became a question between languages, or the other way round, by the mark at its end."""

from __future__ import annotations

import re

from drift.detectors.findings import finding
from drift.language.auxiliaries import ASKING
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = ("question",)

_WEIGHT = 0.65
# Question marks of all scripts; Armenian's stands on the word that is asked for, Greek's is a semicolon.
_ASKS = frozenset("?？؟⸮՞፧⁇⁈⁉;")
_TELLS = frozenset(".。．।॥۔።։…!！︕")
_GREEK = re.compile("[\u0370-\u03ff]")
_CLOSERS = re.compile(r"[\W_]+$")
# Words that ask without a mark: at a sentence's end (Chinese, Japanese, Korean, Thai) or its beginning.
_LAST = re.compile("(?:吗|嗎|呢|吧|么|[かの][なねよ]?|かしら|까요?|나요|ไหม|หรือ)$")
_FIRST = frozenset(listed("who whom whose what which when where why how whether if")) | ASKING


def detect(reading: Reading) -> list[Finding]:
    """A finding if one side ends as a question and the other as a statement, without a word that asks either."""
    if reading.is_english:
        return []
    (one, two) = (_ending(reading.original), _ending(reading.version))
    if one is None or two is None or one == two:
        return []
    asked, told = (reading.original, reading.version) if one else (reading.version, reading.original)
    if any(w.text in _ASKS - {";"} for w in told.words) or _asks_in_words(told):
        return []
    sides = ([_last(asked)], [_last(told)])
    return [finding("question_across", "question", _WEIGHT, *(sides if one else sides[::-1]))]


def _ending(side: Text) -> bool | None:
    """Whether the text ends as a question; None where it ends without a mark, or is no sentence."""
    closing = _CLOSERS.search(side.text)
    if closing is None or sum(word.text[0].isalpha() for word in side.words) < 2:
        return None
    marks = {c for c in closing.group() if c in _ASKS or c in _TELLS}
    if not _GREEK.search(side.text):
        marks.discard(";")
    if "՞" in side.text:
        return True
    return None if not marks else not marks.isdisjoint(_ASKS)


def _last(side: Text) -> Word:
    """The mark at the end, before the quotation mark that may follow it."""
    return next((w for w in reversed(side.words) if w.text in _ASKS or w.text in _TELLS), side.words[-1])


def _asks_in_words(side: Text) -> bool:
    if side.is_english:
        return any(low in _FIRST for i, low in enumerate(side.low) if side.starts_sentence(i))
    return bool(_LAST.search(_CLOSERS.sub("", side.text)))
