"""Clauses as wholes: one that the other side lacks, and two that have changed places around their conjunction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drift.detectors.findings import finding, finding_on, on_english
from drift.language import lexicon
from drift.language.attribution import attributions
from drift.language.auxiliaries import AUXILIARIES
from drift.language.reading import Reading, Text
from drift.language.unsaid import unsaid
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("omission", "addition", "mistranslation")

_LOST, _EXCHANGED = 0.8, 0.7
# A conjunction is lost with its clause from three content words on; what no conjunction opens says much from five on.
_LEAST, _LEAST_PLAIN = 3, 5
# What holds on a condition holds no longer without it, however short that is: unless a buyer is found.
_LEAST_OF = {"if": 2, "unless": 2, "provided": 2}
_SHARE = 0.75  # of a clause's content words that the other side has in no form
_ANSWERED = 0.34  # of them, as many new words there may say the same in another way
_CONJUNCTIONS = frozenset(
    listed("because although though unless if provided while whereas since when before after until so lest once")
)
_OTHERS = frozenset(listed("and but or who which whose where"))
_MARKS = frozenset(listed(", ; : — – ( )"))
_ENDS = frozenset(listed(". ? ! …"))
# Whose clauses cannot change places with what they are joined to: A because B is not B because A.
_ONE_WAY = frozenset(listed("because although though unless if before after until so"))


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each clause without any counterpart, and for clauses that have changed places."""
    findings = []
    missing = [frozenset(unsaid(side, other)) for side, other in reading.sides]
    told = [attributions(side) for side, _ in reading.sides]
    for k, (side, other) in enumerate(reading.sides):
        kind: Kind = "omission" if side.side == "original" else "addition"
        # Who said it is no clause of its own where the other side says who, too.
        kept = [words for words in clauses(side) if not (told[1 - k] and _says_who(side, words, told[k]))]
        for words in _lost(side, kept, other, missing[k], len(missing[1 - k])):
            findings.append(finding_on("clauses", kind, _LOST, side.side, side.pick(words)))
    if not findings and (at := _exchanged(reading.original, reading.version)):
        here, there = at
        findings.append(
            finding("clauses", "mistranslation", _EXCHANGED, reading.original.pick(here), reading.version.pick(there))
        )
    return findings


def _says_who(side: Text, words: range, told: Sequence[range]) -> bool:
    """Whether a clause says no more than who said it."""
    return any(all(k in stretch for k in words if side.content[k]) for stretch in told)


def _lost(side: Text, found: Sequence[range], other: Text, missing: frozenset[int], new: int) -> Iterator[range]:
    """Those of a side's clauses that the other one lacks; `new`: how many content words only that one has."""
    for words in found:
        opened = side.low[words[0]] in _CONJUNCTIONS
        if opened:
            words = _continued(side, words)
        content = [k for k in words[opened:] if side.content[k]]
        lost = sum(k in missing for k in content)
        least = _LEAST_OF.get(side.low[words[0]], _LEAST) if opened else _LEAST_PLAIN
        if len(content) < least or lost < _SHARE * len(content):
            continue
        if new <= _ANSWERED * lost and _has_verb(side, words) and not (opened and _is_joined(side, words[0], other)):
            yield words


def _is_joined(side: Text, k: int, other: Text) -> bool:
    """Whether the other side has the conjunction at word `k`, or one that this side does not have: until, for before."""
    return any(low == side.low[k] or (low in _CONJUNCTIONS and low not in side.low) for low in other.low)


def clauses(side: Text) -> list[range]:
    """The stretches of a side between marks, conjunctions and relatives, each with the word that opens it."""
    starts = [0]
    for k, low in enumerate(side.low):
        opens = low in _CONJUNCTIONS or low in _OTHERS
        if low in _MARKS or low in _ENDS:
            starts.append(k + 1)
        elif opens and k not in starts:
            starts.append(k)
    out = []
    for start, end in zip(starts, [*starts[1:], len(side.low)], strict=True):
        while end > start and (side.low[end - 1] in _MARKS or side.low[end - 1] in _ENDS):
            end -= 1
        if end > start:
            out.append(range(start, end))
    return out


def _continued(side: Text, words: range) -> range:
    """A clause with those that "and" or "or" joins to it: provided that it is insured and kept in the dark.

    And with what is no clause of its own: if it does not rain before Sunday.
    """
    end = words.stop
    while end < len(side.low) and not (side.low[end] in _MARKS or side.low[end] in _ENDS):
        if side.low[end] in _CONJUNCTIONS and _has_verb(side, _up_to_mark(side, end + 1)):
            break
        end += 1
    return range(words.start, end)


def _up_to_mark(side: Text, start: int) -> range:
    """The words from one on to the next mark or conjunction."""
    end = start
    while end < len(side.low) and not (
        side.low[end] in _MARKS or side.low[end] in _ENDS or side.low[end] in _CONJUNCTIONS
    ):
        end += 1
    return range(start, end)


def _has_verb(side: Text, words: range) -> bool:
    return any(
        side.low[k] in AUXILIARIES
        or (side.content[k] and (lexicon.is_past(side.low[k]) or lexicon.parts_of_speech(side.low[k])[:1] == "v"))
        for k in words
    )


def _exchanged(one: Text, two: Text) -> tuple[range, range] | None:
    """The clauses, if either side has one, of a conjunction that stands before what it stood behind: B if A for A if B."""
    for conjunction in sorted(_ONE_WAY & set(one.low) & set(two.low)):
        sides = []
        for side in (one, two):
            if side.low.count(conjunction) != 1 or any(side.starts_sentence(k) for k in range(1, len(side.low) - 1)):
                break
            opened = next((words for words in clauses(side) if side.low[words[0]] == conjunction), None)
            if opened is None:
                break
            rest = [k for k in range(len(side.low)) if k not in opened]
            sides.append((opened, _said(side, opened), _said(side, rest)))
        if len(sides) < 2:
            continue
        (here, under, over), (there, below, above) = sides
        crossed = len(under & above), len(over & below)
        if min(crossed) >= 1 and sum(crossed) >= 3 and not under & below and not over & above:
            return here, there
    return None


def _said(side: Text, words: range | list[int]) -> frozenset[str]:
    """The base forms of the content words among some."""
    return frozenset(min(side.bases[k]) for k in words if side.content[k])
