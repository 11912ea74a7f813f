"""What each hop of a story's routes kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drift.journey.hops import Hop
from drift.types import MINOR


@dataclass(frozen=True, slots=True)
class HopKept:
    """A hop over all threads.

    Attributes:
        parent: The version before it.
        version: The version after it.
        threads: How many threads were judged.
        kept: How many of them it left with their meaning.
        first_bad: How many it is the first bad hop of.
        repaired: How many it brought back.
    """

    parent: str
    version: str
    threads: int
    kept: int
    first_bad: int
    repaired: int


def kept_by_hop(found: Iterable[Hop]) -> list[HopKept]:
    """A line a hop, in the order of the routes."""
    by_hop: dict[tuple[str, str], list[Hop]] = {}
    for hop in found:
        by_hop.setdefault((hop.parent, hop.version), []).append(hop)
    lines = []
    for (parent, version), own in by_hop.items():
        judged = [hop.drift for hop in own if hop.drift is not None]
        lines.append(
            HopKept(
                parent,
                version,
                len(judged),
                sum(drift < MINOR for drift in judged),
                sum(hop.is_first_bad for hop in own),
                sum(hop.is_repair for hop in own),
            )
        )
    return lines
