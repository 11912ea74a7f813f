"""What will happen and what has happened. Backshift in reported speech ("said it was" for "is") is no drift."""

from __future__ import annotations

from typing import Literal

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("tense",)

Time = Literal["past", "perfect", "pluperfect", "present", "future", ""]
_FUTURE_PAST, _FUTURE_PERFECT, _FUTURE_PRESENT, _PRESENT_PAST, _PERFECT = 0.65, 0.55, 0.4, 0.3, 0.3

_SURE = 0.5  # similarity of the link of two verbs that mean the same
_WILL = frozenset(listed("will 'll shall won't i'll you'll he'll she'll it'll we'll they'll"))
_DID = frozenset(listed("was were did wasn't weren't didn't"))
_DOES = frozenset(
    listed("is are am does do isn't aren't doesn't don't 's 're 'm it's he's she's that's i'm you're we're they're")
)
_HAS = frozenset(listed("has have hasn't haven't 've i've you've we've they've"))
_HAD = frozenset(["had", "hadn't"])
_NEUTRAL = frozenset(listed("would could should may might must can to"))
_BETWEEN = frozenset(listed("not been be being also already just now then still ever never only soon probably n't"))
_BE = frozenset(["be"])


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for linked verbs, the same on both sides, that are told in other times."""
    one, two = reading.original, reading.version
    findings = []
    for i, j in enumerate(one.partner):
        if j < 0 or not (_is_verb(one, i) and _is_verb(two, j)):
            continue
        (a, left), (b, right) = _time(one, i), _time(two, j)
        weight = _apart(a, b)
        if {a, b} == {"future", "past"} and any(
            len(told) == 1 and _has_will(side) for side, told in ((one, left), (two, right))
        ):
            continue  # will be pulled down and the families moved
        if one.bases[i].isdisjoint(two.bases[j]) and not (weight == _FUTURE_PAST and _are_one_deed(one, i, two, j)):
            continue
        if weight:
            findings.append(
                finding("tense", "tense", weight, [one.words[k] for k in left], [two.words[k] for k in right])
            )
    return findings[:1] if _told(one) != _told(two) else findings


def _has_will(side: Text) -> bool:
    return not _WILL.isdisjoint(side.low)


def _are_one_deed(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether two verbs with auxiliaries mean the same: will be demolished, has been torn down."""
    helped = all(
        side.low[k - 1 : k] and side.low[k - 1] in lexicon.function_words() for side, k in ((one, i), (two, j))
    )
    return helped and (one.strength[i] >= _SURE or lexicon.are_synonyms(one.low[i], two.low[j]))


def _apart(a: Time, b: Time) -> float:
    times = {a, b}
    if len(times) == 1 or "" in times:
        return 0.0
    if "future" in times:
        return _FUTURE_PAST if "past" in times else _FUTURE_PRESENT if "present" in times else _FUTURE_PERFECT
    if times in ({"perfect", "pluperfect"}, {"present", "pluperfect"}):
        return _PERFECT
    return _PRESENT_PAST if times == {"present", "past"} else 0.0


def _is_verb(side: Text, i: int) -> bool:
    return "v" in lexicon.parts_of_speech(side.low[i]) and (
        side.content[i] or side.low[i] in _DID | _DOES | {"be", "been"}
    )


def _time(side: Text, i: int) -> tuple[Time, list[int]]:
    """The time of the verb group that ends in word `i`, and the words that tell it."""
    low = side.low[i]
    chain = [i]
    for k in range(i - 1, max(-1, i - 6), -1):
        form = side.low[k]
        time: Time | None = (
            "future" if form in _WILL else "past" if form in _DID else "present" if form in _DOES
            else "perfect" if form in _HAS else "pluperfect" if form in _HAD else None
        )  # fmt: skip
        if time:
            if low in _DID | _DOES:
                break
            if k and time in ("perfect", "present", "past") and side.low[k - 1] in _WILL:
                return "future", sorted([*chain, k, k - 1])
            return time, sorted([*chain, k])
        if form in _NEUTRAL:
            return "", chain
        if form not in _BETWEEN and not form.endswith("ly"):
            break
        if form in ("be", "been", "being", "not"):
            chain.append(k)
    if low in _DID:
        return "past", chain
    if low in _DOES:
        return "present", chain
    return _bare(side, i), chain


def _bare(side: Text, i: int) -> Time:
    """The time of a verb without auxiliary, told by its form; "" after a preposition or an article."""
    low = side.low[i]
    before = side.low[i - 1] if i else ""
    if before in lexicon.function_words() and before not in _SUBJECTS:
        return ""
    if low.endswith("s") and low not in side.bases[i] and lexicon.parts_of_speech(low)[:1] == "v":
        return "present"
    return "past" if lexicon.is_past(low) else ""


_SUBJECTS = frozenset(listed("i you he she it we they who which that this there"))


def _told(side: Text) -> bool:
    return not side.bases or any("say" in bases for bases in side.bases)
