"""What a side says only as somebody's claim or hearsay: claims that, allegedly, is feared to."""

from __future__ import annotations

from collections.abc import Iterator

from drift.language.reading import Text
from drift.language.wordlist import listed

# Who claims or fears something leaves open whether it is so.
_CLAIMING = frozenset(listed("claim allege maintain contend assert suspect fear believe speculate insinuate purport"))
_HEARSAY = frozenset(listed("allegedly reportedly purportedly supposedly ostensibly apparently presumably"))
# Words by which the other side may leave it open, too, or say whose word it is.
_OPEN = (
    _CLAIMING
    | _HEARSAY
    | frozenset(
        listed(
            "say tell state report argue think suggest accuse charge warn worry concern assume presume expect hope consider seem appear "
            "announce declare insist admit deny note add explain write accord according opinion view eye word statement may might could "
            "would should can possibly probably perhaps likely alleged suspected presumed reported feared supposed apparent so-called "
            "self-described would-be afraid convinced sure certain unconfirmed unverified rumour rumor claimant dread find see feel "
            "show prove demonstrate establish confirm reveal discover rule hear conclude"
        )
    )
)
# Behind these stands a noun, an infinitive or what is denied.
_NO_CLAIM = frozenset(listed("the a an this that these those its his her their our your my no any to not"))


def lost_claims(one: Text, two: Text) -> Iterator[tuple[range, range]]:
    """Words by which one side alone leaves open whether what it says is so: the firm claims that it works, it works."""
    for side, other in ((one, two), (two, one)):
        if any(_leaves_open(other, k) for k in range(len(other.low)) if other.bases[k].isdisjoint(side.all_bases)):
            continue
        alone = [(k, low) for k, low in enumerate(side.low) if side.bases[k].isdisjoint(other.all_bases)]
        for k, low in alone:
            if low in _HEARSAY or (not side.bases[k].isdisjoint(_CLAIMING) and _governs_a_clause(side, k)):
                places = range(k, k + 1), range(0)
                yield places if side is one else (places[1], places[0])


def _leaves_open(side: Text, k: int) -> bool:
    return not side.bases[k].isdisjoint(_OPEN) or side.low[k] in _OPEN or side.low[k] in ('"', "“")


def _governs_a_clause(side: Text, k: int) -> bool:
    """Whether word `k` is a verb right before a "that", neither denied nor an infinitive."""
    return k > 0 and side.low[k - 1] not in _NO_CLAIM and side.low[k + 1 : k + 2] == ("that",)
