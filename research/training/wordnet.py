"""WordNet's files (Debian wordnet-base, /usr/share/wordnet) as the generator needs them: first senses and relations."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from drift.types import DriftError

WORDNET = Path("/usr/share/wordnet")
POS = {"NOUN": "noun", "VERB": "verb", "ADJ": "adj", "ADV": "adv"}
_TAG = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}


class WordNet:
    """Synsets, each named by (part of speech, offset). Words are lower-case, with `_` for spaces."""

    def __init__(self, folder: Path = WORDNET) -> None:
        if not (folder / "data.noun").exists():
            raise DriftError(f"{folder} holds no WordNet files; install the Debian package wordnet-base.")
        self.words: dict[tuple[str, int], list[str]] = {}
        self.pointers: dict[tuple[str, int], list[tuple[str, tuple[str, int], int, int]]] = {}
        self.senses: dict[tuple[str, str], list[tuple[str, int]]] = {}
        self.counts: dict[tuple[str, str], list[int]] = defaultdict(list)
        for pos in POS.values():
            self._read_synsets(folder, pos)
            self._read_senses(folder, pos)
        for line in (folder / "cntlist.rev").read_text().splitlines():
            key, _, count = line.split(" ")
            word, lexical = key.split("%")
            self.counts[word, _TAG[lexical[0]]].append(int(count))

    def _read_synsets(self, folder: Path, pos: str) -> None:
        for line in (folder / f"data.{pos}").read_text().splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            synset, n = (pos, int(fields[0])), int(fields[3], 16)
            self.words[synset] = [w.split("(")[0].lower() for w in fields[4 : 4 + 2 * n : 2]]
            at = 4 + 2 * n
            self.pointers[synset] = [
                (kind, ({"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}[p], int(to)),
                 int(ends[:2], 16), int(ends[2:], 16))
                for kind, to, p, ends in (fields[at + 1 + 4 * k : at + 5 + 4 * k] for k in range(int(fields[at])))
            ]  # fmt: skip

    def _read_senses(self, folder: Path, pos: str) -> None:
        for line in (folder / f"index.{pos}").read_text().splitlines():
            if not line.startswith("  "):
                fields = line.split()
                self.senses[fields[0], pos] = [(pos, int(f)) for f in fields[-int(fields[2]) :]]

    def frequency(self, word: str, pos: str) -> int:
        """How often the word was seen in the sense-tagged texts, all senses together."""
        return sum(self.counts.get((word, pos), ()))

    def synonyms(self, word: str, pos: str) -> list[str]:
        """Words whose first sense is the same synset as this word's first, which must be by far the commonest."""
        senses = self.senses.get((word, pos))
        if not senses or not self._clear(word, pos):
            return []
        return [w for w in self.words[senses[0]] if w != word and self._plain(w) and self._first(w, pos) == senses[0]
                and self._clear(w, pos) and self.frequency(w, pos) >= 3]  # fmt: skip

    def antonyms(self, word: str, pos: str, deep: bool = True) -> list[str]:
        """Direct antonyms of the first two senses, and for adjectives those of the cluster's head."""
        found: list[str] = []
        for synset in self.senses.get((word, pos), ())[:2]:
            at = self.words[synset].index(word) + 1 if word in self.words[synset] else 0
            for kind, other, here, there in self.pointers[synset]:
                if kind == "!" and here in (0, at):
                    found.append(self.words[other][max(there - 1, 0)])
                elif kind == "&" and deep and pos == "adj":
                    found += [self.words[o][max(t - 1, 0)] for k, o, _, t in self.pointers[other] if k == "!"]
        return [w for w in dict.fromkeys(found) if self._plain(w) and w != word]

    def hypernyms(self, word: str, pos: str) -> list[str]:
        """Words of the first sense's direct hypernym."""
        return self._related(word, pos, "@")

    def hyponyms(self, word: str, pos: str) -> list[str]:
        """Words that people use for a narrower thing than the first sense."""
        return [w for w in self._related(word, pos, "~") if self.frequency(w, pos) >= 2]

    def siblings(self, word: str, pos: str) -> list[str]:
        """Other hyponyms of the first sense's hypernym: like in sort, different in meaning."""
        senses = self.senses.get((word, pos))
        if not senses:
            return []
        same = {w for s in senses for w in self.words[s]}
        parents = [o for k, o, _, _ in self.pointers[senses[0]] if k == "@"]
        found = [w for p in parents for k, o, _, _ in self.pointers[p] if k == "~" for w in self.words[o]]
        return [w for w in dict.fromkeys(found) if self._plain(w) and w not in same and self.frequency(w, pos) >= 2]

    def _related(self, word: str, pos: str, pointer: str) -> list[str]:
        senses = self.senses.get((word, pos))
        if not senses:
            return []
        found = [w for k, o, _, _ in self.pointers[senses[0]] if k == pointer for w in self.words[o]]
        return [w for w in dict.fromkeys(found) if self._plain(w) and w != word]

    def _first(self, word: str, pos: str) -> tuple[str, int] | None:
        return next(iter(self.senses.get((word, pos), ())), None)

    def _clear(self, word: str, pos: str) -> bool:
        counts = sorted(self.counts.get((word, pos), ()), reverse=True)
        return bool(counts) and counts[0] >= 0.75 * sum(counts)

    @staticmethod
    def _plain(word: str) -> bool:
        return word.replace("_", "").isalpha() and len(word) > 2


@lru_cache(maxsize=1)
def wordnet() -> WordNet:
    """WordNet, read once."""
    return WordNet()
