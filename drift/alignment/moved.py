"""Passages that stand elsewhere in the version: what one must gain to be believed.

The alignment model has learnt from links in order, where most sentences have a partner. Of sentences left over on both
sides it thinks too well, since these are left over because nothing fits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from drift.alignment.links import FoundLink, crosses

SURE = 0.7  # a link in order with a lower chance may be replaced by a moved passage, which has one as likely
_IN_ORDER_GAIN = 4.0  # log odds from which a passage that has not moved takes its sentences out of the next passes
_MOVED_GAIN = 3.5  # log odds against a sentence's having moved: the model was learnt on links in order
_MOVED_WITH = 2.0  # and against each further sentence of a link that has moved
_SUPPORTED = 4.0  # of these odds a passage is spared what its other links gain, up to so much
_CERTAIN = 10.0  # log odds left over from which a passage has moved even if each of its links has a rival


def moved_odds(passage: Sequence[FoundLink], places: int) -> float:
    """The log odds that a passage out of order is there not by accident.

    Args:
        passage: Links that follow each other.
        places: The number of places where one could have been found.
    """
    gains = _gains(passage)
    return sum(gains) + min(sum(gains) - max(gains), _SUPPORTED) - (_MOVED_GAIN + math.log(places))


def is_moved(passage: Sequence[FoundLink], odds: float, standing: np.ndarray) -> bool:
    """Whether a passage with these log odds has moved.

    Args:
        passage: Links that follow each other.
        odds: From `moved_odds`.
        standing: The first sentences (links, 2) of the links that it must cross.
    """
    is_sure = odds >= _CERTAIN or (odds >= 0 and max(link.chance for link in passage) >= SURE)
    return is_sure and crosses(passage, standing)


def stays_in_order(passage: Sequence[FoundLink]) -> bool:
    """Whether a passage that has not moved gains enough for its sentences to be left out of the next passes."""
    return sum(_gains(passage)) >= _IN_ORDER_GAIN


def _gains(passage: Sequence[FoundLink]) -> list[float]:
    """What each link gains, less the odds against each sentence's having moved with the first two."""
    return [link.gain - _MOVED_WITH * (sum(map(len, link.sides)) - 2) for link in passage]
