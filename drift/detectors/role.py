"""Who did what to whom: A beat B, B beat A; from A to B, from B to A."""

from __future__ import annotations

from itertools import combinations

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.auxiliaries import BE, DO, HAVE, MODALS
from drift.language.parties import deeds, is_in_relative, is_passive, is_verb, party, things
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("role",)

_WEIGHT = 0.8
# How many words a noun phrase before or after its verb may reach.
_REACH = 9
_PASSIVE = BE | {"get", "got", "gets"}
# Verbs and words whose two sides may change places: A met B.
_MUTUAL = frozenset(
    listed(
        "meet be equal resemble marry join match border accompany agree fight play face differ compare and or "
        "with between vs versus say tell include mean share become remain"
    )
)
_OBJECTS = frozenset((low,) for low in listed("him her them it me us"))
_BEFORE_VERBS = HAVE | DO | MODALS | {"not", "n't", "also", "then", "ever", "never"}
_OPENS_NOUN = frozenset(listed("the a an his her its their my our your this that these those some two three of"))
# Where a clause, and with it a subject or an object, begins or ends.
_BREAKS = frozenset(listed('and but or that which who whom whose when while as because if . ; : ? ! ( ) — – " “ ”'))
# Words before a noun that say which part it has.
_DIRECTIONS = frozenset(listed("from to into against by for before after under over above than behind below"))


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding where what stands before and after a verb, or after two prepositions, has changed places.

    A passive and a deed told from its other side (lend, borrow) exchange the places and not the parts. Silent where the
    verb works both ways.
    """
    one, two = reading.original, reading.version
    swaps = [
        *_around_verbs(one, two),
        *_of_deeds(one, two),
        *_after_prepositions(one, two),
        *_with_pronouns(one, two),
        *((left, right) for right, left in _with_pronouns(two, one)),
    ]
    return [
        finding("role", "role", _WEIGHT, [one.words[i] for i in left], [two.words[j] for j in right])
        for left, right in swaps[:1]
    ]


def _around_verbs(one: Text, two: Text) -> list[tuple[list[int], list[int]]]:
    """Subject and object words that stand on the other side of the same verb, both ways."""
    found = []
    for i, j in enumerate(one.partner):
        if j < 0 or one.low[i] != two.low[j] or not one.content[i] or not one.bases[i].isdisjoint(_MUTUAL):
            continue
        if not (_is_verb(one, i) and _is_verb(two, j)) or _is_passive(one, i) or _is_passive(two, j):
            continue
        subject, other_subject = _subject(one, i), _subject(two, j)
        if not subject or not other_subject:
            continue
        down = _meet(one, subject, two, _object(two, j))
        up = _meet(one, _object(one, i), two, other_subject)
        if down and up and not _meet(one, subject, two, other_subject) and _heads(one, subject, down):
            found.append(([k for k, _ in (*down, *up)], [m for _, m in (*down, *up)]))
    return found


def _of_deeds(one: Text, two: Text) -> list[tuple[list[int], list[int]]]:
    """The parties of a deed that have taken over each other's part, whoever it is told of."""
    told = [
        # One crossing is enough where the thing is one: who bought the mill has not sold it; who pays attention takes care.
        (1 if _are_of_one_thing(one, d.verb, two, e.verb) else 2,
         (d.verb, d.first, d.second), (e.verb, e.first, e.second))
        for d in deeds(one) for e in deeds(two)
        if d.row == e.row and (d.column != e.column or is_passive(one, d.verb) != is_passive(two, e.verb))
        if not _stay(one, d.verb, two, e.verb)
    ]  # fmt: skip
    told += [
        (
            2,
            (i, party(one, i, "subject"), party(one, i, "object")),
            (j, party(two, j, "subject"), party(two, j, "object")),
        )
        for i, j in enumerate(one.partner)
        if j >= 0 and not one.bases[i].isdisjoint(two.bases[j]) and one.bases[i].isdisjoint(_MUTUAL)
        if is_verb(one, i) and is_verb(two, j)
        if is_passive(one, i) or is_passive(two, j) or is_in_relative(one, i) or is_in_relative(two, j)
    ]  # two crossings: what cracks may be cracked
    found = []
    for least, (verb, a, b), (other, c, d) in told:
        crossed = [(x, y) for x, y in ((a, d), (b, c)) if _are_one(one, x, two, y)]
        if len(crossed) >= least and not _are_one(one, a, two, c) and not _are_one(one, b, two, d):
            found.append(([verb, *(x for x, _ in crossed)], [other, *(y for _, y in crossed)]))
    return found


def _with_pronouns(one: Text, two: Text) -> list[tuple[list[int], list[int]]]:
    """What a verb was done to, and now does it to a pronoun: Anna persuaded her brother, the brother persuaded her."""
    found = []
    for i, j in enumerate(one.partner):
        if j < 0 or one.low[i] != two.low[j] or not one.bases[i].isdisjoint(_MUTUAL) or not one.content[i]:
            continue
        if not (is_verb(one, i) and is_verb(two, j)) or is_passive(one, i) or is_passive(two, j):
            continue
        pronoun = j + 1 + (two.low[j + 1 : j + 2] == ("to",))
        if two.low[pronoun : pronoun + 1] not in _OBJECTS or any(two.content[pronoun + 1 : pronoun + 2]):
            continue
        doer, other = party(one, i, "subject"), party(two, j, "subject")
        done_to = party(one, i, "to" if pronoun > j + 1 else "object")
        if min(doer, done_to, other) < 0 or not one.bases[doer].isdisjoint(two.bases[other]):
            continue
        if not one.bases[done_to].isdisjoint(two.bases[other]):
            found.append(([doer, i, done_to], [other, j, pronoun]))
    return found


def _stay(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether two verbs have their likes elsewhere, or are one verb that tells from either side: pay and take, rent."""
    if not one.bases[i].isdisjoint(two.bases[j]):
        return is_passive(one, i) == is_passive(two, j)
    return not one.bases[i].isdisjoint(two.all_bases) or not two.bases[j].isdisjoint(one.all_bases)


def _are_of_one_thing(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether the same word heads a phrase that follows both verbs, or is the subject of a passive."""
    return any(not one.bases[k].isdisjoint(two.bases[m]) for k in things(one, i) for m in things(two, j))


def _are_one(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether two heads name one party."""
    return i >= 0 <= j and (
        one.low[i] == two.low[j] or not one.bases[i].isdisjoint(two.bases[j]) or one.partner[i] == j
    )


def _after_prepositions(one: Text, two: Text) -> list[tuple[list[int], list[int]]]:
    """Two words that have taken over each other's preposition: from A to B, from B to A."""
    governed = [
        (i, j, one.low[p], two.low[q])
        for i, j in enumerate(one.partner)
        if j >= 0 and one.low[i] == two.low[j] and one.content[i]
        if (p := _preposition(one, i)) >= 0 and (q := _preposition(two, j)) >= 0 and one.low[p] != two.low[q]
    ]
    return [([i, k], [j, m]) for (i, j, p, q), (k, m, r, s) in combinations(governed, 2) if p == s and q == r]


def _preposition(side: Text, i: int) -> int:
    """The preposition right before the noun phrase of word `i`, -1 if none of those that tell a direction."""
    for k in range(i - 1, max(-1, i - 4), -1):
        if side.low[k] in _DIRECTIONS:
            return k
        infinitive = k > 0 and side.low[k - 1] == "to" and lexicon.parts_of_speech(side.low[k])[:1] == "v"
        if (not side.content[k] and side.low[k] not in _OPENS_NOUN) or _is_verb_alone(side, k) or infinitive:
            return -1
    return -1


def _is_verb(side: Text, i: int) -> bool:
    """A finite verb: likelier a verb than a noun, neither in -ing nor after an article or preposition."""
    before = side.low[i - 1] if i else ""
    return (
        (lexicon.parts_of_speech(side.low[i])[:1] == "v" or lexicon.is_past(side.low[i]))
        and not side.low[i].endswith("ing")
        and side.words[i].text[0].islower()
        and before not in ("the", "a", "an", "of", "in", "by", "to")
    )


def _is_verb_alone(side: Text, i: int) -> bool:
    return _is_verb(side, i) and "n" not in lexicon.parts_of_speech(side.low[i])


def _is_passive(side: Text, i: int) -> bool:
    return any(low in _PASSIVE for low in side.low[max(0, i - 3) : i]) or "by" in side.low[i + 1 : i + 4]


def _subject(side: Text, i: int) -> list[int]:
    """The content words of what stands before the verb, back to the clause's beginning; [] if a noun does not end it.

    A comma is passed where it closes an apposition (the keeper, Ann Vries, …).
    """
    last = i - 1
    while last >= 0 and (side.low[last] in _BEFORE_VERBS or side.low[last].endswith("ly")):
        last -= 1
    commas = 2 if last > 0 and side.low[last] == "," else 0
    out: list[int] = []
    for k in range(last, max(-1, last - _REACH), -1):
        if side.low[k] == ",":
            commas -= 1
            if commas < 0:
                break
        elif side.low[k] in _BREAKS or (out and _is_verb_alone(side, k)):
            break
        elif side.content[k]:
            out.append(k)
    return out if out and _is_noun(side, out[0]) else []


def _object(side: Text, i: int) -> list[int]:
    """The content words after the verb, up to the clause's end."""
    out: list[int] = []
    for k in range(i + 1, min(len(side.low), i + 1 + _REACH)):
        if side.low[k] in _BREAKS or (out and _is_verb_alone(side, k)):
            break
        if side.content[k]:
            out.append(k)
    return out


def _meet(one: Text, left: list[int], two: Text, right: list[int]) -> list[tuple[int, int]]:
    """Nouns and names that stand in both stretches."""
    return [(i, j) for i in left for j in right if one.low[i] == two.low[j] and _is_noun(one, i) and _is_noun(two, j)]


def _heads(one: Text, subject: list[int], moved: list[tuple[int, int]]) -> bool:
    """Whether the noun next to the verb is among those that moved: else only a part of the subject did."""
    return subject[0] in {i for i, _ in moved}


def _is_noun(side: Text, k: int) -> bool:
    return side.words[k].text[0].isupper() or lexicon.parts_of_speech(side.low[k])[:1] == "n"
