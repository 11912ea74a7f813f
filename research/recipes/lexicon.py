"""Builds the compact tables of drift/language/lexicon/ from WordNet 3.0's database files.

Run: `python research/recipes/lexicon.py [WORDNET_FOLDER]` (Debian's wordnet-base puts them in /usr/share/wordnet). The result is
the same bytes every time. What the tables hold is described in drift/language/lexicon/__init__.py, which reads them.
"""

from __future__ import annotations

import gzip
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
TARGET = Path(__file__).resolve().parents[2] / "drift" / "language" / "lexicon"

Key = tuple[str, int]  # part of speech (satellites count as "a") and offset in its data file
Sense = tuple[str, Key]  # a lemma in one of its synsets
Tag = tuple[str, str, int, int]  # a lemma in one of its synsets: part of speech, lexicographers' file, number in it

ANIMAL, LOCATION, PERSON, PLANT = 5, 15, 18, 20  # lexicographers' files, lexnames(5WN)


@dataclass
class Synset:
    spelled: list[str]  # its lemmas as they are written
    file: int  # of the lexicographers
    ids: list[int]  # tell a lemma's senses in one file apart
    pointers: list[tuple[str, Key, int, int]] = field(default_factory=list)  # symbol, target, own word, target's word

    @property
    def lemmas(self) -> list[str]:
        return [word.lower() for word in self.spelled]

    @property
    def proper(self) -> bool:
        """A name: all its lemmas are capitalised."""
        return all(word[0].isupper() for word in self.spelled)

    def follow(self, *symbols: str) -> Iterator[Key]:
        return (target for symbol, target, _, _ in self.pointers if symbol in symbols)


def read_synsets(folder: Path) -> dict[Key, Synset]:
    """The synsets of all four data files; the layout is wndb(5WN)."""
    synsets: dict[Key, Synset] = {}
    for part, name in PARTS.items():
        for line in (folder / f"data.{name}").read_text("utf-8").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split("|")[0].split()
            count = int(fields[3], 16)
            spelled = [word.split("(")[0] for word in fields[4 : 4 + 2 * count : 2]]
            synset = Synset(spelled, int(fields[1]), [int(i, 16) for i in fields[5 : 5 + 2 * count : 2]])
            at = 4 + 2 * count
            for i in range(int(fields[at])):
                symbol, offset, kind, words = fields[at + 1 + 4 * i : at + 5 + 4 * i]
                target = (kind.replace("s", "a"), int(offset))
                synset.pointers.append((symbol, target, int(words[:2], 16), int(words[2:], 16)))
            synsets[part, int(fields[0])] = synset
    return synsets


def read_senses(folder: Path) -> dict[tuple[str, str], list[Key]]:
    """(lemma, part) -> its synsets, the commonest first."""
    senses: dict[tuple[str, str], list[Key]] = {}
    for part, name in PARTS.items():
        for line in (folder / f"index.{name}").read_text("utf-8").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                senses[fields[0], part] = [(part, int(offset)) for offset in fields[-int(fields[2]) :]]
    return senses


def read_counts(folder: Path) -> dict[Tag, int]:
    """How often each sense was tagged in WordNet's semantic concordances."""
    counts: dict[Tag, int] = defaultdict(int)
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        key, _, count = line.split()
        lemma, rest = key.split("%")
        kind, file, number = rest.split(":")[:3]
        counts[lemma, "nvara"[int(kind) - 1], int(file), int(number)] += int(count)
    return counts


def count_lemmas(counts: dict[Tag, int]) -> dict[tuple[str, str], int]:
    """(lemma, part) -> how often it was tagged in any sense."""
    summed: dict[tuple[str, str], int] = defaultdict(int)
    for (lemma, part, _, _), count in counts.items():
        summed[lemma, part] += count
    return summed


def antonym_pairs(synsets: dict[Key, Synset], senses: dict[tuple[str, str], list[Key]]) -> set[tuple[str, str]]:
    """Direct antonyms, and those that follow from them with some care.

    A direct pair is carried over to the synonyms of either side, to the satellites of an adjective (against the
    opposite head only: huge ↔ small, not huge ↔ minute) and to derived forms of equal part of speech
    (de-escalate ↔ intensify gives de-escalation ↔ intensification). What is carried over must be a common sense of its
    word, else every rare sense would oppose half of the language.
    """

    def rank(sense: Sense) -> int:
        found = senses.get((sense[0], sense[1][0]), [])
        return found.index(sense[1]) if sense[1] in found else 99

    def derived(sense: Sense) -> set[Sense]:
        synset = synsets[sense[1]]
        own = synset.lemmas.index(sense[0]) + 1
        out = {sense}
        for symbol, target, source, word in synset.pointers:
            if symbol in ("+", "\\") and source == own and word:
                out.add((synsets[target].lemmas[word - 1], target))
        return out

    pairs: set[tuple[str, str]] = set()
    for key, synset in synsets.items():
        for symbol, target, source, word in synset.pointers:
            if symbol != "!" or not source or not word:
                continue
            left, right = (synset.lemmas[source - 1], key), (synsets[target].lemmas[word - 1], target)
            pairs.add((left[0], right[0]))
            mates = {(lemma, key) for lemma in synset.lemmas}
            if key[0] == "a":
                mates |= {(lemma, near) for near in synset.follow("&") for lemma in synsets[near].lemmas}
            carried = {mate for mate in mates if rank(mate) < 2} | {left}
            for near, far in product(carried, [right]):
                for a, b in product(derived(near), derived(far)):
                    if a[1][0] == b[1][0] and (a == near or rank(a) < 3) and (b == far or rank(b) < 3):
                        pairs.add((a[0], b[0]))
    both = pairs | {(b, a) for a, b in pairs}
    return {(a, b) for a, b in both if a != b and single(a) and single(b)}


def single(lemma: str) -> bool:
    """Whether it is one word of the kind that a text is split into."""
    return "_" not in lemma and lemma[0].isalpha() and "." not in lemma


def demonyms(synsets: dict[Key, Synset]) -> Iterator[tuple[str, str]]:
    """(italian, italy): adjectives that pertain to a named place and the people who belong to it.

    Places that are not countries or regions with a people of their own (Roman → Rome) come along: a story that says
    "Roman" for "of Rome" has not drifted.
    """
    for key, synset in synsets.items():
        if key[0] == "a":
            for symbol, target, source, word in synset.pointers:
                if symbol == "\\" and source and word and synsets[target].file == LOCATION:
                    yield synset.lemmas[source - 1], synsets[target].lemmas[word - 1]
        elif key[0] == "n" and synset.proper and any(True for _ in synset.follow("@")):
            for target in synset.follow("#m"):
                if synsets[target].proper and any(True for _ in synsets[target].follow("@i")):
                    yield from ((lemma, synsets[target].lemmas[0]) for lemma in synset.lemmas)


def proper_names(synsets: dict[Key, Synset], counts: dict[Tag, int]) -> set[str]:
    """Words that, written with a capital, are a name rather than a common noun: China and Maria, not Ministry.

    Those tagged in capitalised senses at least as often as in others, and the names of people who are in WordNet
    (Maria Montessori) unless they name a trade or a rank (Baker, Baron). Genera and families are left out.
    """
    capital: dict[str, int] = defaultdict(int)
    small: dict[str, int] = defaultdict(int)
    senses: dict[str, int] = defaultdict(int)
    people: set[str] = set()
    persons: set[str] = set()
    for key, synset in synsets.items():
        for word, number in zip(synset.spelled, synset.ids, strict=True):
            count = counts.get((word.lower(), key[0], synset.file, number), 0)
            if word[0].islower():
                small[word] += count
                senses[word] -= 1
                if synset.file == PERSON:
                    persons.add(word)
            elif synset.file not in (ANIMAL, PLANT) and len(word) > 2:
                capital[word.lower()] += count
                senses[word.lower()] += 1
            if synset.file == PERSON and any(True for _ in synset.follow("@i")):
                people |= {part.lower() for part in word.split("_") if part[0].isupper() and len(part) > 2}
    mostly = {word for word, count in capital.items() if (count, senses[word]) >= (small[word], 0)}
    return mostly | {word for word in people - persons if small[word] <= max(1, capital[word])}


def write(name: str, lines: Iterable[str]) -> None:
    TARGET.joinpath(name).write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


def build(folder: Path) -> None:
    synsets, senses, tags = read_synsets(folder), read_senses(folder), read_counts(folder)
    counts = count_lemmas(tags)
    names = {key for key, s in synsets.items() if any(True for _ in s.follow("@i"))}
    lemmas = defaultdict(list)
    for (lemma, part), keys in senses.items():
        keys = [key for key in keys if key not in names]
        if keys and single(lemma):
            lemmas[lemma].append((part, keys))

    # Only what a listed word needs: its synsets and all that lies above them.
    needed: dict[Key, None] = {}
    todo = [key for parts in lemmas.values() for _, keys in parts for key in keys]
    while todo:
        key = todo.pop()
        if key not in needed:
            needed[key] = None
            todo += synsets[key].follow("@", "@i")
    order = sorted(needed, key=lambda key: ("nvar".index(key[0]), key[1]))
    number = {key: i for i, key in enumerate(order)}

    write(
        "synsets.txt.gz",
        (" ".join(str(i - number[up]) for up in synsets[key].follow("@", "@i")) for i, key in enumerate(order)),
    )
    rows = []
    for lemma, parts in sorted(lemmas.items()):
        parts.sort(key=lambda part: -counts[lemma, part[0]])
        total = sum(counts[lemma, part] for part, _ in parts)
        listed = " ".join(f"{part}{'.'.join(str(number[key]) for key in keys)}" for part, keys in parts)
        rows.append(f"{lemma}\t{total or ''}\t{listed}")
    write("words.tsv.gz", rows)

    write("proper.txt.gz", sorted(filter(single, proper_names(synsets, tags))))

    opposites = defaultdict(set)
    for a, b in antonym_pairs(synsets, senses):
        opposites[a].add(b)
    write("antonyms.tsv.gz", (f"{a}\t{' '.join(sorted(bs))}" for a, bs in sorted(opposites.items())))

    forms: dict[str, set[str]] = defaultdict(set)
    for name in PARTS.values():
        for line in (folder / f"{name}.exc").read_text("utf-8").splitlines():
            form, *bases = line.split()
            forms[form] |= {base for base in bases if single(base) and base in lemmas}
    write("forms.tsv.gz", (f"{form}\t{' '.join(sorted(b))}" for form, b in sorted(forms.items()) if b and single(form)))

    people = sorted({(a.replace("_", " "), b.replace("_", " ")) for a, b in demonyms(synsets) if a != b})
    write("demonyms.tsv.gz", (f"{a}\t{b}" for a, b in people))


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet"))
