"""Where both sides say the same by turns that look opposed: nobody without, only people with; lowest since, not lower since.

The table is `drift/language/lexicon/curated/equivalents.tsv`; what no table can list, for it holds for any verb or
adjective, is below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from drift.language import lexicon
from drift.language.auxiliaries import BE, CONTRACTED, DO, HAVE
from drift.language.comparisons import superlatives_denied, told_from_the_other_side
from drift.language.logic import all_or_none, complements, less_or_more, only_if, some_not, too_much
from drift.language.negation import is_plain, is_prefixed, negators
from drift.language.reading import Reading, Text
from drift.language.turns import NOTHING, Turn, TurnTable, agree, gap, is_denied, parse
from drift.language.wordlist import listed

_BE = BE | {"'s", "'re"}
_AUXILIARIES = HAVE | DO | BE | CONTRACTED
_THE = frozenset(("the", "its", "their", "his", "her", "our"))
_PASTS = frozenset(listed("was were had did didn't wasn't weren't hadn't"))
_UNIVERSAL = frozenset(listed("all every each everyone everybody everything always both only whole entire invariably"))
_DENYING = frozenset(listed("fail lack miss without except exclude refuse forget neglect omit decline absent unable"))
_BEFORE = 2  # words between a negation and the turn that it denies
_APART = 9  # words between two denials that are one
_SAY = frozenset(("say", "state", "insist", "claim", "maintain", "tell"))


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Words `original` and `version` (ranges) that say the same; `is_exact` where the one can be put for the other."""

    original: range
    version: range
    is_exact: bool = True


def equivalents(reading: Reading) -> list[Equivalent]:
    """All turns of both sides that answer each other so, [] where a side is not English."""
    if not reading.is_english:
        return []
    one, two = reading.original, reading.version
    found = [*_listed(one, two), *_superlatives(one, two), *_denials(one, two), *_universals(one, two)]
    found += [*_logical(one, two), *(Equivalent(*places) for places in complements(one, two))]
    others = [*_superlatives(two, one), *_denials(two, one), *_universals(two, one), *_logical(two, one)]
    found += [replace(e, original=e.version, version=e.original) for e in others]
    told = [(a.words, b.words) for a, b in told_from_the_other_side(one, two)]
    for here, there in (*told, *superlatives_denied(one, two)):
        found.append(Equivalent(here, there, is_exact=_say_as_much(one, here, two, there)))
    return found


def _logical(one: Text, two: Text) -> Iterator[Equivalent]:
    """What two denials come to: only if, not unless; both are ill, neither is well; too hot to eat, so hot that not."""
    yield from (Equivalent(*places) for places in (*all_or_none(one, two), *less_or_more(one, two)))
    for found in (only_if(one, two), some_not(one, two)):
        if found:
            yield Equivalent(*found[0], is_exact=False)
            yield Equivalent(range(0), found[1], is_exact=False)
    if places := too_much(one, two):
        yield Equivalent(*places)


def _say_as_much(one: Text, here: range, two: Text, there: range) -> bool:
    """Whether two stretches have the same content words, a word's opposite and a negation aside."""
    left, right = (
        {min(side.bases[k]): k for k in words if side.content[k]} for side, words in ((one, here), (two, there))
    )
    alone = [k for base, k in left.items() if base not in right], [k for base, k in right.items() if base not in left]
    return all(
        any(lexicon.are_antonyms(one.low[i], two.low[j]) or not one.bases[i].isdisjoint(two.bases[j]) for j in alone[1])
        for i in alone[0]
    ) and len(alone[0]) == len(alone[1])


def _universals(one: Text, two: Text) -> Iterator[Equivalent]:
    """All passed, none failed to pass; only members can vote, who is not a member cannot vote: two denials are none."""
    universals = [i for i, low in enumerate(one.low) if low in _UNIVERSAL and low not in two.low]
    if not universals or any(is_plain(low) for low in one.low):
        return
    implied = {k for k in range(len(two.low)) if two.bases[k].isdisjoint(one.all_bases) and _denies(two, k, one)}
    denied = sorted({n.index for n in negators(two)} | implied)
    # Who failed to come and did not write is two who are denied something, not one who is denied nothing.
    joined = any(low in ("and", "but", ",", ";") for low in two.low[denied[0] : denied[-1]]) if denied else True
    if (
        len(denied) == 2
        and not joined
        and denied[1] - denied[0] <= _APART
        and any(is_plain(two.low[k]) for k in denied)
    ):
        end = two.next_content(denied[1])
        for i in universals:
            yield Equivalent(range(i, i + 1), range(denied[0], max(end, denied[1]) + 1), is_exact=False)


def _denies(side: Text, k: int, other: Text) -> bool:
    low = side.low[k]
    of_a_word_there = low.startswith(("un", "in", "im", "dis")) and any(
        low.endswith(word) for word in other.low if len(word) > 3
    )
    return not side.bases[k].isdisjoint(_DENYING) or is_prefixed(low) or (of_a_word_there and low not in other.low)


def _listed(one: Text, two: Text) -> Iterator[Equivalent]:
    around, table = _table()
    turns = table.find(one), table.find(two)
    said = [{(turn.row, turn.cell) for turn in found} for found in turns]
    left, right = (
        [t for t in found if (t.row, t.cell) not in other] for found, other in zip(turns, said[::-1], strict=True)
    )
    for here, there in product(left, right):
        if (
            here.row != there.row
            or here.cell == there.cell
            or is_denied(one, here, _BEFORE) != is_denied(two, there, _BEFORE)  # "not common" does not say "not rare"
            or (around[here.row] != "anywhere" and {_time(one, here), _time(two, there)} == {"past", "present"})
        ):
            continue
        if around[here.row] == "anywhere":
            yield Equivalent(range(here.start, here.end), range(there.start, there.end), is_exact=False)
        elif agree(around[here.row], one, here, two, there):
            yield Equivalent(range(here.start, here.end), range(there.start, there.end))
    for side, other, found in ((one, two, left), (two, one, right)):
        for turn in found:
            if any(NOTHING in cell for cell in table.rows[turn.row]) and turn.end < len(side.low):
                at = gap(side, turn, other)
                if 0 <= at < len(other.low) and (_time(side, turn) == "past") == lexicon.is_past(other.low[at]):
                    places = range(turn.start, turn.end + 1), range(at, at + 1)
                    yield Equivalent(*(places if side.side == "original" else places[::-1]))


def _time(side: Text, turn: Turn) -> str:
    """Whether a turn's first verb tells of the past or the present; "" where it has none."""
    for low in side.low[turn.start : turn.end]:
        if lexicon.is_past(low) or low in _PASTS:
            return "past"
        if lexicon.parts_of_speech(low)[:1] == "v" or low in ("do", "does", "don't", "doesn't", "is", "are"):
            return "present"
    return ""


def _superlatives(one: Text, two: Text) -> Iterator[Equivalent]:
    """Was the lowest since, has not been lower since."""
    for i, low in enumerate(one.low):
        if not (low.endswith("est") and i and one.low[i - 1] in _THE and "since" in one.low[i + 1 : i + 6]):
            continue
        for j, other in enumerate(two.low):
            if not (
                other.endswith("er") and not one.bases[i].isdisjoint(two.bases[j]) and "since" in two.low[j + 1 : j + 6]
            ):
                continue
            start = j
            while start and (two.low[start - 1] in _AUXILIARIES or two.low[start - 1] in ("not", "never", "been")):
                start -= 1
            if any(form in ("not", "never") or form.endswith("n't") for form in two.low[start:j]):
                begin = i - 1
                while begin and one.low[begin - 1] in _BE | {"at"}:
                    begin -= 1
                yield Equivalent(range(begin, i + 1), range(start, j + 1))


def _denials(one: Text, two: Text) -> Iterator[Equivalent]:
    """Denied having broken it, said it had not broken it."""
    for i, bases in enumerate(one.bases):
        if "deny" not in bases:
            continue
        verb = _verb_after(one, i)
        if verb < 0:
            continue
        for j, others in enumerate(two.bases):
            if others.isdisjoint(_SAY):
                continue
            for k in range(j + 1, min(len(two.low), j + 9)):
                if two.bases[k].isdisjoint(one.bases[verb]):
                    continue
                nothing = two.low[k + 1 : k + 2] == ("no",)  # had taken no money
                if nothing or any(form in ("not", "never") or form.endswith("n't") for form in two.low[j + 1 : k]):
                    yield Equivalent(range(i, verb + 1), range(j, k + 1 + nothing))
                    break


def _verb_after(side: Text, i: int) -> int:
    """The verb that a denial denies: denied having broken, denied that he broke, denied breaking."""
    for k in range(i + 1, min(len(side.low), i + 7)):
        low = side.low[k]
        if low == "having" or not side.content[k]:
            continue
        if lexicon.is_past(low) or (low.endswith("ing") and "v" in lexicon.parts_of_speech(low)):
            return k
    return -1


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], TurnTable]:
    rows = lexicon.curated_rows("equivalents.tsv")
    return tuple(row[0] for row in rows), TurnTable(tuple(parse(row[1:]) for row in rows))
