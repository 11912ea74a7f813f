"""The texts that the benchmark's stories are made of: documents of news, and renderings that experts found nothing wrong in."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drift.sentences.split import split
from drift.types import Version
from research.training.split import part_of

SAMPLES = Path(__file__).parents[3] / "drift" / "samples"
SETS = ("wmt21_mqm", "bio_mqm")
LONGEST = 12  # sentences of a story
SHORTEST = 7
_PLACE = re.compile(r"(.*?)(?:-(\d+))?")  # a row's document and the number of its sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what experts held to say the same.

    Attributes:
        original: What a person wrote, in English.
        source: The sentence that it and the renderings were made from, in another language.
        language: The source's.
        faithful: Renderings in English in which experts marked nothing, each once, the original not among them.
    """

    original: str
    source: str
    language: str
    faithful: tuple[str, ...]


@dataclass(slots=True)
class _Row:
    original: str
    source: str
    language: str
    faithful: list[str] = field(default_factory=list)


def documents(shared: Path) -> dict[str, list[str]]:
    """The sample stories and the documents of the shared sets that no model was taught, by name: English sentences."""
    found = {}
    for path in sorted(SAMPLES.glob("*/original.txt")):
        sentences = split(Version("original", path.read_text(encoding="utf-8"), "en")).sentences
        found[path.parent.name] = [s.text for s in sentences if not s.set_aside][:LONGEST]
    found |= {name: [s.original for s in made] for name, made in expert_documents(shared).items()}
    return {name: texts for name, texts in found.items() if len(set(texts)) == len(texts) >= SHORTEST}


def expert_documents(shared: Path) -> dict[str, list[Sentence]]:
    """The documents of the shared sets' test part, by name; sentences with renderings that experts marked nothing in."""
    found: dict[str, list[Sentence]] = {}
    for name in SETS:
        sentences: dict[tuple[str, int, str], _Row] = {}  # by document, number (-1 if the set has none) and text
        for row in _rows(shared / "drift" / f"{name}.jsonl.gz"):
            if part_of(row["id"]) != "test":
                continue
            document, number = _PLACE.fullmatch(row["id"]).groups(default="-1")  # type: ignore[union-attr]
            key = document, int(number), row["original"]
            kept = sentences.setdefault(key, _Row(row["original"], row["source"], row["lang"]))
            text = " ".join(row["version"].split())
            if not (row["version_spans"] or row.get("source_spans")) and text not in (kept.original, *kept.faithful):
                kept.faithful.append(text)
        by_document: dict[str, list[Sentence]] = defaultdict(list)
        for (document, *_), kept in sorted(sentences.items(), key=lambda item: item[0][:2]):
            made = Sentence(" ".join(kept.original.split()), kept.source, kept.language, tuple(sorted(kept.faithful)))
            by_document[document].append(made)
        found |= {document: made[:LONGEST] for document, made in by_document.items()}
    return found


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
