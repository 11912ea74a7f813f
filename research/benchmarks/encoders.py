"""How much faster the packaged encoders run here than plain float32 PyTorch, and how near their vectors are.

Run: python -m research.benchmarks.encoders [SENTENCES]
Both encode the same SENTENCES (512) of the sample stories in this process, turn by turn, after a warm-up; the better of
three turns counts. Prints for each encoder sentences a second, on the clock and of the processor, the ratios, and the
least cosine between the two vectors of a sentence.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from drift.encoders import ENCODERS
from drift.encoders.transformer import Transformer
from drift.sentences.split import split
from drift.stories.read import read_version
from tests.conftest import SAMPLES


def sentences(count: int) -> list[str]:
    """Different sentences of ten words or more, as often as needed with a number before them."""
    found = {s.text for path in sorted(SAMPLES.rglob("*.txt")) for s in split(read_version(path)).sentences}
    long = sorted(text for text in found if len(text.split()) >= 10)
    return [f"{k // len(long)} {long[k % len(long)]}" if k >= len(long) else long[k] for k in range(count)]


def timed(encode: Callable[[list[str]], np.ndarray], texts: list[str]) -> tuple[float, float, np.ndarray]:
    """Seconds on the clock and of the processor, and the vectors."""
    clock, busy = time.perf_counter(), time.process_time()
    vectors = encode(texts)
    return time.perf_counter() - clock, time.process_time() - busy, vectors


def main(count: int) -> None:
    from sentence_transformers import SentenceTransformer

    texts = sentences(count)
    print(f"{count} sentences of {np.mean([len(t.split()) for t in texts]):.0f} words")
    for entry in ENCODERS.values():
        ours = entry.load()
        assert isinstance(ours, Transformer)
        model = SentenceTransformer(str(ours.folder), device="cpu", local_files_only=True)

        def plain(batch: list[str], model: SentenceTransformer = model, prompt: str = ours.prompt) -> np.ndarray:
            return np.asarray(model.encode([prompt + text for text in batch], normalize_embeddings=True))

        plain(texts[:32])
        ours.encode(texts[:32])
        turns = [(timed(plain, texts), timed(ours.encode, texts)) for _ in range(3)]
        slow, fast = (tuple(min(turn[k][unit] for turn in turns) for unit in (0, 1)) for k in (0, 1))
        cosine = (turns[0][0][2] * turns[0][1][2]).sum(1).min()
        print(
            f"{entry.name}: {count / slow[0]:.0f} -> {count / fast[0]:.0f} sentences/s, {slow[0] / fast[0]:.1f} times; "
            f"processor {slow[1] / fast[1]:.1f} times; least cosine {cosine:.4f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 512)
