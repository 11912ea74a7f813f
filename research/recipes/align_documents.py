"""Documents whose links are known, made from the parallel texts of `align_texts` for learning and measuring the alignment."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Literal

from drift.alignment.links import heaviest_chain
from research.recipes.align_texts import Bitext, Parallel, Part, parallel, twice_told

Links = list[tuple[tuple[int, ...], tuple[int, ...]]]

SEGMENTS = 110  # are laid out together at most,
SIZES = (12, 25, 50, 110)  # and cut into documents of so many sentences
MOST = 12  # lines that a segment is split into, at most,
_MERGED = 6  # and segments that are merged
Manner = Literal["usual", "varied", "rough", "retold", "verse"]
Rates = dict[str, Sequence[float]]
VARIED: Rates = {  # of any two texts: whole passages are missing, lines are broken anywhere
    "drop": (0, 0.02, 0.04, 0.08), "passage": (0, 0, 0.01, 0.03), "add": (0, 0.02, 0.04, 0.08),
    "merge": (0.02, 0.06, 0.12, 0.2), "split": (0.03, 0.08, 0.15, 0.25), "shift": (0, 0.02, 0.05, 0.1),
}  # fmt: skip
RETOLD: Rates = {  # of a text retold in its language, line by line
    "drop": (0.02, 0.04, 0.06), "passage": (0,), "add": (0.01, 0.03, 0.05),
    "merge": (0.05, 0.1, 0.15, 0.2), "split": (0, 0, 0.03, 0.06), "shift": (0, 0, 0.02),
}  # fmt: skip
FREELY: Rates = {  # of a text told anew: sentences fused and split
    "drop": (0, 0.03, 0.06), "passage": (0,), "add": (0, 0.03, 0.06),
    "merge": (0.15, 0.25, 0.35), "split": (0.2, 0.3, 0.4), "shift": (0.05, 0.1),
}  # fmt: skip
TRANSLATED: Rates = {  # of a faithful translation: hardly anything is missing
    "drop": (0, 0.005, 0.01, 0.02), "passage": (0,), "add": (0, 0.005, 0.01, 0.02),
    "merge": (0.04, 0.08, 0.12, 0.16), "split": (0.04, 0.08, 0.14, 0.2), "shift": (0, 0.02, 0.04),
}  # fmt: skip
ROUGH: Rates = {  # of a scanned or badly split translation, made freely: scraps of the page, lines broken anywhere
    "drop": (0, 0.02, 0.04), "passage": (0,), "add": (0, 0.01, 0.02), "merge": (0.04, 0.08, 0.12, 0.16),
    "split": (0.04, 0.1, 0.2), "shift": (0.02, 0.05, 0.1), "scrap": (0, 0.01, 0.03), "broken": (0, 0.03, 0.08),
}  # fmt: skip
VERSE: Rates = {  # lines of verse, a list or subtitles: a side in pieces, little missing; some wrapped, some without stops
    "drop": (0, 0, 0.01, 0.04), "passage": (0, 0, 0, 0.01), "add": (0, 0, 0.01, 0.03), "merge": (0, 0.05, 0.1),
    "split": (0.6, 0.8, 1, 1), "shift": (0,), "whole": (0, 0, 0.3), "wrapped": (0, 0, 0, 1), "bare": (0, 0, 0, 0, 1),
}  # fmt: skip
_CLAUSE = re.compile(r"(?<=[;:.!?])\s+|(?<=[，；。：！？、।])|(?<=,)\s+")
_SCRAPS = ("….....", "* * *", "- _-", ", .", ".:--", 'h * "', "[…]", "—", "• •", "~ i .", "|", "l. ,'")
_STOPS = frozenset(".,;:!?…，；。：！？、।\"'“”„«»()")
_TOLD = 40  # sentences of which each of two people tells some
_SHORTEST = 15  # characters of a part that is split off,
_SHORTEST_LINE = 8  # and of a line of verse; half as many where words are not spaced


@dataclass(frozen=True)
class Document(Bitext):
    """Two texts and the links between their sentences."""

    links: Links


def documents(shared: Path, seed: int, part: Part = "learn", manner: Manner = "usual") -> Iterator[Document]:
    """All parallel texts of a part once, laid out anew by `seed` and cut into documents of all sizes.

    The manner is what is usual for their kind, or more varied, rough as a scan is, told freely, or lines of verse: one
    side in pieces, twelve at most to a segment.
    """
    rng, sizes = random.Random(seed), random.Random(seed)
    for texts in parallel(shared, rng, part):
        for start in range(0, len(texts.one), SEGMENTS):
            stop = start + SEGMENTS
            segments = replace(texts, one=texts.one[start:stop], two=texts.two[start:stop])
            if len(segments.one) < 30:
                continue
            foreign = [
                [text for k, text in enumerate(side) if not start <= k < stop] or side
                for side in (texts.one, texts.two)
            ]
            usual = RETOLD if texts.english else TRANSLATED
            rates = {"usual": usual, "varied": VARIED, "rough": ROUGH, "retold": FREELY, "verse": VERSE}[manner]
            yield from cut(lay_out(segments, foreign, rates, rng), sizes)


def verse(shared: Path, book: str, whole: str, broken: str, seed: int = 0) -> Document:
    """A book of the Bible, a verse a line in the one translation and in the other a clause a line: 12 lines at most a verse.

    Of verses with more clauses, neighbouring ones stay together, drawn at random.
    """
    rng = random.Random(seed)
    verses = [
        dict(line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        for path in (shared / "align" / "bible" / f"{book}.{version}.tsv" for version in (whole, broken))
    ]
    one: list[str] = []
    two: list[str] = []
    links: Links = []
    for key in (key for key in verses[0] if key in verses[1]):
        text = verses[1][key]
        cuts = list(_cuts(text, _SHORTEST_LINE))
        bounds = [0, *sorted(rng.sample(cuts, min(len(cuts), MOST - 1))), len(text)]
        lines = [text[a:b].strip() for a, b in pairwise(bounds)]
        links.append(((len(one),), tuple(range(len(two), len(two) + len(lines)))))
        one.append(verses[0][key])
        two += lines
    return Document(one, two, ("en", "en"), links)


# --- disturbances


def lay_out(texts: Parallel, foreign: Sequence[list[str]], rates: Rates, rng: random.Random) -> Document:
    """A document of these segments, disturbed on both sides, and its links: lines that share segments belong together."""
    chance = {what: rng.choice(of) for what, of in rates.items()}
    # only one of two sides is split: which part is whose would not be known
    may_split = [rng.random() < 0.5] * len(texts.one) if rates is VERSE else [rng.random() < 0.5 for _ in texts.one]
    left, left_held = disturb(texts.one, foreign[0], rng, chance, may_split, texts.joiner)
    right, right_held = disturb(texts.two, foreign[1], rng, chance, [not may for may in may_split], " ")
    if chance.get("bare"):
        left, right = (
            [_bare(line) for line in lines] if may else lines
            for lines, may in ((left, may_split[0]), (right, not may_split[0]))
        )
    one, two = ([" ".join(line.split()) for line in lines] for lines in (left, right))
    return of_neighbours_only(Document(one, two, texts.languages, connect(left_held, right_held)))


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
        if chance.get("scrap") and rng.random() < chance["scrap"]:
            lines.append(_scrap(rng, foreign))
            held.append(())
            glue = False
        fine = chance["split"] > 0.5
        shortest = _SHORTEST_LINE if fine else _SHORTEST
        cuts = list(_cuts(text, shortest if joiner else shortest // 2))
        draw = rng.random()
        parts = [text]
        if may_split[segment] and cuts and draw < chance["split"] + chance["shift"]:
            most = MOST - 1 if fine else rng.choice([1, 1, 1, 1, 2, 2, 3])
            if fine:
                cuts = (
                    _wrapped(text, rng, joiner)
                    if chance["wrapped"]
                    else [k for k in cuts if rng.random() >= chance["whole"]]
                )
            chosen = sorted(rng.sample(cuts, min(len(cuts), most)))
            parts = [text[a:b].strip() for a, b in zip([0, *chosen], [*chosen, len(text)], strict=True)]
        elif may_split[segment] and chance.get("broken") and rng.random() < chance["broken"]:
            parts = _broken(text, rng, joiner)
        shifted = len(parts) > 1 and draw < chance["shift"]
        back = shifted and rng.random() < 0.5
        for k, part in enumerate(parts):
            join = glue or (k == 0 and (back or rng.random() < chance["merge"]))
            if join and lines and held[-1] and len(held[-1]) < _MERGED:
                lines[-1] += joiner + part
                held[-1] = (*held[-1], segment)
            else:
                lines.append(part)
                held.append((segment,))
            glue = False
        glue = shifted and not back
    return lines, held


def _wrapped(text: str, rng: random.Random, joiner: str) -> list[int]:
    """Where a text is broken into lines of some twenty to fifty characters, half as many where words are not spaced."""
    cuts, last = [], 0
    for k in range(len(text) - 3):
        if (not joiner or text[k] == " ") and k - last >= rng.randrange(20, 50) // (1 if joiner else 2):
            cuts.append(k)
            last = k
    return cuts


def _bare(text: str) -> str:
    """A text as a transcript has it: without stops and capitals."""
    return " ".join("".join(c for c in text if c not in _STOPS).lower().split()) or text


def _scrap(rng: random.Random, foreign: Sequence[str]) -> str:
    """What is left of a page between its lines: its number, its head, specks that were read as signs."""
    number = rng.randrange(2, 400)
    words = rng.choice(foreign).split()[: rng.randrange(1, 4)]
    head = " ".join([*words, str(number)] if rng.random() < 0.5 else [str(number), *words])
    return rng.choice([str(number), f"- {number} -", f"{number} a !", head, rng.choice(_SCRAPS), rng.choice(_SCRAPS)])


def _broken(text: str, rng: random.Random, joiner: str) -> list[str]:
    """A text broken once or twice between any two words, as by a full stop that ends no sentence."""
    cuts = [k for k in range(2, len(text) - 1) if not joiner or text[k] == " "]
    chosen = sorted(rng.sample(cuts, min(len(cuts), rng.choice([1, 1, 1, 2]))))
    return [text[a:b].strip() for a, b in zip([0, *chosen], [*chosen, len(text)], strict=True)]


def _cuts(text: str, shortest: int) -> Iterator[int]:
    """Where a text may be cut between clauses, each part no shorter than so many characters."""
    last = 0
    for match in _CLAUSE.finditer(text):
        if match.start() - last >= shortest and len(text) - match.start() >= shortest:
            yield match.start()
            last = match.end()


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


def reordered(document: Document, rng: random.Random) -> tuple[Document, set[int]]:
    """The document retold with its paragraphs, of three to eight links, in another order, and the sentences of the second
    side that stand outside of the longest run of paragraphs still in order."""
    links = sorted(document.links)
    ends, at = [0], 0
    while at < len(links):
        at = min(at + rng.randrange(3, 9), len(links))
        ends.append(links[at][1][0] if at < len(links) else len(document.two))
    paragraphs = [range(a, b) for a, b in pairwise(ends)]
    order = rng.sample(range(len(paragraphs)), len(paragraphs))
    standing = heaviest_chain(order, [len(paragraphs[k]) for k in order])
    place = {old: new for new, old in enumerate(i for k in order for i in paragraphs[k])}
    moved = {place[i] for n, k in enumerate(order) if n not in standing for i in paragraphs[k]}
    two = [document.two[i] for k in order for i in paragraphs[k]]
    return replace(document, two=two, links=[(a, tuple(sorted(place[j] for j in b))) for a, b in links]), moved


def scattered(shared: Path, part: Part = "learn", seed: int = 3) -> Iterator[Document]:
    """News told by two people of whom each left out three sentences in ten, the second mostly in an order of his own."""
    rng = random.Random(seed)
    for language, pairs in twice_told(shared, part):
        different = [pair for pair in pairs if pair[0] != pair[1]]
        for start in range(0, len(different) - _TOLD + 1, _TOLD):
            left, right = ([k for k in range(start, start + _TOLD) if rng.random() > 0.3] for _ in range(2))
            if rng.random() < 0.7:
                right = _shuffled(right, rng)
            at = {k: j for j, k in enumerate(right)}
            links: Links = [((i,), (at[k],)) for i, k in enumerate(left) if k in at]
            one, two = [different[k][0] for k in left], [different[k][1] for k in right]
            yield Document(one, two, (language, "en"), links)


def _shuffled(places: Sequence[int], rng: random.Random) -> list[int]:
    """Places in blocks of one to three, in any order."""
    blocks: list[Sequence[int]] = []
    while sum(map(len, blocks)) < len(places):
        start = sum(map(len, blocks))
        blocks.append(places[start : start + rng.choice((1, 1, 2, 3))])
    rng.shuffle(blocks)
    return [k for block in blocks for k in block]


def in_order(document: Document, moved: set[int]) -> Document:
    """The document without the links that hold a `moved` sentence of its second side: what one pass in order can find."""
    return replace(document, links=[(a, b) for a, b in document.links if moved.isdisjoint(b)])
