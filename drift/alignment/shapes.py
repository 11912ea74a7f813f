"""How many sentences a link may have on either side.

One sentence may be told in up to twelve lines of verse, subtitles or a list; where both sides have several, links are short.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Shapes:
    """The sizes (a, b) of the two sides that links may have, numbered by b and then by a.

    Attributes:
        most: For each b = 1, 2, … the largest a, falling; the same for a as for b.
    """

    most: tuple[int, ...]

    def __post_init__(self) -> None:
        """Exchanging the sides must exchange the shapes."""
        assert all((b, a) in self.sizes for a, b in self.sizes)

    @property
    def longest(self) -> int:
        """Sentences on a side, at most."""
        return len(self.most)

    @property
    def reach(self) -> int:
        """Sentences of the longest group and the neighbour that it might take in."""
        return self.longest + 1

    @cached_property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """The shapes (a, b) in their order."""
        return tuple((a, b) for b, most in enumerate(self.most, 1) for a in range(1, most + 1))

    @cached_property
    def of(self) -> tuple[slice, ...]:
        """Where the shapes of each b = 1, 2, … stand: those of a = 1, 2, …."""
        ends = [sum(self.most[:b]) for b in range(len(self.most) + 1)]
        return tuple(slice(*ends[b : b + 2]) for b in range(len(self.most)))


ALL = Shapes((12, 6, 6, 3, 3, 3, 1, 1, 1, 1, 1, 1))
SENTENCES = Shapes((6, 6, 6, 3, 3, 3))
SHORT = Shapes((2, 2))
