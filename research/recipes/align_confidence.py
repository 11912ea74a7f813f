"""Fit and show how sure a link is: `Model.calibration` for sentences, from documents in order, moved, rough and scattered.

Run: python -m research.recipes.align_confidence ../shared/data [--write]
It is fitted to every second document that the weights are not learnt from and to scattered news (`align_documents.scattered`),
and shown on the other documents, on languages that nothing was learnt from, and on other scattered news. With --write the
numbers are put into drift/alignment/weights.json.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from drift.alignment.model import LEAST_DOUBT, MOST_LEAD, log_odds, manner_of
from drift.alignment.search import Search
from drift.encoders import DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL
from drift.encoders.protocols import Encoder
from research.recipes.align_documents import Document, documents, exchanged, reordered, scattered
from research.recipes.align_measure import Known
from research.recipes.align_texts import Part

WEIGHTS = Path("drift/alignment/weights.json")
MOST = 40  # documents of each kind


def kinds(shared: Path, english: bool, part: Part) -> Iterator[tuple[str, Iterator[Document]]]:
    """Each kind of document and its documents."""
    rng = random.Random(5)

    def of(manner: str) -> Iterator[Document]:
        made = documents(shared, 0, part, manner)  # type: ignore[arg-type]
        return islice((d for d in made if d.english == english and min(len(d.one), len(d.two)) >= 12), MOST)

    for manner in ("usual", "rough", "retold"):
        yield manner, of(manner)
    yield "usual, exchanged", (exchanged(d, rng)[0] for d in of("usual"))
    yield "retold, reordered", (reordered(d, rng)[0] for d in of("retold"))


def measures(document: Document, encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
    """What is known of each link of a document (links, 3), and whether it is right (links,), bool."""
    search = Search([document.one, document.two], encoder)
    found = search.found()
    if not found or manner_of(search.texts) != "sentences":
        return np.zeros((0, 3)), np.zeros(0, bool)
    doubt = np.log(LEAST_DOUBT + 1 - np.mean([link.chance for link in found]))
    leads = np.clip(search.leads(found), -MOST_LEAD, MOST_LEAD)
    known = np.stack([[log_odds(link.chance) for link in found], leads, np.full(len(found), doubt)], axis=1)
    right = set(document.links)
    return known, np.array([link.sides in right for link in found])


def reliability(confidence: np.ndarray, right: np.ndarray) -> str:
    """By tenths of confidence, how many links there are and the share of them that is right."""
    tenths = np.minimum((10 * confidence).astype(int), 9)
    shares = [f"{(tenths == k).sum()}: {right[tenths == k].mean():.2f}" if k in tenths else "" for k in range(10)]
    return " | ".join(shares)


def collected(made: Sequence[Document], encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
    known = [measures(document, encoder) for document in made]
    return np.concatenate([x for x, _ in known]), np.concatenate([y for _, y in known])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    fitted, shown = [], []
    for across, name in enumerate((DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL)):
        encoder = Known(name)
        told = {
            part: [d for d in scattered(arguments.shared, part) if d.english != bool(across)]
            for part in ("learn", "held out")
        }
        kept = {kind: list(made) for kind, made in kinds(arguments.shared, not across, "held out")}
        fit = list(chain(*(made[::2] for made in kept.values()), random.Random(0).sample(told["learn"], MOST)))
        fitted.append(collected(fit, encoder))
        tests = {kind: made[1::2] for kind, made in kept.items()} | {"scattered": told["held out"][:MOST]}
        if across:
            tests |= {f"{kind}, unseen": list(made) for kind, made in kinds(arguments.shared, False, "unseen")}
        shown.append({kind: collected(made, encoder) for kind, made in tests.items()})
    # the odds and the lead are worth what they are for each encoder; the doubt of a text is worth the same for both
    rows = [np.insert(known[:, 2:], [0, 0, 0, 0], 0, 1) for known, _ in fitted]
    for k, (row, (known, _)) in enumerate(zip(rows, fitted, strict=True)):
        row[:, 2 * k : 2 * k + 2] = known[:, :2]
    design = np.concatenate([np.column_stack([row, np.full(len(row), k)]) for k, row in enumerate(rows)])
    line = LogisticRegression(C=100, max_iter=1000).fit(design, np.concatenate([right for _, right in fitted]))
    worth, shift = line.coef_[0], float(line.intercept_[0])
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for k, name in enumerate((DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL)):
        plane = [*worth[2 * k : 2 * k + 2], worth[4], shift + k * worth[5]]
        stored["encoders"][name]["sentences"]["calibration"] = [round(float(x), 4) for x in plane]
        print(name, stored["encoders"][name]["sentences"]["calibration"])
        for kind, (known, right) in shown[k].items():
            print(f"{kind}: {reliability(1 / (1 + np.exp(-(known @ plane[:3] + plane[3]))), right)}")
    if arguments.write:
        WEIGHTS.write_text(json.dumps(stored), encoding="utf-8")


if __name__ == "__main__":
    main()
