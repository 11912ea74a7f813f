"""What the signs at a text's ends say of whether a sentence ends there, and of brackets that are still open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_CLOSING = " \"'`»«”“’›)]}」』"  # what may follow a full stop
_FULL, _HALF = frozenset(".!?…。！？।؟۔։።"), frozenset(":;：；—–")
_OPEN, _CLOSE = "([{（「『【", ")]}）」』】"
_ABBREVIATED = 0.5  # a full stop after which it goes on in lower case


def signs(texts: Sequence[str]) -> np.ndarray:
    """What the ends of each text show (n, 3), float32.

    How surely a sentence ends with it (2 at a full stop, 1 at half a stop, else 0), whether it begins in lower case, and how
    many more brackets it opens than it closes.
    """
    return np.array([_signs(text) for text in texts], np.float32).reshape(-1, 3)


def _signs(text: str) -> tuple[float, float, float]:
    last = text.rstrip(_CLOSING)[-1:]
    first = next((c for c in text if c.isalnum()), "")
    opened = sum(map(text.count, _OPEN)) - sum(map(text.count, _CLOSE))
    return 2.0 if last in _FULL else 1.0 if last in _HALF else 0.0, first.islower(), opened


def stops(signs: np.ndarray) -> np.ndarray:
    """How surely a sentence ends before each place between n texts (n + 1,), from their `signs`; 2 at their ends."""
    found = np.full(len(signs) + 1, 2.0)
    ends, goes_on = signs[:-1, 0], signs[1:, 1] > 0
    found[1:-1] = np.where(goes_on & (ends == 2), _ABBREVIATED, ends)
    return found


def depths(signs: np.ndarray) -> np.ndarray:
    """How many more brackets were opened than closed before each place between n texts (n + 1,), from their `signs`."""
    return np.concatenate([[0.0], np.cumsum(signs[:, 2])])
