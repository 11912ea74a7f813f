"""A word that came back as its opposite: de-escalation → intensification."""

from __future__ import annotations

from itertools import product

from drift import lexicon
from drift.detectors._negators import negators
from drift.detectors._wordlist import listed
from drift.detectors.reading import Reading, Text, are_near, finding, on_english
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("antonym",)

_LINKED, _NEARBY, _INDIRECT, _SMALL_WORD = 0.9, 0.7, 0.5, 0.5
# Little words with opposites that change place freely; only these few are asked, and only where they are linked.
_SMALL = frozenset(
    listed(
        "before after with without above below inside outside up down more less most least for against over "
        "under north south"
    )
)
# Deeds told from either side.
_CONVERSE = (
    ("give", "receive"), ("give", "get"), ("give", "take"), ("send", "receive"), ("buy", "sell"), ("lend", "borrow"),
    ("teach", "learn"), ("grant", "receive"), ("award", "receive"), ("pay", "receive"), ("let", "rent"),
)  # fmt: skip
_BE = frozenset(listed("is are was were be been being am"))
_NEVER = frozenset(
    listed(
        "one two second third other here there now then even so do have go goes going went gone come comes coming came "
        "get take give make be on off in out"
    )
)


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for each word without a like on the other side whose opposite stands there in its place.

    A negation of one of the two ("not safe", "dangerous") makes them agree. A word that stands on both sides, whatever
    the links say, has not become its opposite.
    """
    left, right = _lonely(reading.original, reading.version), _lonely(reading.version, reading.original)
    if not left or not right:
        return []
    negated = [{n.focus for n in negators(side)} for side in (reading.original, reading.version)]
    taken: set[int] = set()
    findings: list[Finding] = []
    for i, j in _candidates(reading, left, right):
        if j in taken or (i in negated[0]) != (j in negated[1]):
            continue
        weight = _weight(reading, i, j)
        if weight:
            taken.add(j)
            findings.append(
                finding("antonyms", "antonym", weight, [reading.original.words[i]], [reading.version.words[j]])
            )
    return findings


def _lonely(side: Text, other: Text) -> list[int]:
    """Words that the other side has in no form, or less often; their opposites may go by way of a synonym."""
    return [
        i
        for i, form in enumerate(side.low)
        if (side.content[i] or form in _SMALL)
        and form not in _NEVER
        and (side.bases[i].isdisjoint(other.all_bases) or _is_surplus(side, i, other))
    ]


def _is_surplus(side: Text, i: int, other: Text) -> bool:
    """Whether word `i`, not linked to its like, stands more often here than there."""
    partner = side.partner[i]
    if partner >= 0 and not side.bases[i].isdisjoint(other.bases[partner]):
        return False
    counts = [sum(not side.bases[i].isdisjoint(bases) for bases in text.bases) for text in (side, other)]
    return counts[0] > counts[1]


def _candidates(reading: Reading, left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """Opposites across the sides, linked ones first."""
    one, two = reading.original, reading.version
    found = [
        (i, j)
        for i, j in product(left, right)
        if not lexicon.antonyms(one.low[i]).isdisjoint(two.bases[j])
        or (one.partner[i] == j and lexicon.are_opposed(one.low[i], two.low[j]))
        or (reading.share_slot(i, j) and _are_opposed(one.low[i], two.low[j]))
    ]
    return sorted(found, key=lambda ij: (one.partner[ij[0]] != ij[1], ij))


def _are_opposed(a: str, b: str) -> bool:
    """Whether words without a link are opposites: directly, or by way of a synonym if both have opposites at all."""
    if lexicon.antonyms(a) and lexicon.antonyms(b):
        return lexicon.are_opposed(a, b)
    return lexicon.are_antonyms(a, b)


def _is_converse(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether a passive turns the one deed into the other: "they get" is "they are given"."""
    pair = one.bases[i] | two.bases[j]
    return any(pair >= {a, b} for a, b in _CONVERSE) and _is_passive(one, i) != _is_passive(two, j)


def _is_passive(side: Text, i: int) -> bool:
    return not _BE.isdisjoint(side.low[max(0, i - 3) : i])


def _weight(reading: Reading, i: int, j: int) -> float:
    one, two = reading.original, reading.version
    linked = one.partner[i] == j
    if one.low[i] in _SMALL or two.low[j] in _SMALL:
        return _SMALL_WORD if linked or (reading.share_slot(i, j) and are_near(reading, i, j, 2)) else 0.0
    if lexicon.are_synonyms(one.low[i], two.low[j]):
        return 0.0
    if _is_converse(one, i, two, j):
        return 0.0
    if linked:
        return _LINKED if lexicon.are_antonyms(one.low[i], two.low[j]) else _NEARBY
    for side, other, k in ((one, two, i), (two, one, j)):
        partner = side.partner[k]
        if partner >= 0 and lexicon.are_synonyms(side.low[k], other.low[partner]):
            return 0.0  # it has a good partner already
    if lexicon.are_antonyms(one.low[i], two.low[j]):
        return _NEARBY if are_near(reading, i, j) or reading.share_slot(i, j) else 0.0
    return _INDIRECT
