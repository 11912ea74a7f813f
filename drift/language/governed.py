"""What the same words say in another order around their verb or quality.

Stopped to smoke, stopped smoking; did not try to laugh, tried not to laugh; too hot to eat, hot enough to eat; as many as, more
than.
"""

from __future__ import annotations

from collections.abc import Iterator

from drift.language.negation import is_plain
from drift.language.reading import Text
from drift.language.wordlist import listed

# Verbs whose gerund tells of another deed than their infinitive.
_TWO_WAYS = frozenset(listed("stop remember forget regret"))
# Who does not try to laugh has not tried not to; but not to want to leave is to want not to.
_WITHIN = frozenset(
    listed(
        "remember try tell ask order promise decide agree manage pretend learn beg command instruct vow pledge swear choose threaten"
    )
)
_REACH = 5

Turned = tuple[range, range]  # stretches of both sides


def gerunds(one: Text, two: Text) -> Iterator[Turned]:
    """Verbs whose infinitive says another thing than their gerund: stopped to smoke, stopped smoking."""
    for i, j in _shared(one, two, _TWO_WAYS):
        (a, left), (b, right) = _after(one, i), _after(two, j)
        if a >= 0 <= b and left != right and not one.bases[a].isdisjoint(two.bases[b]):
            yield range(i, a + 1), range(j, b + 1)


def _shared(one: Text, two: Text, verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Words of both sides that are forms of one of these verbs."""
    for i, bases in enumerate(one.bases):
        for j, theirs in enumerate(two.bases if not bases.isdisjoint(verbs) else ()):
            if not bases.isdisjoint(theirs & verbs):
                yield i, j


def _after(side: Text, i: int) -> tuple[int, bool]:
    """The verb after verb `i`, -1 if there is none, and whether it is an infinitive."""
    if side.low[i + 1 : i + 2] == ("to",) and i + 2 < len(side.low):
        return i + 2, True
    is_gerund = i + 1 < len(side.low) and side.low[i + 1].endswith("ing")
    return (i + 1 if is_gerund else -1), False


def moved_denials(one: Text, two: Text) -> Iterator[Turned]:
    """Verbs that one side denies where the other denies what they govern: did not try to laugh, tried not to laugh."""
    for i, j in _shared(one, two, _WITHIN):
        before = [_is_denied(side, k) for side, k in ((one, i), (two, j))]
        within = [_denied_after(side, k) for side, k in ((one, i), (two, j))]
        if before == [True, False] and within[0] < 0 <= within[1]:
            yield range(max(0, i - 1), i + 1), range(j, within[1] + 1)
        elif before == [False, True] and within[1] < 0 <= within[0]:
            yield range(i, within[0] + 1), range(max(0, j - 1), j + 1)


def _is_denied(side: Text, i: int) -> bool:
    return any(is_plain(low) for low in side.low[max(0, i - 2) : i])


def _denied_after(side: Text, i: int) -> int:
    """The "not" of "not to" soon after verb `i`, -1 if there is none."""
    ends = min(len(side.low) - 1, i + _REACH)
    return next((k for k in range(i + 1, ends) if side.low[k] == "not" and side.low[k + 1] == "to"), -1)


def degrees(one: Text, two: Text) -> Iterator[Turned]:
    """Too hot, hot enough; as many as, more than: of the same quality, neither denied."""
    for side, other in ((one, two), (two, one)):
        for i, j in (*_too_or_enough(side, other), *_as_or_than(side, other)):
            if not any(
                is_plain(low) for s, at in ((side, i), (other, j)) for low in s.low[max(0, at.start - 3) : at.stop]
            ):
                yield (i, j) if side is one else (j, i)


def _too_or_enough(one: Text, two: Text) -> Iterator[Turned]:
    for i in range(len(one.low) - 2):
        if one.low[i] == "too" and one.low[i + 2] in ("to", "for") and one.content[i + 1]:
            for j in range(len(two.low) - 1):
                if (
                    two.low[j + 1] == "enough"
                    and not one.bases[i + 1].isdisjoint(two.bases[j])
                    and "too" not in two.low
                ):
                    yield range(i, i + 2), range(j, j + 2)


def _as_or_than(one: Text, two: Text) -> Iterator[Turned]:
    """As many inhabitants as Leeds, more inhabitants than Leeds."""
    for i in range(len(one.low) - 2):
        end = (
            _second(one, i + 1, "as")
            if one.low[i] == "as" and one.low[i + 1] in ("many", "much", "few", "little")
            else -1
        )
        if end < 0:
            continue
        for j, low in enumerate(two.low):
            stop = _second(two, j, "than") if low in ("more", "fewer", "less") else -1
            if stop >= 0 and _goes_on_alike(one, i + 2, end, two, j + 1, stop):
                yield range(i, end + 1), range(j, stop + 1)


def _second(side: Text, i: int, word: str) -> int:
    return next((k for k in range(i + 1, min(len(side.low) - 1, i + _REACH)) if side.low[k] == word), -1)


def _goes_on_alike(one: Text, i: int, end: int, two: Text, j: int, stop: int) -> bool:
    """Whether the same is counted, and compared with the same."""
    counted = [
        {min(side.bases[k]) for k in range(*at) if side.content[k]} for side, at in ((one, (i, end)), (two, (j, stop)))
    ]
    a, b = one.next_content(end), two.next_content(stop)
    same = (a < 0 and b < 0) or (min(a, b) >= 0 and (not one.bases[a].isdisjoint(two.bases[b]) or one.partner[a] == b))
    return bool(counted[0]) and counted[0] == counted[1] and same
