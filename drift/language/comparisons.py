"""What is compared with what: brighter than, not as bright as, dimmer than, the brightest. Told from either side it is the same.

No parser: what is compared is the words before and after, in the same clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from drift.language import lexicon
from drift.language.auxiliaries import BE
from drift.language.negation import is_plain
from drift.language.reading import Text
from drift.language.wordlist import listed

_BREAKS = frozenset(listed('and but or that which who because if when while . ; : ? ! ( ) — – " “ ” ,'))
_BE = BE | frozenset(listed("'s 're isn't aren't wasn't weren't"))
_PAST = frozenset(listed("was were wasn't weren't did didn't"))
_NOBODY = frozenset(listed("no nobody nothing none"))
_DEGREES = frozenset(listed("more less as so most least"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison and where it stands.

    Attributes:
        quality: The word index of the adjective or adverb.
        words: All its words, from what is compared to what it is compared with.
        greater: Base forms of what has more of the quality; empty where nothing is said to have more.
        lesser: Base forms of what has less of it.
        is_past: Whether it tells of the past.
    """

    quality: int
    words: range
    greater: frozenset[str]
    lesser: frozenset[str]
    is_past: bool


def comparisons(side: Text) -> Iterator[Comparison]:
    """The comparisons of a side: A is brighter than B, A is less bright than B, A is not as bright as B."""
    for i in range(len(side.low)):
        found = _of(side, i)
        if found:
            yield found


def told_from_the_other_side(one: Text, two: Text) -> list[tuple[Comparison, Comparison]]:
    """Comparisons of both sides that say the same of the same two: A is brighter than B, B is dimmer than A."""
    return [
        (a, b)
        for a in comparisons(one)
        for b in comparisons(two)
        if a.is_past == b.is_past and _say_the_same(one, a, two, b)
    ]


def _say_the_same(one: Text, a: Comparison, two: Text, b: Comparison) -> bool:
    if a.greater == b.greater and a.lesser == b.lesser and one.low[a.quality] == two.low[b.quality]:
        return False  # no other words
    straight = min(len(a.greater & b.greater), len(a.lesser & b.lesser)), _overlap(a, b)
    crossed = min(len(a.greater & b.lesser), len(a.lesser & b.greater)), _overlap(a, b, crossed=True)
    if lexicon.are_antonyms(one.low[a.quality], two.low[b.quality]):
        straight, crossed = crossed, straight
    elif one.bases[a.quality].isdisjoint(two.bases[b.quality]):
        return False
    return straight[0] > 0 and straight[1] > crossed[1]


def _overlap(a: Comparison, b: Comparison, crossed: bool = False) -> int:
    greater, lesser = (b.lesser, b.greater) if crossed else (b.greater, b.lesser)
    return len(a.greater & greater) + len(a.lesser & lesser)


def _of(side: Text, i: int) -> Comparison | None:
    """The comparison whose quality is word `i`."""
    if not set(lexicon.parts_of_speech(side.low[i])) & {"a", "r"} and side.low[i] not in ("more", "less"):
        return None
    after = side.low[i + 1 : i + 2]
    degree = side.low[i - 1] if i else ""
    if after == ("than",) and (side.low[i].endswith("er") or degree in ("more", "less")):
        turned, start = degree == "less", i - (degree in _DEGREES)
    elif after == ("as",) and degree in ("as", "so") and (denied := _denied(side, i - 1)) >= 0:
        turned, start = True, denied
    else:
        return None
    begin, end = _before(side, start), _behind(side, i + 2)
    if any(is_plain(low) for low in side.low[begin:start]):
        return None
    first, second = _named(side, range(begin, start)), _named(side, range(i + 2, end))
    if not first or not second:
        return None
    greater, lesser = (second, first) if turned else (first, second)
    return Comparison(i, range(begin, end), greater, lesser, not _PAST.isdisjoint(side.low[begin:i]))


def _denied(side: Text, i: int) -> int:
    """Where the "not" before word `i` stands, or the verb that holds it; -1 if there is none."""
    k = i - 1
    while k >= 0 and side.low[k] in ("nearly", "quite", "half"):
        k -= 1
    return k if k >= 0 and (side.low[k] == "not" or side.low[k].endswith("n't")) else -1


def _before(side: Text, i: int) -> int:
    while i and side.low[i - 1] not in _BREAKS:
        i -= 1
    return i


def _behind(side: Text, i: int) -> int:
    """Where the noun phrase that begins at word `i` ends: at the clause's end, a preposition or an adverb of place."""
    while i < len(side.low) and side.low[i] not in _BREAKS and not _is_adverbial(side, i):
        i += 1
    return i


def _is_adverbial(side: Text, i: int) -> bool:
    is_adverb = side.content[i] and side.words[i].text[0].islower() and lexicon.parts_of_speech(side.low[i])[:1] == "r"
    return is_adverb or side.low[i] in ("here", "there", "now", "today")


def _named(side: Text, words: range) -> frozenset[str]:
    """The base forms of what a stretch names, "is" and articles left out."""
    return frozenset(min(side.bases[k]) for k in words if side.content[k] and side.low[k] not in _BE)


def superlatives_denied(one: Text, two: Text) -> Iterator[tuple[range, range]]:
    """Where one side has "no town is older than Wells" and the other "Wells is the oldest town"."""
    for side, other in ((one, two), (two, one)):
        for i, low in enumerate(side.low):
            if side.low[i + 1 : i + 2] != ("than",) or not (low.endswith("er") or side.low[i - 1] == "more"):
                continue
            begin, end = _before(side, i), _behind(side, i + 2)
            than = _named(side, range(i + 2, end))
            if side.low[begin] not in _NOBODY or not than:
                continue
            for j, best in enumerate(other.low):
                if not best.endswith("est") and other.low[j - 1] != "most":
                    continue
                if side.bases[i].isdisjoint(other.bases[j]) or not than & _named(other, range(len(other.low))):
                    continue
                places = range(begin, end), range(_before(other, j), _behind(other, j + 1))
                yield places if side is one else places[::-1]
