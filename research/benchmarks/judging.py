"""How many pairs a drift model judges a second, and what the parts cost.

    python -m research.benchmarks.judging [--model base] [--pairs 200]

Pairs are neighbouring sentences of the samples' originals and copies, joined and cut to about 30 words a side, none of them
equal. Ratios of one run are what counts: seconds differ from machine to machine. `bare` is the same network reading each
side by itself, which is what an encoder of its size would cost.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable
from pathlib import Path

from drift.detectors import detect
from drift.judging.network import DriftModel, Panel
from drift.judging.network.encode import encode_pairs
from drift.judging.scorer import load_scorer, prepare
from drift.language.reading import read
from drift.language.words import split_words

SAMPLES = Path(__file__).parent.parent.parent / "drift" / "samples"
WORDS = 30


def pairs(most: int) -> list[tuple[str, str]]:
    found = []
    for story in sorted(SAMPLES.iterdir()):
        texts = {path.stem: " ".join(path.read_text(encoding="utf-8").split()) for path in story.glob("*.txt")}
        for name, text in sorted(texts.items()):
            if name != "original":
                found += list(zip(cut(texts["original"]), cut(text), strict=False))
    return [pair for pair in dict.fromkeys(found) if pair[0] != pair[1]][:most]


def cut(text: str) -> list[str]:
    words = [word for word in split_words(text) if word.text[0].isalnum()]
    starts = words[::WORDS]
    return [text[a.start : b.start].strip() for a, b in itertools.pairwise(starts)]


def rate(run: Callable[[], object], count: int) -> float:
    run()
    begun = time.perf_counter()
    run()
    return count / (time.perf_counter() - begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model")
    parser.add_argument("--pairs", type=int, default=200)
    arguments = parser.parse_args()
    texts = pairs(arguments.pairs)
    scorer = load_scorer(arguments.model)
    prepared = list(prepare(texts, scorer.encoder, scorer.words))
    rates = {
        "all of it": rate(lambda: scorer.score(texts), len(texts)),
        "word evidence": rate(lambda: list(prepare(texts, scorer.encoder, scorer.words)), len(texts)),
        "detectors": rate(lambda: [detect(read(pair)) for pair in prepared], len(texts)),
    }
    if model := scorer.model:
        rates["drift model"] = rate(lambda: model.predict(texts), len(texts))
        own = model.members[0] if isinstance(model, Panel) else model
        assert isinstance(own, DriftModel)
        sides = encode_pairs(own.tokenizer, [(side, "") for pair in texts for side in pair], own.frame, 510)
        rates["bare"] = rate(lambda: own.engine.run(sides), len(texts))
    for name, found in rates.items():
        print(f"{name:14s} {found:7.1f} pairs/s")
    if "bare" in rates:
        print(f"the drift model runs at {rates['drift model'] / rates['bare']:.0%} of the bare encoder's speed")


if __name__ == "__main__":
    main()
