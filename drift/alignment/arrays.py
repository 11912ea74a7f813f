"""Two things that alignment does with arrays everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def running(values: np.ndarray) -> np.ndarray:
    """The sums of values (n,) before each place, (n + 1,): those from i to j are `sums[j] - sums[i]`."""
    import numpy as np

    return np.concatenate([[0], np.cumsum(values)])


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows (…, d) of length 1; rows of nothing stay so."""
    import numpy as np

    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9))
