"""Time, memory and encodings of the aligner, with the encoder's work left out.

Run: python -m research.benchmarks.align [SENTENCES]
Two synthetic texts of SENTENCES (10,000) and of twice as many sentences, merged, dropped and added to at random, are
aligned from ready-made vectors. Prints the seconds of each, on the clock and of the processor (which other work on the
machine disturbs less), the ratio of the latter, the peak of memory, the texts encoded for each
sentence, and how many of the true links were found.
"""

from __future__ import annotations

import random
import resource
import sys
import time
import zlib
from collections.abc import Sequence

import numpy as np

from drift.alignment import align

WIDTH = 384


class Ready:
    """Vectors of texts that are lists of numbers: a random direction for each number, blurred by the text's form."""

    name = "ready"
    revision = "1"

    def __init__(self, count: int) -> None:
        self.meanings = np.random.default_rng(0).normal(size=(count, WIDTH)).astype(np.float32)
        self.encoded = 0
        self.seconds = self.busy = 0.0

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        start, busy = time.perf_counter(), time.process_time()
        self.encoded += len(sentences)
        out = np.zeros((len(sentences), WIDTH), np.float32)
        for row, sentence in zip(out, sentences, strict=True):
            for word in sentence.split():
                row += self.meanings[int(word[1:])] if word[1:].isdigit() else 0
            row += np.random.default_rng(zlib.crc32(sentence.encode())).normal(size=WIDTH) * 0.5
            row /= np.linalg.norm(row)
        self.seconds += time.perf_counter() - start
        self.busy += time.process_time() - busy
        return out


def version_of(count: int, mark: str, seed: int) -> tuple[list[str], list[tuple[int, ...]]]:
    """Sentences "x17 x17 …" of one or two meanings, some left out, and the meanings of each."""
    rng = random.Random(seed)
    texts, meanings, k = [], [], 0
    while k < count:
        if rng.random() < 0.03:
            k += 1
            continue
        size = 2 if rng.random() < 0.1 and k + 1 < count else 1
        held = tuple(range(k, k + size))
        texts.append(" ".join(f"{mark}{x}" for x in held for _ in range(12)))
        meanings.append(held)
        k += size
    return texts, meanings


def measure(count: int) -> float:
    """Align two texts of about `count` sentences, print what it took, and return the processor's seconds."""
    (left, left_held), (right, right_held) = version_of(count, "x", 1), version_of(count, "y", 2)
    encoder = Ready(count)
    start, busy = time.perf_counter(), time.process_time()
    links = align(left, right, encoder)
    busy = time.process_time() - busy - encoder.busy
    seconds = time.perf_counter() - start - encoder.seconds
    linked = [link for link in links if not link.is_gap]
    right_ones = sum(
        {x for i in link.original for x in left_held[i]} & {x for j in link.version for x in right_held[j]} != set()
        for link in linked
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    rate = encoder.encoded / (len(left) + len(right))
    print(
        f"{len(left)} x {len(right)} sentences: {seconds:.1f} s ({busy:.1f} s of processor), peak {peak:.2f} GB, {rate:.2f} texts encoded a sentence, "
        f"{right_ones} of {len(linked)} links share meaning"
    )
    return busy


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    once = measure(size)
    twice = measure(2 * size)
    print(f"twice the length takes {twice / once:.2f} times the processor's time")
