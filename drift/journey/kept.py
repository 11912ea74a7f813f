"""What each hop of a story's routes kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drift.journey.hops import Hop


@dataclass(frozen=True, slots=True)
class HopKept:
    """A hop over all threads.

    Attributes:
        parent: The version before it.
        version: The version after it.
        threads: How many threads were judged: those kept, changed and bent for good.
        kept: How many of them it left with their meaning.
        changed: How many it changed, but was not the first to bend for good.
        first_bad: How many it is the first bad hop of.
        unnoticed: How many of these it seemed to leave as they were, and a later version tells otherwise.
        repaired: How many of those changed it brought back.
    """

    parent: str
    version: str
    threads: int
    kept: int
    changed: int
    first_bad: int
    unnoticed: int
    repaired: int


def kept_by_hop(found: Iterable[Hop]) -> list[HopKept]:
    """A line a hop, in the order of the routes."""
    by_hop: dict[tuple[str, str], list[Hop]] = {}
    for hop in found:
        by_hop.setdefault((hop.parent, hop.version), []).append(hop)
    lines = []
    for (parent, version), own in by_hop.items():
        bad = [hop for hop in own if hop.is_first_bad]
        others = [hop for hop in own if hop.drift is not None and not hop.is_first_bad]
        changed = sum(hop.is_noticed for hop in others)
        lines.append(
            HopKept(
                parent,
                version,
                threads=len(others) + len(bad),
                kept=len(others) - changed,
                changed=changed,
                first_bad=len(bad),
                unnoticed=sum(not hop.is_noticed for hop in bad),
                repaired=sum(hop.is_repair for hop in own),
            )
        )
    return lines
