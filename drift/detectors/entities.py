"""Names of people, places and bodies that were replaced, lost or added; not their spelling variants."""

from __future__ import annotations

from difflib import SequenceMatcher

from drift import lexicon
from drift.detectors._names import is_ordinary, is_same_name, name_words, plain
from drift.detectors._wordlist import listed
from drift.detectors.reading import Reading, Text, are_near, finding, read
from drift.types import Finding, Kind, Pair, Word

KINDS: tuple[Kind, ...] = ("entity", "omission", "addition")

_REPLACED, _GARBLED, _DESCRIBED, _LOST = 0.85, 0.35, 0.4, 0.5

_PRONOUNS = frozenset(listed("he she it they him her them his its their who"))


def detect(pair: Pair) -> list[Finding]:
    """A finding for each name without a likeness there: with the name in its place (`entity`) or with none."""
    if pair.original == pair.version:
        return []
    reading = read(pair)
    left, right = _unknown(reading.original, reading.version), _unknown(reading.version, reading.original)
    findings = []
    for i, j in _replaced(reading, left, right):
        a, b = reading.original.words[i], reading.version.words[j]
        findings.append(finding("entities", "entity", _garbling(a, b), [a], [b]))
    findings += _described(reading, left, right)
    if any(reading.original.content) and any(reading.version.content):
        findings += [
            finding("entities", "omission", _LOST, name)
            for name in _whole_names(reading.original, reading.version, left)
        ]
        findings += [
            finding("entities", "addition", _LOST, (), name)
            for name in _whole_names(reading.version, reading.original, right)
        ]
    return findings


def _unknown(side: Text, other: Text) -> list[int]:
    """Name words of `side` that the other side has in no form."""
    words = [w.text for w in other.words if w.text[0].isalnum()]
    return [i for i in name_words(side) if not _stands_in(side, i, other, words)]


def _stands_in(side: Text, i: int, other: Text, words: list[str]) -> bool:
    text, low = side.words[i].text, side.low[i]
    if not side.bases[i].isdisjoint(other.all_bases) or any(is_same_name(text, word) for word in words):
        return True
    if _place_in(side, i, other) or _is_acronym_of(text, other) or _is_in_acronym(side, i, other):
        return True
    parts = [part for part in text.split("-") if part[:1].isupper()] if "-" in text else []
    if parts and all(any(is_same_name(p, q) for w in words for q in w.split("-")) for p in parts):
        return True
    if any("-" in w and any(is_same_name(text, q) for q in w.split("-")) for w in words):
        return True
    # An ordinary word in capitals ("Highway") is the business of coverage, which knows its synonyms.
    return is_ordinary(low)


def _place_in(side: Text, i: int, other: Text) -> bool:
    """Whether a name of two or three words around `i` stands for the same place as one on the other side."""
    here = _phrases(side, i, i + 1)
    return bool(here) and not here.isdisjoint(_phrases(other, 0, len(other.low)))


def _phrases(side: Text, start: int, end: int) -> set[str]:
    """Known names of places and bodies that overlap words start to end, each by the name that stands for all."""
    found = set()
    for size in (1, 2, 3, 4, 5):
        for k in range(max(0, start - size + 1), min(end, len(side.low) - size + 1)):
            if side.words[k].text[0].isalpha():
                phrase = " ".join(side.low[k : k + size]).removesuffix("'s")
                place = lexicon.same_place(phrase)
                if place in lexicon.place_names():
                    found.add(place)
    return found


def _is_acronym_of(text: str, other: Text) -> bool:
    """Whether `text` (WHO) abbreviates words in a row on the other side."""
    letters = plain(text)
    return text.isupper() and len(letters) > 1 and letters in _initials(other)


def _is_in_acronym(side: Text, i: int, other: Text) -> bool:
    """Whether word `i` belongs to a spelled-out name that the other side abbreviates."""
    initials = _initials(side, around=i)
    return any(w.text.isupper() and len(w.text) > 1 and plain(w.text) in initials for w in other.words)


def _initials(side: Text, around: int | None = None) -> str:
    picked = range(len(side.low)) if around is None else range(max(0, around - 6), min(len(side.low), around + 7))
    return "".join(
        side.low[k][0]
        for k in picked
        if side.words[k].text[0].isalpha() and side.low[k] not in ("of", "the", "and", "for", "in")
    )


def _replaced(reading: Reading, left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Takes the pairs of names that stand for each other out of both lists: linked, or alone in the same place."""
    one = reading.original
    pairs = []
    for test in (
        lambda i, j: one.partner[i] == j,
        lambda i, j: _likeness(one.words[i], reading.version.words[j]) > 0.5,
        lambda i, j: are_near(reading, i, j, 2) or reading.share_slot(i, j),
    ):
        for i in list(left):
            j = next((j for j in right if test(i, j)), None)
            if j is not None:
                pairs.append((i, j))
                left.remove(i)
                right.remove(j)
    return pairs


def _described(reading: Reading, left: list[int], right: list[int]) -> list[Finding]:
    """Takes out names that stand where the other side has a common noun: Putin, the president; or a name invented."""
    out = []
    for (side, other), names in zip(reading.sides, (left, right), strict=True):
        for i in list(names):
            j = side.partner[i]
            if j >= 0 and other.low[j] in _PRONOUNS:
                names.remove(i)
                continue
            if j < 0 or not other.content[j]:
                j = next((j for j in side.slot(i) if _is_free_noun(other, j, side)), -1)
            if j >= 0:
                names.remove(i)
                pair = ([side.words[i]], [other.words[j]])
                out.append(
                    finding("entities", "entity", _DESCRIBED, *(pair if side.side == "original" else pair[::-1]))
                )
    return out


def _is_free_noun(side: Text, j: int, other: Text) -> bool:
    """Whether word `j` has no counterpart on the other side and could stand for a name."""
    return (
        side.content[j]
        and side.partner[j] < 0
        and side.bases[j].isdisjoint(other.all_bases)
        and lexicon.parts_of_speech(side.low[j])[:1] == "n"
    )


def _likeness(a: Word, b: Word) -> float:
    return SequenceMatcher(None, plain(a.text), plain(b.text), autojunk=False).ratio()


def _garbling(a: Word, b: Word) -> float:
    """Two names far apart are two people; two long ones that differ by a letter are likelier a slip of spelling."""
    long = min(len(a.text), len(b.text)) >= 6
    known = lexicon.is_place(a.text) or lexicon.is_place(b.text)
    return _GARBLED if long and not known and _likeness(a, b) > 0.8 else _REPLACED


def _whole_names(side: Text, other: Text, indices: list[int]) -> list[list[Word]]:
    """The names, as lists of their words, of which none stands on the other side: a first name dropped is no loss."""
    names: list[list[int]] = []
    for i in indices:
        if names and i - names[-1][-1] == 1:
            names[-1].append(i)
        else:
            names.append([i])
    whole = []
    for name in names:
        around = [k for k in (name[0] - 1, name[-1] + 1) if 0 <= k < len(side.words)]
        partly = any(
            side.words[k].text[0].isupper()
            and side.content[k]
            and not side.starts_sentence(k)
            and side.low[k] not in (",",)
            for k in around
        )
        if not partly and all(side.partner[k] < 0 for k in name):
            whole.append([side.words[k] for k in name])
    return whole
