"""A statement that became a question, or a question that became a statement."""

from __future__ import annotations

from drift.detectors.findings import finding
from drift.language.auxiliaries import ASKING, CONTRACTED
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind, Word

KINDS: tuple[Kind, ...] = ("question",)

_WEIGHT, _REPORTED = 0.65, 0.55
_ASKED = frozenset(listed("ask asks asked asking wonder wonders wondered wondering inquired enquired"))
_TELL = frozenset(listed("say tell state declare claim announce report confirm add insist stress explain"))
# Words that leave it open whether something is so.
_OPEN = frozenset(
    listed("ask wonder whether if question query inquire enquire inquiry doubt know clear unclear demand")
)
_ASKS = frozenset(listed("who whom whose what which when where why how"))
_OPENS = ASKING | CONTRACTED
_MARKS = frozenset(["?", "？", "؟", "¿"])


def detect(reading: Reading) -> list[Finding]:
    """A finding if one side asks and the other does not; a question that only lost its mark still asks.

    Where a side is not English, `drift.detectors.question_across` takes this detector's place.
    """
    if not reading.is_english:
        return []
    if not any(w.text in _MARKS for side in (reading.original, reading.version) for w in side.words):
        return _reported(reading)
    asked, told = [_asking(side) for side in (reading.original, reading.version)]
    if bool(asked) == bool(told) or not _has_prose(reading.original) or not _has_prose(reading.version):
        return []
    if any(
        _asks_without_mark(side) for side, words in ((reading.original, asked), (reading.version, told)) if not words
    ):
        return []
    return [
        finding(
            "question", "question", _WEIGHT,
            asked or _end(reading.original), told or _end(reading.version),
        )
    ]  # fmt: skip


def _reported(reading: Reading) -> list[Finding]:
    """Findings for "she asked whether it was safe" against "she said that it was safe"."""
    if not reading.is_comparable:
        return []
    findings = []
    for side, other in reading.sides:
        asked = next((i for i, low in enumerate(side.low) if low in _ASKED and _opens_question(side, i)), None)
        if asked is None or not _OPEN.isdisjoint(other.all_bases) or not _ASKS.isdisjoint(other.low):
            continue
        told = next((j for j, bases in enumerate(other.bases) if not bases.isdisjoint(_TELL)), None)
        if told is not None:
            own, theirs = [side.words[asked], side.words[asked + 1]], [other.words[told]]
            spans = (own, theirs) if side.side == "original" else (theirs, own)
            findings.append(finding("question", "question", _REPORTED, *spans))
    return findings


def _opens_question(side: Text, i: int) -> bool:
    return side.low[i + 1 : i + 2] in (("whether",), ("if",))


def _asking(side: Text) -> list[Word]:
    """The question mark and the word that opens its sentence."""
    for i, word in enumerate(side.words):
        if word.text in _MARKS and _closes(side, i):
            opening = next((k for k in range(i, -1, -1) if side.starts_sentence(k)), 0)
            return [side.words[opening], word] if opening != i else [word]
    return []


def _closes(side: Text, i: int) -> bool:
    """Whether the mark ends its sentence: nothing, a quotation mark or a capital comes after it."""
    rest = [w.text for w in side.words[i + 1 : i + 3]]
    return not rest or not rest[0][0].isalnum() or rest[0][0].isupper()


def _asks_without_mark(side: Text) -> bool:
    """Whether a sentence of `side` opens as a question does, its mark lost."""
    words = [(i, low) for i, low in enumerate(side.low) if side.starts_sentence(i) and low[0].isalpha()]
    return any(low in _ASKS or low in _OPENS or "whether" in side.low for _, low in words)


def _end(side: Text) -> list[Word]:
    return [side.words[-1]] if side.words else []


def _has_prose(side: Text) -> bool:
    return sum(low[0].isalpha() for low in side.low) > 1
