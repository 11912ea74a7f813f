"""Who did what to whom: A beat B, B beat A."""

from __future__ import annotations

from drift import lexicon
from drift.detectors._wordlist import listed
from drift.detectors.reading import Text, finding, read
from drift.types import Finding, Kind, Pair

KINDS: tuple[Kind, ...] = ("role",)

_WEIGHT = 0.8
_BE = frozenset(listed("is are was were be been being am get got gets"))
# Verbs and words whose two sides may change places: A met B.
_MUTUAL = frozenset(
    listed(
        "meet be equal resemble marry join match border accompany agree fight play face differ compare and or "
        "with between vs versus"
    )
)


def detect(pair: Pair) -> list[Finding]:
    """A finding where the words on either side of a verb have changed places and no passive explains it."""
    if pair.original == pair.version:
        return []
    reading = read(pair)
    if not reading.is_comparable:
        return []
    one, two = reading.original, reading.version
    findings = []
    for i, j in enumerate(one.partner):
        if (
            j < 0
            or one.bases[i].isdisjoint(two.bases[j])
            or not one.content[i]
            or not _is_verb(one, i)
            or one.low[i] != two.low[j]
        ):
            continue
        if _is_passive(one, i) or _is_passive(two, j) or not one.bases[i].isdisjoint(_MUTUAL):
            continue
        a, b, c, d = _before(one, i), _after(one, i), _before(two, j), _after(two, j)
        if (
            min(a, b, c, d) >= 0
            and _same(one, a, two, d)
            and _same(one, b, two, c)
            and one.bases[a].isdisjoint(one.bases[b])
        ):
            findings.append(
                finding("role", "role", _WEIGHT, [one.words[a], one.words[b]], [two.words[c], two.words[d]])
            )
    return findings


def _is_verb(side: Text, i: int) -> bool:
    """A finite verb: likelier a verb than a noun, neither in -ing nor after an article or preposition."""
    before = side.low[i - 1] if i else ""
    return (
        (lexicon.parts_of_speech(side.low[i])[:1] == "v" or lexicon.is_past(side.low[i]))
        and not side.low[i].endswith("ing")
        and before not in ("the", "a", "an", "of", "in", "by", "to")
    )


def _is_passive(side: Text, i: int) -> bool:
    return any(low in _BE for low in side.low[max(0, i - 3) : i]) or "by" in side.low[i + 1 : i + 4]


def _before(side: Text, i: int) -> int:
    """The noun or name right before the verb, over its auxiliaries and adverbs; -1 if something else stands there."""
    for k in range(i - 1, max(-1, i - 5), -1):
        if side.content[k]:
            return (
                k
                if _is_noun(side, k) and (k == 0 or side.low[k - 1] not in ("of", "in", "with", "by", "and", "or"))
                else -1
            )
        if side.low[k] not in _LINKING:
            return -1
    return -1


def _after(side: Text, i: int) -> int:
    """The noun or name that ends the first noun phrase after the verb."""
    for k in range(i + 1, min(len(side.low), i + 5)):
        if side.content[k]:
            if _is_noun(side, k) and not (k + 1 < len(side.low) and side.content[k + 1] and _is_noun(side, k + 1)):
                return k
        elif side.low[k] not in ("the", "a", "an", "his", "her", "its", "their"):
            return -1
    return -1


def _is_noun(side: Text, k: int) -> bool:
    return side.words[k].text[0].isupper() or lexicon.parts_of_speech(side.low[k])[:1] == "n"


def _same(one: Text, i: int, two: Text, j: int) -> bool:
    return not one.bases[i].isdisjoint(two.bases[j])


_LINKING = frozenset(listed("has have had did do does will would could can may might must should not n't also then"))
