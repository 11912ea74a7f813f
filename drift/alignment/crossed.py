"""Links whose parts stand crosswise: the first part of either side says what the second part of the other says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from drift.alignment.band import Spans
from drift.alignment.links import FoundLink

_MOVED = 3.0  # log odds against neighbours having changed places


def crossed(
    links: Sequence[FoundLink], gains: Callable[[Spans], np.ndarray]
) -> dict[FoundLink, tuple[FoundLink, FoundLink]]:
    """Of links those that gain clearly more when they are taken apart crosswise, and their two parts.

    Args:
        links: No two share a sentence.
        gains: The log odds of links between neighbours against leaving their sentences without a link (candidates,).
    """
    several = [link for link in links if min(map(len, link.sides)) > 1 and not link.is_discontinuous]
    return {link: parts for link in several if (parts := _parts(link, gains))}


def _parts(link: FoundLink, gains: Callable[[Spans], np.ndarray]) -> tuple[FoundLink, FoundLink] | None:
    (i0, *_, i1), (j0, *_, j1) = link.sides
    cuts = list(product(range(i0 + 1, i1 + 1), range(j0 + 1, j1 + 1)))
    across = [ends for p, q in cuts for ends in ((i0, p, q, j1 + 1), (p, i1 + 1, j0, q))]
    along = [ends for p, q in cuts for ends in ((i0, p, j0, q), (p, i1 + 1, q, j1 + 1))]
    gained = gains(Spans(*np.array([*across, *along, (i0, i1 + 1, j0, j1 + 1)]).T))
    pairs = gained[: len(across)].reshape(-1, 2)
    best = int(pairs.sum(1).argmax())
    rival = max(float(gained[len(across) : -1].reshape(-1, 2).sum(1).max()), float(gained[-1]))
    if pairs[best].min() <= 0 or pairs[best].sum() - _MOVED <= rival:
        return None
    first, second = (
        replace(link, sides=(tuple(range(a, b)), tuple(range(c, d))), gain=float(gain))
        for (a, b, c, d), gain in zip(across[2 * best : 2 * best + 2], pairs[best], strict=True)
    )
    return first, second
