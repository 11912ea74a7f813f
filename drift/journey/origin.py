"""Where on its route a thread was bent: in which version it shows, and which hop before that did it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from drift.types import MAJOR, MINOR

Drifts = Mapping[str, float | None]  # by version; None where it could not be judged

_FAINT = 0.05  # how far a version holds with either wording, below which it says nothing


def states(
    way: Sequence[str], so_far: Drifts, drifts: Drifts, foreign: frozenset[str] = frozenset()
) -> dict[str, bool]:
    """Whether the thread is bent in each version of a route that was judged against the original.

    It is where its drift from the original is at least major; or where that and the drift of the hop, both of them at least
    minor, are so together as two independent witnesses: each of the two verdicts misses what the other finds. (The first hop
    has but one verdict.) It stays bent until a hop that is at least minor by itself leaves neither: a version that was left
    as it was means what it meant, whatever a verdict on other wording says. A hop out of another language tells neither,
    since a verdict across languages is the less sure one.

    Args:
        way: The versions of the route, the original first.
        so_far: The drift of each from the original.
        drifts: The drift of each from its parent.
        foreign: The versions that are in another language than the original.
    """
    found: dict[str, bool] = {}
    is_bent = False
    for parent, name in pairwise(way):
        far, hop = so_far[name], drifts[name]
        if far is None:
            continue
        told = parent not in foreign and ((is_bent and is_slight(hop)) or (parent != way[0] and _are_major(far, hop)))
        is_bent = far >= MAJOR or told
        found[name] = is_bent
    return found


def shows_in(way: Sequence[str], so_far: Drifts, drifts: Drifts, foreign: frozenset[str] = frozenset()) -> str | None:
    """The version from which on the thread is bent to the end of the route; None where it is not at the end."""
    first = None
    for name, is_bent in reversed(states(way, so_far, drifts, foreign).items()):
        if not is_bent:
            break
        first = name
    return first


def first_bad(
    way: Sequence[str],
    so_far: Drifts,
    drifts: Drifts,
    foreign: frozenset[str] = frozenset(),
    holds: Mapping[str, Mapping[str, float]] | None = None,
) -> tuple[str, str] | None:
    """The version after the first bad hop of a route, and the one that it shows in; None where the last is not bent.

    A verdict on a text in another language than the original's misses more than others do, and a hop that left the text
    nearly as it was has not bent it, though the verdict on the version before was just short of major. So where the
    versions just before are in another language, or the hop is less than minor, any hop since is suspected. Whose wording
    the versions in other languages hold with tells it; where nobody has asked them, the greatest drift does.

    Args:
        way: The versions of the route, the original first.
        so_far: By version its drift from the original.
        drifts: By version its drift from its parent.
        foreign: The versions that are in another language than the original.
        holds: See `Thread.holds`.
    """
    shown = shows_in(way, so_far, drifts, foreign)
    if shown is None:
        return None
    teller = witness(way, shown, foreign)
    told = (holds or {}).get(teller or "", {})
    last = teller if teller and told.get(shown, 0.0) > _FAINT else shown
    suspected = suspects(way, last, drifts, foreign)
    turned = next((place for place, name in enumerate(suspected) if told.get(name, 0.0) < -_FAINT), len(suspected) - 1)
    suspected = suspected[: turned + 1]
    kept = max((place for place, name in enumerate(suspected) if told.get(name, 0.0) > _FAINT), default=-1)
    found = max(suspected[kept + 1 :], key=lambda name: (drifts[name] or 0.0, -way.index(name)))
    return found, max(shown, found, key=way.index)


def suspects(way: Sequence[str], shown: str, drifts: Drifts, foreign: frozenset[str]) -> list[str]:
    """The versions after the hops that may have bent a thread which is bent in the version `shown`, in order."""
    last = start = way.index(shown)
    while start > 1 and (way[start - 1] in foreign or is_slight(drifts[way[start]])):
        start -= 1
    return list(way[start : last + 1])


def witness(way: Sequence[str], shown: str, foreign: frozenset[str]) -> str | None:
    """The first version in the original's language from `shown` on, whose words can be exchanged with the original's."""
    return next((name for name in way[way.index(shown) :] if name not in foreign), None)


def _are_major(one: float, other: float | None) -> bool:
    """Whether two independent verdicts, both of them at least minor, are at least major together."""
    return other is not None and min(one, other) >= MINOR and 1 - (1 - one) * (1 - other) >= MAJOR


def is_slight(drift: float | None) -> bool:
    """Whether a drift is judged and less than minor."""
    return drift is not None and drift < MINOR
