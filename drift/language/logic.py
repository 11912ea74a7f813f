"""What two denials come to, where no table can list it: only if, not unless; both are ill, neither is well; too hot to eat.

Each rule gives what can be put for what, as `Equivalent`s do: stretches of both sides that say the same together.
"""

from __future__ import annotations

from collections.abc import Iterator

from drift.language import lexicon
from drift.language.auxiliaries import BE
from drift.language.negation import is_plain, is_prefixed
from drift.language.quantities import Quantity, quantities
from drift.language.reading import Text
from drift.language.wordlist import listed

_CONDITIONS = frozenset(listed("if when once after where"))
_UNTIL = frozenset(listed("until before till"))
_EXCEPTIONS = _UNTIL | frozenset(listed("unless without"))
_TIMES = frozenset(listed("on in at from"))  # only on Monday, not until Monday
_AFTER_ONLY = _CONDITIONS | _TIMES
_ALL = frozenset(listed("both all every everyone everybody everything each always"))
_NONE = frozenset(listed("neither none nobody nothing never no"))
_EVERY = frozenset(listed("all every everyone everybody everything each"))
_SOME = frozenset(listed("some several"))
_REACH = 14  # words between "some" and its "not"
_AFTER = 8  # words after a conjunction in which its clause is told by its words
# Before a share that opens its clause.
_OPENERS = frozenset(listed(", ; : . and but that while whereas about around nearly almost roughly only just some"))
_SMALL_WORDS = frozenset(listed("of a an the this that last next its their"))
_PERIODS = frozenset(
    listed(
        "year month week day decade century season match game half quarter morning evening night period hour term session 2020s 1990s"
    )
)
_DEGREES = frozenset(
    listed("rise fall grow shrink increase decrease climb drop decline gain improve worsen widen narrow")
)
# Of these and their opposites one holds: who did not die survived.
_EITHER_OR = frozenset(
    listed("survive die pass fail attend miss present absent alive dead guilty innocent win lose succeed")
)
_ROUND = 0.6  # how far two shares of a whole may miss it, in percent

Places = tuple[range, range]  # stretches of words in this side and in the other


def only_if(one: Text, two: Text) -> tuple[Places, range] | None:
    """Where `one` says "only if B" and `two` "not … unless B": the conjunctions, and the "not" (in `two`)."""
    for i, low in enumerate(one.low[:-1]):
        if low != "only" or one.low[i + 1] not in _AFTER_ONLY or any(map(is_plain, one.low[:i])):
            continue
        for j, other in enumerate(two.low):
            if other not in (_UNTIL if one.low[i + 1] in _TIMES else _EXCEPTIONS) or "only" in two.low:
                continue
            denied = [k for k, form in enumerate(two.low) if is_plain(form) and form != "without"]
            if len(denied) == 1 and not j < denied[0] < j + _AFTER and _open_alike(one, i + 1, two, j):
                until_after = two.low[j + 1 : j + 2] == (one.low[i + 1],)  # until after the vote, only after it
                return (range(i, i + 2), range(j, j + 1 + until_after)), range(denied[0], denied[0] + 1)
    return None


def _open_alike(one: Text, i: int, two: Text, j: int) -> bool:
    """Whether a word of the clause that the one conjunction opens is in that of the other."""
    here, there = range(i + 1, min(len(one.low), i + _AFTER)), range(j + 1, min(len(two.low), j + _AFTER))
    return any(
        one.content[k] and (one.partner[k] in there or any(not one.bases[k].isdisjoint(two.bases[m]) for m in there))
        for k in here
    )


def all_or_none(one: Text, two: Text) -> Iterator[Places]:
    """Both are contaminated, neither is clean: the words for all and for none, and the two opposites."""
    every = [i for i, low in enumerate(one.low) if low in _ALL]
    none = [j for j, low in enumerate(two.low) if low in _NONE]
    if len(every) != 1 or len(none) != 1 or any(map(is_plain, one.low)) or sum(map(is_plain, two.low)) != 1:
        return
    found = _opposites(one, range(every[0] + 1, len(one.low)), two, range(none[0] + 1, len(two.low)))
    if len(found) == 1:
        i, j = found[0]
        yield range(every[0], every[0] + 1), range(none[0], none[0] + 1)
        yield range(i, i + 1), range(j, j + 1)


def complements(one: Text, two: Text) -> Iterator[tuple[range, range, bool]]:
    """Two thirds were lost, a third survived: the two shares, which make up the whole, and the two opposites.

    Or a "not" of one side alone; the last is whether the one can be put for the other.
    """
    left, right = (
        [q for q in quantities(side.text) if q.unit == "%" and not q.per and max(q.values) < 100 and _is_part(side, q)]
        for side in (one, two)
    )
    if len(left) != 1 or len(right) != 1 or not _make_whole(left[0], right[0]):
        return
    shares = _words(one, left[0]), _words(two, right[0])
    denied = [[k for k, low in enumerate(side.low) if is_plain(low)] for side in (one, two)]
    found = _opposites(one, range(len(one.low)), two, range(len(two.low)))
    if not all(_leave_nothing_between(one, i, two, j, left[0]) for i, j in found):
        return  # half rose, half fell: others stayed as they were
    if len(found) == 1 and len(denied[0]) == len(denied[1]):
        i, j = found[0]
        yield *shares, True
        yield _with_be(one, i), _with_be(two, j), True
    elif not found and sorted(map(len, denied)) == [0, 1]:
        yield *shares, False
        nots = [range(ks[0], ks[0] + 1) if ks else range(0) for ks in denied]
        yield nots[0], nots[1], False


def _leave_nothing_between(one: Text, i: int, two: Text, j: int, share: Quantity) -> bool:
    """Whether of two opposites one has to hold; where one half is told of and the other, it has to be known."""
    bases = one.bases[i] | two.bases[j]
    if 50.0 not in share.values:
        return _DEGREES.isdisjoint(bases)
    return is_prefixed(one.low[i]) or is_prefixed(two.low[j]) or not _EITHER_OR.isdisjoint(bases)


def _is_part(side: Text, share: Quantity) -> bool:
    """Whether a share is the part of some whole that its clause tells of: it opens the clause, and no time or measure is halved."""
    inside = _inside(side, share)
    if inside[0] and side.low[inside[0] - 1] not in _OPENERS:
        return False
    after = side.low[inside[-1] + 1 :]
    told = next((low for low in after if low not in _SMALL_WORDS), "")
    return after[:1] not in (("as",), ("a",), ("an",)) and not (after[:1] == ("of",) and told in _PERIODS)


def _make_whole(a: Quantity, b: Quantity) -> bool:
    """Whether two shares, more than the one and less than the other, make up a whole."""
    opposed = {a.comparator, b.comparator} in ({">", "<"}, {""}, {"~"}, {"", "~"})
    return opposed and any(abs(x + y - 100) < _ROUND for x in a.values for y in b.values)


def _inside(side: Text, quantity: Quantity) -> list[int]:
    return [k for k, w in enumerate(side.words) if quantity.from_ < w.end and w.start < quantity.to]


def _words(side: Text, quantity: Quantity) -> range:
    """The words of a quantity, with what it is more or less than."""
    inside = _inside(side, quantity)
    only = inside[0] and side.low[inside[0] - 1] in ("only", "just")
    return range(inside[0] - bool(only), inside[-1] + 1)


def _with_be(side: Text, i: int) -> range:
    """A word with the "was" before it and the preposition behind: was lost to."""
    start = i - 1 if i and side.low[i - 1] in BE else i
    return range(start, i + 1 + (start < i and side.low[i + 1 : i + 2] in (("to",), ("by",), ("in",))))


def _opposites(one: Text, here: range, two: Text, there: range) -> list[tuple[int, int]]:
    """Opposites, each of which the other side has in no form."""
    return [
        (i, j)
        for i in here
        if (one.content[i] or one.low[i] in ("for", "against")) and one.bases[i].isdisjoint(two.all_bases)
        for j in there
        if (two.content[j] or two.low[j] in ("for", "against")) and two.bases[j].isdisjoint(one.all_bases)
        if lexicon.are_opposed(one.low[i], two.low[j])
    ]


def too_much(one: Text, two: Text) -> Places | None:
    """Too hot to eat, so hot that it could not be eaten: the two stretches."""
    for i in range(len(one.low) - 3):
        if one.low[i] != "too" or one.low[i + 2] != "to":
            continue
        for j in range(len(two.low) - 3):
            if two.low[j] != "so" or two.low[j + 2] != "that" or one.bases[i + 1].isdisjoint(two.bases[j + 1]):
                continue
            for k in range(j + 3, min(len(two.low), j + 3 + _AFTER)):
                said = not two.bases[k].isdisjoint(one.bases[i + 3])
                if said and sum(map(is_plain, two.low[j + 3 : k])) == 1:
                    return range(i, i + 4), range(j, k + 1)
    return None


def less_or_more(one: Text, two: Text) -> Iterator[Places]:
    """Less dangerous, safer: a comparative and its opposite with "less" before it."""
    for i, low in enumerate(one.low):
        if not i or one.low[i - 1] != "less" or "a" not in lexicon.parts_of_speech(low):
            continue
        for j, other in enumerate(two.low):
            more = j > 0 and two.low[j - 1] == "more"
            if (more or other.endswith("er")) and any(
                lexicon.are_antonyms(low, form) for form in (other, *two.bases[j])
            ):
                yield range(i - 1, i + 1), range(j - more, j + 1)


def some_not(one: Text, two: Text) -> tuple[Places, range] | None:
    """Where `one` says "not all have" and `two` "some have not": the words for how many, and the "not" (in `two`)."""
    here = [i for i, low in enumerate(one.low[:-1]) if low == "not" and one.low[i + 1] in _EVERY]
    there = [j for j, low in enumerate(two.low) if low in _SOME]
    denied = [k for k, low in enumerate(two.low) if is_plain(low)]
    if len(here) != 1 or len(there) != 1 or len(denied) != 1 or not 0 < denied[0] - there[0] < _REACH:
        return None
    if sum(map(is_plain, one.low)) != 1 or not _EVERY.isdisjoint(two.low):
        return None
    return (range(here[0], here[0] + 2), range(there[0], there[0] + 1)), range(denied[0], denied[0] + 1)
