"""Foreign sentences with an English translation that a person wrote or mended: what rules then change is known."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from research.training.held import Held
from research.training.people import _MEANING
from research.training.texts import detokenized

WORDS = 34  # of the English side at most
CHARACTERS = 260  # of the foreign side at most


@dataclass(frozen=True, slots=True)
class Across:
    """A foreign sentence, its faithful English translation, and another person's English for it, if there is one."""

    foreign: str
    english: str
    lang: str
    source: str
    other: str = ""


LANGUAGES = {"german": "de", "chinese_simple": "zh", "hindi": "hi", "polish": "pl", "japanese": "ja"}  # DEMETR's names


def bases(held: Held, seed: int = 1) -> list[Across]:
    """All of the training part, shuffled, each foreign sentence once for each translation."""
    rng = Random(seed)
    found: dict[tuple[str, str], Across] = {}
    humans = {row["id"]: row["version"] for row in held.of("drift/human_pairs", "train")}
    for row in held.of("drift/wmt_outputs", "train"):
        _add(found, row, row["original"], "wmt_outputs", humans.get(row["id"], ""))
    for row in held.of("drift/human_pairs", "train"):
        _add(found, row, row["version"], "human_pairs", row["original"])
    for row in held.of("drift/mlqe_pe", "train"):
        plain = rng.random() < 0.25
        texts = [row[k] if plain else detokenized(row[k]) for k in ("source", "original")]
        _add(found, {**row, "source": texts[0]}, texts[1], "mlqe_pe")
    for name in ("bio_mqm", "ted_mqm", "wmt21_mqm"):
        for row in held.of(f"drift/{name}", "train"):
            _add(found, row, row["original"], name)
            wrong = name == "wmt21_mqm" or any(
                s[2].startswith(_MEANING) for s in row["version_spans"] + row["source_spans"]
            )
            if not wrong:
                _add(found, row, row["version"], name, row["original"])
    for row in held.of("drift/demetr", "train"):
        _add(found, {**row, "lang": LANGUAGES[row["lang"]]}, row["original"], "demetr", row["translation"])
    kept = [b for b in found.values() if 3 <= len(b.english.split()) <= WORDS and 4 <= len(b.foreign) <= CHARACTERS]
    kept.sort(key=lambda b: (b.source, b.foreign, b.english))
    rng.shuffle(kept)
    return kept


def _add(found: dict[tuple[str, str], Across], row: dict[str, Any], english: str, name: str, other: str = "") -> None:
    foreign, english = row["source"].strip(), english.strip()
    found.setdefault((foreign, english), Across(foreign, english, row["lang"], name, other))
