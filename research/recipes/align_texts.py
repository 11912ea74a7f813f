"""Parallel texts of many languages from the annotated sets, from which `align_documents` makes documents.

To learn from, and held out of it by document (crc32 % 5 == 0 of its name, of wmt and mlqe of each fifty segments): bio-MQM
(de, es, fr, it) and TED talks (zh), sources with references and references with machine translations; news of WMT (cs,
de, ja, ru, zh) and Wikipedia's Estonian, sources with references; the same English news in German with its Russian; chapters
of Mark in six English translations. Of the languages in `UNSEEN` nothing is learnt. Nothing is read of Ruth, Jonah, the first
ten chapters of Mark and the German-French document, on which alignment is measured elsewhere.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Part = Literal["learn", "held out", "unseen"]
UNSEEN = ("uk", "is", "ro", "hi", "pl")
CHAPTERS: dict[Part, frozenset[str]] = {
    "learn": frozenset({"11", "12", "13", "14"}), "held out": frozenset({"15", "16"}), "unseen": frozenset(),
}  # fmt: skip
_TRANSLATIONS = (
    ("KJV", "BBE"), ("WEB", "YLT"), ("BBE", "DARBY"), ("ASV", "BBE"), ("YLT", "KJV"), ("DARBY", "WEB"), ("BBE", "WEB"),
    ("YLT", "BBE"), ("ASV", "YLT"), ("KJV", "WEB"), ("DARBY", "YLT"), ("WEB", "ASV"),
)  # fmt: skip
_WMT = {
    "learn": ("2021-cs", "2021-de", "2021-ja", "2022-ru", "2021-zh"), "held out": ("2021-cs", "2021-de", "2021-ja", "2022-ru", "2021-zh"),
    "unseen": ("2022-uk", "2021-is"),
}  # fmt: skip
_MLQE = {"learn": "et", "held out": "et", "unseen": "ro"}
_SEGMENTS = {"learn": 130, "held out": 110, "unseen": 110}  # of each news set
_UNSPACED = ("zh", "ja")


@dataclass(frozen=True)
class Bitext:
    """Two texts, each in parts, with the language of the first and that of the second."""

    one: list[str]
    two: list[str]
    languages: tuple[str, str]

    @property
    def english(self) -> bool:
        """Whether both sides are English."""
        return self.languages == ("en", "en")


@dataclass(frozen=True)
class Parallel(Bitext):
    """Two texts segment by segment, and what joins segments of the first."""

    joiner: str


def parallel(shared: Path, rng: random.Random, part: Part) -> Iterator[Parallel]:
    """The parallel texts of a part."""
    if part != "unseen":
        yield from _annotated(shared, rng, part)
        yield from _verses(shared, part)
        yield from _german_russian(shared, part)
    else:
        yield from _sentences(shared)
    yield from _news(shared, part)


@cache
def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _is_held(name: str) -> bool:
    return zlib.crc32(name.encode()) % 5 == 0


def _joiner(language: str) -> str:
    return "" if language in _UNSPACED else " "


def _annotated(shared: Path, rng: random.Random, part: Part) -> Iterator[Parallel]:
    for name in ("bio_mqm", "ted_mqm"):
        segments: dict[str, dict[tuple[str, int], list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for row in _rows(shared / "drift" / f"{name}.jsonl.gz"):
            document, _, place = row["id"].rpartition("-")
            if not row["system"].startswith("reference") and _is_held(document) == (part == "held out"):
                segments[row["lang"]][document, int(place)].append(row)
        for language, of in segments.items():
            texts = [of[key] for key in sorted(of)]
            references = [made[0]["original"] for made in texts]
            yield Parallel([made[0]["source"] for made in texts], references, (language, "en"), _joiner(language))
            yield Parallel(references, [rng.choice(made)["version"] for made in texts], ("en", "en"), " ")


def _news(shared: Path, part: Part) -> Iterator[Parallel]:
    """News of WMT and Wikipedia's sentences of MLQE-PE, whose tokens are put together again."""
    wanted = {**dict.fromkeys(_WMT[part], "wmt_outputs"), f"{_MLQE[part]}-train": "mlqe_pe"}
    for file in ("wmt_outputs", "mlqe_pe"):
        by_set: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in _rows(shared / "drift" / f"{file}.jsonl.gz"):
            name, _, place = row["id"].rpartition("-")
            held = _is_held(f"{name}-{int(place) // 50}") if part != "unseen" else False
            if name in wanted and held == (part == "held out") and len(by_set[name]) < _SEGMENTS[part]:
                by_set[name].append(row)
        for rows in by_set.values():
            language = rows[0]["lang"]
            references = [_joined(row["original"]) if file == "mlqe_pe" else row["original"] for row in rows]
            yield Parallel([row["source"] for row in rows], references, (language, "en"), _joiner(language))


def _joined(text: str) -> str:
    """Tokens put together again, roughly."""
    for mark in ".,;:!?)'":
        text = text.replace(f" {mark}", mark)
    return text.replace("( ", "(").replace(" 's", "'s")


def _sentences(shared: Path) -> Iterator[Parallel]:
    """Single sentences of unseen languages, in the order of their ids."""
    seen: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for row in _rows(shared / "drift" / "demetr.jsonl.gz"):
        seen[row["lang"]].setdefault(row["id"], row)
    of = [row for _, row in sorted(seen["polish"].items())]
    yield Parallel([row["source"] for row in of], [row["original"] for row in of], ("pl", "en"), " ")
    hindi = [row for row in _rows(shared / "cross" / "da_en_x.jsonl.gz") if row["lang"] == "hi"]
    hindi = [row for row in hindi if row["adequacy"] >= 80][: _SEGMENTS["unseen"]]
    yield Parallel([row["version"] for row in hindi], [row["original"] for row in hindi], ("hi", "en"), " ")


def _german_russian(shared: Path, part: Part) -> Iterator[Parallel]:
    """The German and the Russian of the same English news, by people."""
    texts: dict[str, dict[str, str]] = {"de": {}, "ru": {}}
    for row in _rows(shared / "cross" / "mqm_en_x.jsonl.gz"):
        if row["set"] in ("2021_en-de", "2021_en-ru") and row["system"].startswith("ref"):
            texts[row["lang"]].setdefault(row["id"], row["version"])
    both = [key for key in texts["de"] if key in texts["ru"]]
    held = [key for key in both if _is_held(key.rpartition("-")[0]) == (part == "held out")][: _SEGMENTS[part]]
    yield Parallel([texts["de"][key] for key in held], [texts["ru"][key] for key in held], ("de", "ru"), " ")


def _verses(shared: Path, part: Part) -> Iterator[Parallel]:
    for pair in _TRANSLATIONS:
        verses = [
            dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
            for path in (shared / "align" / "bible" / f"Mark.{version}.tsv" for version in pair)
        ]
        both = [key for key in verses[0] if key in verses[1] and key.partition(":")[0] in CHAPTERS[part]]
        yield Parallel([verses[0][key] for key in both], [verses[1][key] for key in both], ("en", "en"), " ")


def twice_told(shared: Path, part: Part) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """News by language, each sentence as two people put it: two English translations, or the source and one of them."""
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(shared / "drift" / "human_pairs.jsonl.gz"):
        name, _, place = row["id"].rpartition("-")
        if _is_held(f"{name}{int(place) // 50}") == (part == "held out"):
            pairs["en"].append((row["original"], row["version"]))
            pairs[row["lang"]].append((row["source"], row["original"]))
    yield from pairs.items()
