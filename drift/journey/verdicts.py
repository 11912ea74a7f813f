"""What a comparison says of a thread: the drifts of its links that touch the thread."""

from __future__ import annotations

from collections.abc import Iterable

from drift.types import Comparison, Drift, Link, Thread


class Verdicts:
    """The drifts of a comparison, by thread."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self._links: dict[tuple[str, int], list[int]] = {}
        for number, link in enumerate(comparison.links):
            for name, indices in ((comparison.original, link.original), (comparison.version, link.version)):
                for i in indices:
                    self._links.setdefault((name, i), []).append(number)

    def of(self, thread: Thread) -> list[tuple[int, Link, Drift]]:
        """The links that hold a sentence of the thread: number, link and drift, in the order of the comparison."""
        sides = (self.comparison.original, self.comparison.version)
        nodes = [(name, i) for name in sides for i in thread.sentences.get(name, ())]
        numbers = sorted({number for node in nodes for number in self._links.get(node, ())})
        return [(k, self.comparison.links[k], self.comparison.drifts[k]) for k in numbers]

    def drift(self, thread: Thread) -> float | None:
        """The gravest drift of the thread between the two versions; None where neither has it, or nothing was judged."""
        return max((drift.drift for _, _, drift in self.of(thread) if drift.drift is not None), default=None)


def all_verdicts(comparisons: Iterable[Comparison]) -> dict[tuple[str, str], Verdicts]:
    """Those of each comparison, by its original and version."""
    return {(c.original, c.version): Verdicts(c) for c in comparisons}
