"""Documents whose links are known, made from parallel texts for learning and measuring the alignment.

The parallel texts, of `shared/drift` and `shared/align`: bio-MQM's sources (de, es, fr, it) with their references, and
the references with machine translations; the same of the TED talks (zh); chapters 11 to 16 of Mark in six English
translations. Held out of learning: the bio-MQM documents and TED talks whose name has crc32 % 5 == 0, and the last two
of these chapters. Nothing is read of Ruth, Jonah, the first ten chapters of Mark and the German-French document, on
which alignment is measured elsewhere.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from drift.alignment.side import MAX_GROUP

Links = list[tuple[tuple[int, ...], tuple[int, ...]]]

SEGMENTS = 110  # are laid out together at most,
SIZES = (12, 25, 50, 110)  # and cut into documents of so many sentences
CHAPTERS = {"11", "12", "13", "14"}  # of Mark, to learn from
HELD_CHAPTERS = {"15", "16"}
_PAIRS = (
    ("KJV", "BBE"), ("WEB", "YLT"), ("BBE", "DARBY"), ("ASV", "BBE"), ("YLT", "KJV"), ("DARBY", "WEB"), ("BBE", "WEB"),
    ("YLT", "BBE"), ("ASV", "YLT"), ("KJV", "WEB"), ("DARBY", "YLT"), ("WEB", "ASV"),
)  # fmt: skip
Rates = dict[str, Sequence[float]]
VARIED: Rates = {  # of any two texts: whole passages are missing, lines are broken anywhere
    "drop": (0, 0.02, 0.04, 0.08), "passage": (0, 0, 0.01, 0.03), "add": (0, 0.02, 0.04, 0.08),
    "merge": (0.02, 0.06, 0.12, 0.2), "split": (0.03, 0.08, 0.15, 0.25), "shift": (0, 0.02, 0.05, 0.1),
}  # fmt: skip
RETOLD: Rates = {  # of a text retold in its language, line by line
    "drop": (0.02, 0.04, 0.06), "passage": (0,), "add": (0.01, 0.03, 0.05),
    "merge": (0.05, 0.1, 0.15, 0.2), "split": (0, 0, 0.03, 0.06), "shift": (0, 0, 0.02),
}  # fmt: skip
TRANSLATED: Rates = {  # of a faithful translation: hardly anything is missing
    "drop": (0, 0.005, 0.01, 0.02), "passage": (0,), "add": (0, 0.005, 0.01, 0.02),
    "merge": (0.04, 0.08, 0.12, 0.16), "split": (0.04, 0.08, 0.14, 0.2), "shift": (0, 0.02, 0.04),
}  # fmt: skip
_CLAUSE = re.compile(r"(?<=[;:.!?])\s+|(?<=[，；。：])|(?<=,)\s+")


@dataclass(frozen=True)
class Parallel:
    """Two texts segment by segment, what joins segments of the first, and whether both are English."""

    one: list[str]
    two: list[str]
    joiner: str
    english: bool


@dataclass(frozen=True)
class Document:
    """Two texts and the links between them."""

    one: list[str]
    two: list[str]
    links: Links
    english: bool


def documents(shared: Path, seed: int, held_out: bool = False, varied: bool = True) -> Iterator[Document]:
    """All parallel texts once, to learn from or `held_out`, laid out anew by `seed` and cut into documents of all sizes;
    `varied`, or as is usual for their kind."""
    rng, sizes = random.Random(seed), random.Random(seed)
    for texts in parallel(shared, rng, held_out):
        for start in range(0, len(texts.one), SEGMENTS):
            stop = start + SEGMENTS
            part = replace(texts, one=texts.one[start:stop], two=texts.two[start:stop])
            if len(part.one) < 30:
                continue
            foreign = [
                [text for k, text in enumerate(side) if not start <= k < stop] or side
                for side in (texts.one, texts.two)
            ]
            rates = VARIED if varied else RETOLD if texts.english else TRANSLATED
            yield from cut(lay_out(part, foreign, rates, rng), sizes)


def parallel(shared: Path, rng: random.Random, held_out: bool) -> Iterator[Parallel]:
    """The parallel texts to learn from, or those held out."""
    for name, joiner in (("bio_mqm", " "), ("ted_mqm", "")):
        with gzip.open(shared / "drift" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        segments: dict[str, dict[tuple[str, int], list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            document, _, place = row["id"].rpartition("-")
            if not row["system"].startswith("reference") and (zlib.crc32(document.encode()) % 5 == 0) == held_out:
                segments[row["lang"]][document, int(place)].append(row)
        for language in segments.values():
            texts = [language[key] for key in sorted(language)]
            references = [of[0]["original"] for of in texts]
            yield Parallel([of[0]["source"] for of in texts], references, joiner, False)
            yield Parallel(references, [rng.choice(of)["version"] for of in texts], " ", True)
    for pair in _PAIRS:
        verses = [
            dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
            for path in (shared / "align" / "bible" / f"Mark.{version}.tsv" for version in pair)
        ]
        chapters = HELD_CHAPTERS if held_out else CHAPTERS
        both = [key for key in verses[0] if key in verses[1] and key.partition(":")[0] in chapters]
        yield Parallel([verses[0][key] for key in both], [verses[1][key] for key in both], " ", True)


# --- disturbances


def lay_out(texts: Parallel, foreign: Sequence[list[str]], rates: Rates, rng: random.Random) -> Document:
    """A document of these segments, disturbed on both sides, and its links: lines that share segments belong together."""
    chance = {what: rng.choice(of) for what, of in rates.items()}
    may_split = [rng.random() < 0.5 for _ in texts.one]  # only one of two sides: which part is whose would not be known
    left, left_held = disturb(texts.one, foreign[0], rng, chance, may_split, texts.joiner)
    right, right_held = disturb(texts.two, foreign[1], rng, chance, [not may for may in may_split], " ")
    return of_neighbours_only(Document(left, right, connect(left_held, right_held), texts.english))


def disturb(
    texts: Sequence[str],
    foreign: Sequence[str],
    rng: random.Random,
    chance: dict[str, float],
    may_split: Sequence[bool],
    joiner: str,
) -> tuple[list[str], list[tuple[int, ...]]]:
    """Lines, and the segments that each has a part in."""
    lines: list[str] = []
    held: list[tuple[int, ...]] = []
    glue = False  # the next part joins the line before it
    skip = 0
    for segment, text in enumerate(texts):
        if not skip and rng.random() < chance["passage"]:
            skip = rng.randrange(2, 8)
        if skip or rng.random() < chance["drop"]:
            skip = max(skip - 1, 0)
            continue
        if rng.random() < chance["add"]:
            added = [rng.choice(foreign) for _ in range(1 if rng.random() < 0.85 else rng.randrange(3, 12))]
            lines, held = lines + added, held + [()] * len(added)
            glue = False
        cuts = [m.start() for m in _CLAUSE.finditer(text) if 15 <= m.start() <= len(text) - 15]
        draw = rng.random()
        parts = [text]
        if may_split[segment] and cuts and draw < chance["split"] + chance["shift"]:
            chosen = sorted(rng.sample(cuts, min(len(cuts), rng.choice([1, 1, 1, 1, 2, 2, 3]))))
            parts = [text[a:b].strip() for a, b in zip([0, *chosen], [*chosen, len(text)], strict=True)]
        shifted = len(parts) > 1 and draw < chance["shift"]
        back = shifted and rng.random() < 0.5
        for k, part in enumerate(parts):
            join = glue or (k == 0 and (back or rng.random() < chance["merge"]))
            if join and lines and held[-1] and len(held[-1]) < MAX_GROUP:
                lines[-1] += joiner + part
                held[-1] = (*held[-1], segment)
            else:
                lines.append(part)
                held.append((segment,))
            glue = False
        glue = shifted and not back
    return lines, held


def connect(left: Sequence[tuple[int, ...]], right: Sequence[tuple[int, ...]]) -> Links:
    """The connected components of lines that share segments; a line alone is a gap."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def root(node: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for side, lines in enumerate((left, right)):
        for k, segments in enumerate(lines):
            root((side, k))
            for segment in segments:
                parent[root((side, k))] = root((2, segment))
    groups: dict[tuple[int, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, lines in enumerate((left, right)):
        for k in range(len(lines)):
            groups[root((side, k))][side].append(k)
    return [(tuple(a), tuple(b)) for a, b in groups.values() if a and b]


def of_neighbours_only(document: Document) -> Document:
    """The document without lines that stand within a link of others: the field knows links of neighbours only."""
    sides = (document.one, document.two)
    bad = [{x for link in document.links for x in range(link[k][0], link[k][-1]) if x not in link[k]} for k in (0, 1)]
    new = [
        {old: place for place, old in enumerate(i for i in range(len(side)) if i not in bad[k])}
        for k, side in enumerate(sides)
    ]
    links = [tuple(tuple(new[k][i] for i in link[k] if i in new[k]) for k in (0, 1)) for link in document.links]
    one, two = ([text for i, text in enumerate(side) if i not in bad[k]] for k, side in enumerate(sides))
    return replace(document, one=one, two=two, links=[(a, b) for a, b in links if a and b])


def cut(document: Document, rng: random.Random) -> Iterator[Document]:
    """The document in pieces of about one of `SIZES`, cut between links; a last piece that is too short is left out."""
    begin, end, size = (0, 0), (0, 0), rng.choice(SIZES)
    for k, link in enumerate(document.links):
        end = (link[0][-1] + 1, link[1][-1] + 1)
        last = k == len(document.links) - 1
        if last:
            end = (len(document.one), len(document.two))
        if end[0] - begin[0] >= size or (last and end[0] - begin[0] >= min(SIZES)):
            links = [
                (tuple(i - begin[0] for i in a), tuple(j - begin[1] for j in b))
                for a, b in document.links
                if begin[0] <= a[0] < end[0]
            ]
            sides = (document.one[begin[0] : end[0]], document.two[begin[1] : end[1]])
            yield replace(document, one=sides[0], two=sides[1], links=links)
            begin, size = end, rng.choice(SIZES)


def exchanged(document: Document, rng: random.Random) -> tuple[Document, set[int]]:
    """The document, of at least 12 sentences a side, with two passages of its second side exchanged, and the sentences
    of those passages."""
    m = len(document.two)
    a, b = rng.randint(1, min(9, m // 4)), rng.randint(1, min(9, m // 4))
    i = rng.randint(0, m // 2 - a)
    j = rng.randint(m // 2, m - b)
    order = [*range(i), *range(j, j + b), *range(i + a, j), *range(i, i + a), *range(j + b, m)]
    place = {old: new for new, old in enumerate(order)}
    links = [(x, tuple(sorted(place[k] for k in y))) for x, y in document.links]
    moved = {place[k] for k in (*range(i, i + a), *range(j, j + b))}
    return replace(document, two=[document.two[k] for k in order], links=links), moved


def in_order(document: Document, moved: set[int]) -> Document:
    """The document without the links that hold a `moved` sentence of its second side: what one pass in order can find."""
    return replace(document, links=[(a, b) for a, b in document.links if moved.isdisjoint(b)])
