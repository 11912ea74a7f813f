"""The log of a training run: a JSON line for every few steps, and one for every measurement."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path


class Journal:
    """Gathers the losses of steps and writes their means, with the pace in pairs a second, to `log.jsonl`."""

    def __init__(self, folder: Path, every: int = 25) -> None:
        self.path, self.every = folder / "log.jsonl", every
        self._sums: dict[str, float] = {}
        self._steps, self._pairs, self._since = 0, 0, 0.0
        self._restart()

    def step(self, losses: dict[str, float], pairs: int, **place: float) -> None:
        """Note one step of `pairs` pairs; `place` says where training stands."""
        for name, value in losses.items():
            self._sums[name] += value
        self._steps, self._pairs = self._steps + 1, self._pairs + pairs
        if self._steps == self.every:
            pace = round(self._pairs / (time.monotonic() - self._since), 2)
            self.note(**place, pace=pace, **{name: round(value / self.every, 4) for name, value in self._sums.items()})

    def note(self, **entry: object) -> None:
        """Write a line with the time of day, and begin the means anew."""
        with self.path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"at": time.strftime("%H:%M:%S"), **entry}) + "\n")
        self._restart()

    def _restart(self) -> None:
        self._sums = defaultdict(float)
        self._steps, self._pairs, self._since = 0, 0, time.monotonic()
