"""How well word links agree with people's, on word-aligned English paraphrases (Edinburgh++, Cohn et al. 2008).

    python -m research.benchmarks.word_links ../shared/data/words/edinburgh_test.jsonl.gz [--model multi]

With a drift model they are linked as for its verdicts: by its own lower layers, if it has any that read each side by itself, else
by the encoder for its languages.

Precision counts links that people call sure or possible, recall those that they call sure (Och and Ney 2003). Links are
one to one here and groups of words count as all their pairs there, so that recall has a ceiling: the greatest number of
sure links that one-to-one links could reach is printed beside it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from drift.judging.scorer import load_scorer, prepare
from drift.types import Word

Links = set[tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annotated", type=Path)
    parser.add_argument("--model", default="lexical", help="the drift model that links are for")
    arguments = parser.parse_args()
    with gzip.open(arguments.annotated, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    scorer = load_scorer(arguments.model)
    pairs = prepare([(row["source"], row["target"]) for row in rows], scorer.encoder, scorer.words)
    made = right = wanted = hit = ceiling = 0
    for row, pair in zip(rows, pairs, strict=True):
        sure, possible = read_links(row["sureAlign"]), read_links(row["possibleAlign"])
        left, version = (
            places(text, words)
            for text, words in ((row["source"], pair.original_words), (row["target"], pair.version_words))
        )
        found = {(i, j) for link in pair.word_links for i in left[link.original] for j in version[link.version]}
        made, right = made + len(found), right + len(found & (sure | possible))
        wanted, hit = wanted + len(sure), hit + len(found & sure)
        ceiling += most_one_to_one(sure)
    precision, recall = right / made, hit / wanted
    print(f"{len(rows)} pairs: precision {precision:.3f}, recall {recall:.3f}, ", end="")
    print(f"F1 {2 * precision * recall / (precision + recall):.3f}; recall of one-to-one links {ceiling / wanted:.3f}")


def read_links(text: str) -> Links:
    return {(int(i), int(j)) for i, _, j in (link.partition("-") for link in text.split())}


def places(text: str, words: tuple[Word, ...]) -> list[list[int]]:
    """For each of our words the indices of the text's tokens, parted by blanks, that it overlaps."""
    ends = np.cumsum([len(token) + 1 for token in text.split(" ")])
    return [
        [k for k, end in enumerate(ends) if word.start < end - 1 and (k == 0 or word.end > ends[k - 1])]
        for word in words
    ]


def most_one_to_one(links: Links) -> int:
    if not links:
        return 0
    table = np.zeros(np.array(sorted(links)).max(0) + 1, int)
    table[tuple(np.array(sorted(links)).T)] = 1
    return int(table[linear_sum_assignment(table, maximize=True)].sum())


if __name__ == "__main__":
    main()
