"""Changes of a foreign sentence that need no parser: what is altered, lost, added or left in English is known.

Each takes a `Place` and returns a Change (training/perturb/edits.py) or None where it does not apply.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from research.training.across.bases import Across
from research.training.perturb.edits import Change, Edit, harmless
from research.training.perturb.number import other_figure

UNSPACED = ("zh", "ja")
UNITS = ("km", "kg", "cm", "mm", "mg", "ml", "cm²", "km²", "°C", "€", "$", "£", "%", "‰")
_BORDER = re.compile(r"[,;:，；：、،؛—–](?:\s+|(?<=[，；：、]))")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", re.UNICODE)
_KATAKANA = re.compile(r"[ァ-ヶー]{3,}")
_HAN = re.compile(r"[一-鿿]{2}")


@dataclass(slots=True)
class Pools:
    """Words, names and clauses of other sentences, by language."""

    words: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    clauses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, bases: Iterable[Across]) -> Pools:
        """The pools of these sentences; words stand under their last two letters, so that inflection mostly agrees."""
        pools = cls()
        for base in bases:
            for k, word in enumerate(words_of(base)):
                if k and word.text[0].isupper() and base.lang != "de" and len(word.text) > 2:
                    pools.names[base.lang].append(word.text)
                elif len(word.text) > (1 if base.lang in UNSPACED else 4):
                    pools.words[base.lang][ending(word.text)].append(word.text)
            pools.clauses[base.lang] += [c for c in _BORDER.split(base.foreign)[1:] if 8 <= len(c) <= 80]
        return pools


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    text: str


def words_of(base: Across) -> list[Word]:
    """The sentence's words; of Chinese and Japanese, its runs of two Han characters and of katakana."""
    if base.lang in UNSPACED:
        found = [*_KATAKANA.finditer(base.foreign), *_HAN.finditer(base.foreign)]
    else:
        found = list(_WORD.finditer(base.foreign))
    return [Word(m.start(), m.end(), m[0]) for m in sorted(found, key=lambda m: m.start())]


def ending(word: str) -> str:
    """By what words may stand for each other: their last two letters; for katakana and Han, their script.

    >>> ending("Regierung"), ending("経済")
    ('ng', 'han')
    """
    if _KATAKANA.fullmatch(word):
        return "katakana"
    return "han" if _HAN.fullmatch(word) else word[-2:].lower()


@cache
def negations() -> dict[str, list[tuple[str, str]]]:
    """Language -> (negation, what is left without it)."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    path = Path(__file__).parent / "words/negations.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, word, rest, _source = line.split("\t")
            found[lang].append((word, rest))
    return found


def number(base: Across, pools: Pools, rng: Random) -> Change | None:
    """Another value for a run of digits, in its own script."""
    runs = list(re.finditer(r"\d+", base.foreign))
    if not runs:
        return None
    run = rng.choice(runs)
    zero = ord(run[0][0]) - int(run[0][0])  # of the script's digits
    plain = str(int(run[0])) if not run[0].startswith("0") else run[0]
    new = other_figure(plain, rng).replace(",", "")
    if not new.isdigit() or new == plain:
        return None
    return Change("number", 1.0, (Edit(run.start(), run.end(), "".join(chr(zero + int(c)) for c in new)),))


def unit(base: Across, pools: Pools, rng: Random) -> Change | None:
    """Another unit or currency beside a number."""
    pattern = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
    places = list(re.finditer(rf"(?<=\d)(\s?)({pattern})(?!\w)|(?<!\w)([€$£])(?=\s?\d)", base.foreign))
    if not places:
        return None
    m = rng.choice(places)
    old, start = (m[2], m.start(2)) if m[2] else (m[3], m.start(3))
    group = ("€", "$", "£") if old in "€$£" else ("km", "m", "cm") if old in ("km", "cm", "mm") else UNITS
    return Change("number", 0.9, (Edit(start, start + len(old), rng.choice([u for u in group if u != old])),))


def name(base: Across, pools: Pools, rng: Random) -> Change | None:
    """A capitalised name of another sentence for one of this one's (not in German, which writes all nouns so)."""
    places = [w for k, w in enumerate(words_of(base)) if k and w.text[0].isupper() and len(w.text) > 2]
    if base.lang == "de" or not places or not pools.names[base.lang]:
        return None
    word = rng.choice(places)
    other = rng.choice(pools.names[base.lang])
    same = other[:3].lower() == word.text[:3].lower() or other.lower() in base.foreign.lower()
    return None if same else Change("entity", 1.0, (Edit(word.start, word.end, other),), opposed=True)


def wrong_word(base: Across, pools: Pools, rng: Random) -> Change | None:
    """Another word with the same ending for one word."""
    places = [w for w in words_of(base) if ending(w.text) in pools.words[base.lang]
              and len(w.text) > (1 if base.lang in UNSPACED else 4)]  # fmt: skip
    if not places:
        return None
    word = rng.choice(places)
    other = rng.choice(pools.words[base.lang][ending(word.text)])
    if other[:3].lower() == word.text[:3].lower() or other in base.foreign:
        return None
    if word.text[0].isupper() and base.lang not in UNSPACED:
        other = other[0].upper() + other[1:]
    return Change("mistranslation", 0.8, (Edit(word.start, word.end, other),))


def lost_word(base: Across, pools: Pools, rng: Random) -> Change | None:
    """A longer word left out."""
    long = 2 if base.lang in UNSPACED else 5
    places = [w for w in words_of(base)[1:] if len(w.text) >= long]
    if not places or len(base.foreign) < 20:
        return None
    word = rng.choice(places)
    start = word.start - (base.foreign[word.start - 1] == " ")
    return Change("omission", 0.6, (Edit(start, word.end, ""),), entails=True)


def cut(base: Across, pools: Pools, rng: Random) -> Change | None:
    """A clause left out: from one border to the next, or to the end."""
    text = base.foreign
    ends = [m.start() for m in _BORDER.finditer(text)]
    stop = len(text.rstrip().rstrip('.!?。！？।"”»'))
    places = [
        (a, b) for a, b in zip(ends, [*ends, stop][1:], strict=True) if 0.15 * len(text) < b - a < 0.7 * len(text)
    ]
    if not places:
        return None
    start, end = rng.choice(places)
    share = (end - start) / len(text)
    return Change("omission", 0.6 if share < 0.3 else 0.8, (Edit(start, end, ""),), entails=True)


def splice(base: Across, pools: Pools, rng: Random) -> Change | None:
    """A clause of another sentence put in at a border, or before the end."""
    text = base.foreign
    if not pools.clauses[base.lang]:
        return None
    clause = rng.choice(pools.clauses[base.lang]).strip().rstrip('.!?。！？।"”»')
    if not clause or clause in text:
        return None
    places = [m.start() for m in _BORDER.finditer(text)] + [len(text.rstrip().rstrip('.!?。！？।"”»'))]
    at = rng.choice(places)
    comma = "，" if base.lang == "zh" else "、" if base.lang == "ja" else ", "
    return Change("addition", 0.7, (Edit(at, at, comma + clause),), entailed=True)


def left_in_english(base: Across, pools: Pools, rng: Random) -> Change | None:
    """An English word of the translation in the place of a foreign word."""
    here = base.foreign.lower()
    english = [w for w in re.findall(r"[a-z]{4,}", base.english) if w not in here]
    places = [w for w in words_of(base) if (w.text[0].islower() and len(w.text) > 3) or base.lang in UNSPACED]
    if not english or not places:
        return None
    word, other = rng.choice(places), rng.choice(english)
    spaced = f" {other} " if base.lang in UNSPACED else other
    return Change("untranslated", 0.6, (Edit(word.start, word.end, spaced),))


def negation(base: Across, pools: Pools, rng: Random) -> Change | None:
    """A negation taken away, or turned into its opposite; where there are two, nothing, since they may be one."""
    found = []
    for word, rest in negations().get(base.lang, ()):
        spaced = base.lang not in UNSPACED
        for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)" if spaced else re.escape(word), base.foreign):
            end = m.end() + (not rest and base.foreign[m.end() : m.end() + 1] == " ")
            found.append(Edit(m.start(), end, rest))
    return Change("negation", 1.0, (found[0],), opposed=True) if len(found) == 1 else None


def marks(base: Across, pools: Pools, rng: Random) -> Change | None:
    """The end mark lost or put there, other quotation marks, a comma lost."""
    text = base.foreign
    places = [Edit(m.start(), m.end(), "") for m in re.finditer(r",(?= \w)", text)]
    if text[-1:] in ".。।":
        places += [Edit(len(text) - 1, len(text), "")] * 2
    elif text[-1:].isalnum():
        places.append(Edit(len(text), len(text), "。" if base.lang in UNSPACED else "."))
    quotes = str.maketrans({"„": '"', "“": '"', "”": '"', "«": '"', "»": '"', "「": "“", "」": "”", "–": "-", "’": "'"})
    if (new := text.translate(quotes)) != text:
        places.append(Edit(0, len(text), new))
    return harmless(rng.choice(places)) if places else None


def spacing(base: Across, pools: Pools, rng: Random) -> Change | None:
    """Blanks before marks, as tokenised text has them; in Chinese and Japanese, blanks between two characters."""
    text = base.foreign
    places = [Edit(m.start(), m.start(), " ") for m in re.finditer(r"(?<=\w)[,.!?;:()，。](?=\s|$)", text)]
    if base.lang in UNSPACED and len(text) > 6:
        places = [Edit(k, k, " ") for k in sorted(rng.sample(range(1, len(text)), 2))]
    return harmless(*places) if places else None


def case(base: Across, pools: Pools, rng: Random) -> Change | None:
    """All in lower case, or the first letter."""
    text = base.foreign
    new = rng.choice([text.lower(), text[:1].lower() + text[1:]])
    return harmless(Edit(0, len(text), new)) if new != text else None


def same_number(base: Across, pools: Pools, rng: Random) -> Change | None:
    """The same figure in another script's digits or with other separators of thousands."""
    places = []
    for m in re.finditer(r"(?<![\d.,])\d{1,3}(?:[.,  ]\d{3})+(?![\d.,]*\d)", base.foreign):
        digits = re.sub(r"\D", "", m[0])
        places.append(Edit(m.start(), m.end(), digits))
    for m in re.finditer(r"(?<![\d.,])[1-9]\d{4,8}(?![\d.,]*\d)", base.foreign):
        places.append(Edit(m.start(), m.end(), f"{int(m[0]):,}".replace(",", rng.choice([" ", "."]))))
    scripts = {"hi": 0x966, "ne": 0x966, "zh": 0xFF10, "ja": 0xFF10}
    for m in re.finditer(r"\d+", base.foreign):
        if not m[0].isascii():
            places.append(Edit(m.start(), m.end(), "".join(str(int(c)) for c in m[0])))
        elif base.lang in scripts:
            places.append(Edit(m.start(), m.end(), "".join(chr(scripts[base.lang] + int(c)) for c in m[0])))
    return harmless(rng.choice(places)) if places else None


def slip(base: Across, pools: Pools, rng: Random) -> Change | None:
    """Two letters of a long word exchanged: a slip of the pen, next to nothing."""
    places = [w for w in words_of(base) if len(w.text) > 6]
    if not places or base.lang in UNSPACED:
        return None
    word = rng.choice(places)
    k = rng.randrange(1, len(word.text) - 2)
    t = word.text
    new = t[:k] + t[k + 1] + t[k] + t[k + 2 :]
    return None if new == t else Change(None, 0.03, (Edit(word.start, word.end, new),), True, True)


Perturb = Callable[[Across, Pools, Random], Change | None]
HARMFUL: dict[str, tuple[Perturb, float]] = {
    "number": (number, 4.0), "unit": (unit, 4.0), "name": (name, 2.0), "wrong_word": (wrong_word, 2.0),
    "lost_word": (lost_word, 1.0), "cut": (cut, 2.0), "splice": (splice, 1.5), "untranslated": (left_in_english, 0.7),
    "negation": (negation, 6.0),
}  # fmt: skip
HARMLESS: dict[str, tuple[Perturb, float]] = {
    "marks": (marks, 1.0), "spacing": (spacing, 0.6), "case": (case, 0.6), "same_number": (same_number, 5.0),
    "slip": (slip, 0.5),
}  # fmt: skip
