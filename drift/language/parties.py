"""Who does what to whom, for verbs that can be told from either side: lend and borrow, beat and lose to, sue and be sued by.

No parser: a party is the noun nearest to the verb on its side, or behind a preposition, in the same clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from drift.language import lexicon
from drift.language.auxiliaries import AUXILIARIES, BE, CONTRACTED
from drift.language.reading import Text
from drift.language.wordlist import listed

_BE = BE | frozenset(listed("get gets got getting"))
_AUXILIARIES = (
    AUXILIARIES
    | CONTRACTED
    | frozenset(listed("being having not n't also then ever never already just now still once later soon only to"))
)
_BREAKS = frozenset(listed('and but or that which who whom whose when while as because if . ; : ? ! ( ) — – " “ ” ,'))
_PREPOSITIONS = frozenset(
    listed(
        "to from by for with in on at of into over under against after before since until behind than during through about near"
    )
)
_OPENS = frozenset(
    listed("the a an his her its their my our your this that these those some any no every each another")
)
_SUBORDINATES = frozenset(
    listed(
        "that which who whom whose when while as because if unless although though before after until since whether where to"
    )
)
_RELATIVES = frozenset(("that", "which", "who", "whom"))
_REACH = 12
_ONE_FORM = frozenset(
    listed("beat let cut hit put set hurt cost shut spread burst cast quit")
)  # in the past as in the present


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb of the table at word `verb`, which row and column it is of, and its parties (word indices, -1 unknown)."""

    verb: int
    row: int
    column: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The verbs of a deed told from one side, and where its two parties stand."""

    verbs: frozenset[str]
    first: str
    second: str


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[_Row, _Row], ...]:
    rows = []
    for verbs, first, second, others, third, fourth in lexicon.curated_rows("converses.tsv"):
        rows.append((_Row(frozenset(verbs.split()), first, second), _Row(frozenset(others.split()), third, fourth)))
    return tuple(rows)


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """The base forms of all verbs of the table."""
    return frozenset().union(*(row.verbs for pair in _table() for row in pair))


def deeds(side: Text) -> list[Deed]:
    """The deeds of the table that a side tells of."""
    found = []
    for i, bases in enumerate(side.bases):
        if bases.isdisjoint(verbs()) or not is_verb(side, i):
            continue
        for number, pair in enumerate(_table()):
            for column, row in enumerate(pair):
                if not bases.isdisjoint(row.verbs):
                    first, second = (party(side, i, place) for place in (row.first, row.second))
                    found.append(Deed(i, number, column, first, second))
    return found


def party(side: Text, verb: int, place: str) -> int:
    """The head of the party in a place of the verb: subject, object or a preposition; -1 where none is found.

    In a passive the agent stands behind "by" and the subject is what the deed is done to.
    """
    passive = is_passive(side, verb)
    if place == "subject":
        return _after(side, verb, "by") if passive else subject(side, verb)
    if place == "object":
        return subject(side, verb) if passive else _object(side, verb)
    behind = _after(side, verb, place)
    if behind < 0 and place == "to":
        return subject(side, verb) if passive else _first_of_two(side, verb)
    return behind


def is_in_relative(side: Text, verb: int) -> bool:
    """Whether a verb stands in a clause that a relative opens: the dog that chased, the wolf that the dog chased."""
    k = verb - 1
    while k > 0 and verb - k < _REACH and side.low[k] not in _BREAKS:
        k -= 1
    return k > 0 and side.low[k] in _RELATIVES and _is_noun(side, k - 1)


def is_verb(side: Text, i: int) -> bool:
    """Whether word `i` is used as a verb, as far as its form and the word before it tell."""
    low, before = side.low[i], side.low[i - 1] if i else ""
    if not ("v" in lexicon.parts_of_speech(low) or lexicon.is_past(low)) or side.words[i].text[0].isupper():
        return False
    relative = before == "that" and i > 1 and _is_noun(side, i - 2)  # the dog that chased
    governed = (
        (before in _OPENS and not relative) or before.endswith("'s") or (before in _PREPOSITIONS and before != "to")
    )
    described = (
        low in lexicon.base_forms(low)
        and not lexicon.is_past(low)
        and before not in _AUXILIARIES
        and lexicon.parts_of_speech(before)[:1] == "a"
        and not before.endswith("ly")
    )
    compound = (
        low in lexicon.base_forms(low)
        and not lexicon.is_past(low)
        and i > 2
        and (side.content[i - 3] or side.low[i - 3] in _PREPOSITIONS)
        and side.low[i - 2] in _OPENS
        and side.content[i - 1]
        and not before.endswith("s")
        and "n" in lexicon.parts_of_speech(low)
    )  # accepted the pay offer
    if governed or described or compound or side.low[i + 1 : i + 2] == ("of",):
        return False
    return (
        lexicon.parts_of_speech(low)[:1] in ("v", "")
        or lexicon.is_past(low)
        or low.endswith(("ing", "s"))
        or before in _AUXILIARIES
    )


def is_passive(side: Text, i: int) -> bool:
    """Whether a participle stands behind a form of "be", adverbs between."""
    if side.low[i].endswith("ing") or not lexicon.is_past(side.low[i]):
        return False
    k = i - 1
    if k >= 0 and side.low[k] == ",":  # was, on the contrary, beaten
        k = next((m - 1 for m in range(k - 1, max(-1, k - 6), -1) if side.low[m] == ","), -1)
    while k >= 0 and (
        side.low[k].endswith("ly")
        or side.low[k] in ("not", "also", "then", "never", "already", "just", "later", "only")
    ):
        k -= 1
    return k >= 0 and side.low[k] in _BE


def subject(side: Text, verb: int) -> int:
    """The noun before the verb and its auxiliaries, an apposition or a clause behind it passed over; -1 if there is none."""
    k = verb - 1
    while k >= 0 and (side.low[k] in _AUXILIARIES or side.low[k].endswith("ly")):
        k -= 1
    if k >= 0 and side.low[k] == ",":  # the keeper, Ann Vries, …
        k = next((m - 1 for m in range(k - 1, max(-1, k - _REACH), -1) if side.low[m] == ","), k - 1)
    head = -1
    while k >= 0 and side.low[k] not in _BREAKS:
        if side.low[k] in _PREPOSITIONS:
            head = -1  # what follows a preposition only belongs to the subject: the mayor of the town
        elif head < 0 and _is_noun(side, k):
            head = k
        k -= 1
    if head < 0 and k > 0 and side.low[k] in _RELATIVES and _is_noun(side, k - 1):
        return k - 1  # the wolf that chased
    return head


def _object(side: Text, verb: int) -> int:
    k = verb + 1
    while k < len(side.low) and (side.low[k].endswith("ly") or side.low[k] in ("back", "up", "out", "off")):
        k += 1
    ends = k < len(side.low) and (
        side.low[k] in _AUXILIARIES or lexicon.is_past(side.low[k])
    )  # that the dog chased was, ran
    head = -1 if ends else _phrase(side, k)[0]
    return head if head >= 0 else _antecedent(side, verb)


def _antecedent(side: Text, verb: int) -> int:
    """The noun before a relative whose clause has a subject of its own and this verb: the wolf that the dog chased; else -1."""
    k, inside = verb - 1, False
    while k > 0 and verb - k < _REACH and side.low[k] not in _BREAKS and side.low[k] not in _PREPOSITIONS:
        inside = inside or _is_noun(side, k)
        k -= 1
    return k - 1 if inside and k > 0 and side.low[k] in _RELATIVES and _is_noun(side, k - 1) else -1


def things(side: Text, verb: int) -> set[int]:
    """The heads of the two phrases that may follow a verb, and of a passive its subject: lent [the trust] [two million]."""
    head, end = _phrase(side, verb + 1)
    second = _phrase(side, end)[0] if head >= 0 else -1
    return {k for k in (head, second, subject(side, verb) if is_passive(side, verb) else -1) if k >= 0}


def _first_of_two(side: Text, verb: int) -> int:
    """Of two objects in a row, the first: lent [the trust] [two million crowns]."""
    head, end = _phrase(side, verb + 1)
    second = _phrase(side, end)[0] if head >= 0 else -1
    return head if second >= 0 else -1


def _phrase(side: Text, start: int) -> tuple[int, int]:
    """The head of the noun phrase that begins at a word, its last noun, and where the phrase ends; (-1, start) for none."""
    head, k = -1, start
    while k < len(side.low) and side.low[k] not in _BREAKS and side.low[k] not in _PREPOSITIONS:
        opens = side.low[k] in _OPENS or side.low[k][0].isdigit() or _is_number(side.low[k])
        if head >= 0 and (opens or _is_own_name(side, head, k)):
            break
        if side.content[k] and not opens and not side.low[k].endswith("'s"):
            if head >= 0 and not _is_noun(side, k):
                break
            head = k
        elif not opens and side.low[k] not in ("'", "-", "of") and not side.low[k].endswith("'s") and head >= 0:
            break
        k += 1
    return head, k


def _after(side: Text, verb: int, preposition: str) -> int:
    for k in range(verb + 1, min(len(side.low), verb + _REACH)):
        if side.low[k] in _BREAKS - {","}:
            return -1
        if side.low[k] == preposition and not (preposition == "to" and _is_infinitive(side, k)):
            return _phrase(side, k + 1)[0]
    return -1


def _is_infinitive(side: Text, k: int) -> bool:
    return (
        k + 1 < len(side.low)
        and lexicon.parts_of_speech(side.low[k + 1])[:1] == "v"
        and side.words[k + 1].text[0].islower()
    )


def _is_noun(side: Text, k: int) -> bool:
    if not side.content[k]:
        return False
    parts = lexicon.parts_of_speech(side.low[k])
    opened = k > 0 and side.low[k - 1] in _OPENS
    return side.words[k].text[0].isupper() or parts[:1] in ("n", "") or ("n" in parts and opened)


def _is_own_name(side: Text, head: int, k: int) -> bool:
    """Whether a name begins a phrase of its own: taught the boys | Latin."""
    return side.words[k].text[0].isupper() and side.words[head].text[0].islower() and side.content[k]


def _is_number(low: str) -> bool:
    from drift.language.numerals import ONES, TENS

    return low in ONES or low in TENS


def told_of_one(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether two verbs are what their sentences state, of one subject or as one order, and the same follows both.

    A verb in a clause that a conjunction or a relative opens is not what the sentence states.
    """
    if not (_is_stated(one, i) and _is_stated(two, j)) or is_passive(one, i) != is_passive(two, j):
        return False
    a, b = subject(one, i), subject(two, j)
    orders = one.starts_sentence(i) and two.starts_sentence(j)
    if not orders and not (min(a, b) >= 0 and (one.partner[a] == b or not one.bases[a].isdisjoint(two.bases[b]))):
        return False
    c, d = one.next_content(i, 6), two.next_content(j, 6)
    return (c < 0 and d < 0) or (min(c, d) >= 0 and (one.partner[c] == d or not one.bases[c].isdisjoint(two.bases[d])))


def _is_stated(side: Text, i: int) -> bool:
    """Whether a verb is finite and stands in no clause that a conjunction or a relative opens."""
    if side.starts_sentence(i):
        return "v" in lexicon.parts_of_speech(side.low[i])
    if not is_verb(side, i) or side.low[i].endswith("ing") or side.low[i - 1] == "to":
        return False
    before = next((k for k in range(i - 1, -1, -1) if side.low[k] in _SUBORDINATES), -1)
    return before < 0 or any(low in (",", ".", ";") for low in side.low[before:i])


def clause(side: Text, verb: int) -> range:
    """The words of the clause around a verb, its marks left out; a comma ends it where a noun does not follow an apposition."""
    start, end = verb, verb + 1
    while start and side.low[start - 1] not in _BREAKS:
        start -= 1
    while end < len(side.low) and side.low[end] not in _BREAKS:
        end += 1
    return range(start, end)


def told_alike(one: Text, two: Text) -> list[tuple[range, range]]:
    """Clauses of both sides that tell one deed with the same words from its two sides: A lent B money, B borrowed money from A.

    The parties have their parts, and but for the verb, prepositions, articles and what makes a passive, the words are the same.
    """
    found = []
    for (i, *parties), (j, *others) in _told(one, two):
        times = {lexicon.is_past(low) for low in (one.low[i], two.low[j]) if low not in _ONE_FORM}
        if len(times) == 2:
            continue
        # The clauses as wholes, or what lies between their parties: A beat B, B lost to A.
        for here, there in (
            (clause(one, i), clause(two, j)),
            (_between(one, i, parties), _between(two, j, others)),
        ):
            if here and there and _rest(one, here, i) == _rest(two, there, j):
                found.append((here, there))
                break
    return found


def _between(side: Text, verb: int, parties: list[int]) -> range:
    """The words from the first of a verb and its parties to the last, with what belongs to the first: the old bank lent."""
    start, end = min(verb, *parties), max(verb, *parties) + 1
    begin = clause(side, verb)[0]
    while start > begin and (side.content[start - 1] or side.low[start - 1] in _OPENS):
        start -= 1
    is_part = (
        end < len(side.low) and side.content[end] and side.words[end].text[0].isupper()
    )  # the last one's name goes on
    return range(0) if is_part else range(start, end)


def _told(one: Text, two: Text) -> list[tuple[tuple[int, int, int], tuple[int, int, int]]]:
    """Verbs of one deed whose parties agree, with these: converses, and one verb in the active and the passive voice."""
    told = [(d, e) for d in deeds(one) for e in deeds(two) if d.row == e.row and d.column != e.column]
    found = [
        ((d.verb, d.first, d.second), (e.verb, e.first, e.second))
        for d, e in told
        if _agree(one, (d.first, d.second), two, (e.first, e.second))
    ]
    found += [
        ((i, *_voices(one, i)), (j, *_voices(two, j)))
        for i, j in enumerate(one.partner)
        if j >= 0 and not one.bases[i].isdisjoint(two.bases[j]) and is_verb(one, i) and is_verb(two, j)
        if is_passive(one, i) != is_passive(two, j) and _agree(one, _voices(one, i), two, _voices(two, j))
    ]
    for i, sides in _compared(one).items():
        for j, other in _compared(two).items():
            if lexicon.are_antonyms(one.low[i], two.low[j]) and _agree(one, sides, two, other[::-1]):
                found.append(((i, *sides), (j, *other)))
    return found


def _voices(side: Text, verb: int) -> tuple[int, int]:
    return party(side, verb, "subject"), party(side, verb, "object")


def _agree(one: Text, parties: tuple[int, ...], two: Text, others: tuple[int, ...]) -> bool:
    return all(i >= 0 <= j and not one.bases[i].isdisjoint(two.bases[j]) for i, j in zip(parties, others, strict=True))


def _compared(side: Text) -> dict[int, tuple[int, int]]:
    """Adjectives and adverbs before "than", each with what is compared."""
    if "than" not in side.low:
        return {}
    return {
        i: (subject(side, i), party(side, i, "than"))
        for i, low in enumerate(side.low)
        if "than" in side.low[i + 1 : i + 4] and set(lexicon.parts_of_speech(low)) & {"a", "r"}
    }


def _rest(side: Text, words: range, verb: int) -> list[str]:
    """What a clause says besides its verb, in no order: content words and what bears on tense, number and polarity."""
    left_out = _PREPOSITIONS | _BE | {"a", "an", "the", "its", "their", "'s", "than", "more"}
    kept = [k for k in words if k != verb and side.low[k] not in left_out and side.low[k][0].isalnum()]
    return sorted(min(side.bases[k], default="") for k in kept)
