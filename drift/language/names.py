"""Finds proper names in running text and tells spelling variants of one name from other names."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from drift.language import lexicon
from drift.language.reading import Text
from drift.language.wordlist import listed

_TITLES = frozenset(
    listed(
        "mr mrs ms miss dr prof professor sir dame lord lady president minister prime secretary chancellor "
        "king queen prince princess senator governor general colonel captain judge justice pope saint st "
        "chief director chairman chairwoman spokesman spokeswoman congressman mayor the foreign deputy former "
        "vice jr sr gov sen rep gen lt col capt sgt pres mp inc ltd co corp company group i ii iii iv"
        " am pm rmb usd eur gbp"
    )
)
_CALENDAR = frozenset(
    listed(
        "january february march april may june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue "
        "tues wed thu thur thurs fri sat sun christmas easter"
    )
)


def name_words(side: Text) -> list[int]:
    """Indices of words that are (part of) a name: capitalised where an ordinary word would not be, or an acronym.

    In a headline, where most words are capitalised, only words that the lexicon does not know count.
    """
    letters = [w.text for w in side.words if w.text[0].isalpha()]
    capitals = sum(text[0].isupper() for text in letters)
    headline = len(letters) > 3 and capitals > 0.6 * len(letters)
    return [i for i, word in enumerate(side.words) if word.text[0].isupper() and _is_name(side, i, headline)]


def _is_name(side: Text, i: int, headline: bool) -> bool:
    text, low = side.words[i].text, side.low[i]
    if (
        not text[0].isupper()
        or low in _TITLES
        or low in _CALENDAR
        or ("'" in low and low.split("'")[0] in lexicon.function_words())
    ):
        return False
    if low in lexicon.function_words():
        return text in ("US", "WHO") and not headline
    stem = low.removesuffix("'s").rstrip("'")
    if headline or side.starts_sentence(i):
        known = lexicon.is_english(stem) or ("-" in stem and all(map(lexicon.is_english, stem.split("-"))))
        return lexicon.is_place(stem) or lexicon.is_proper(stem) or not known
    return len(text) > 1


def is_ordinary(low: str) -> bool:
    """Whether a capitalised word is a common noun in a name's dress: Consulate, Highway, Ministry."""
    stem = low.removesuffix("'s")
    return not lexicon.is_place(stem) and not lexicon.is_proper(stem) and bool(lexicon.parts_of_speech(stem))


_LETTERS: dict[str, int | str | None] = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
}  # fmt: skip
_UNACCENTED = str.maketrans(_LETTERS)


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Lower-case letters and digits without accents, possessive or dots.

    >>> plain("Erdoğan's"), plain("U.S.")
    ('erdogan', 'us')
    """
    low = re.sub(r"['’]s?$", "", name.lower())
    low = low.translate(_UNACCENTED)
    return "".join(c for c in unicodedata.normalize("NFKD", low) if c.isalnum())


_SHORTEST = 4  # letters of a name that may be put for another spelling of it
_ENDINGS = frozenset(listed("an ean ian n nian ese i ish ite ites ans ians ern er ers ic ist ists"))
# Letters that transliterations of one name put for each other; longest first.
_HACEKS = str.maketrans(
    {"š": "sh", "ş": "sh", "č": "ch", "ć": "ch", "ç": "ch", "ž": "zh", "đ": "dj", "ř": "r", "ñ": "n"}
)
_VARIANTS = (
    ("shch", "sh"), ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("dh", "d"),
    ("dj", "j"), ("ph", "f"), ("ck", "k"), ("cq", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ae", "e"), ("oe", "o"), ("ue", "u"), ("w", "v"), ("y", "i"), ("j", "i"), ("ts", "c"), ("tz", "c"),
)  # fmt: skip


@lru_cache(maxsize=65536)
def spelling_key(name: str) -> str:
    """One key for the transliterations of a name: Donbas, Donbass; Zelensky, Zelenskiy, Zelenskyy."""
    key = plain(name.lower().translate(_HACEKS))
    for variant, letter in _VARIANTS:
        key = key.replace(variant, letter)
    key = re.sub(r"^u", "o", re.sub(r"(?<=[ae])h$", "", key))
    key = re.sub(r"enka$", "enko", re.sub(r"h[eo]v$", "hev", key))  # Gorbachov, Lukashenka
    key = re.sub(r"c(?=[aourlk]|$)", "k", re.sub(r"^ch(?=[rl])", "h", key))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"i[aeu]?i?$|i+", "i", key))


@lru_cache(maxsize=65536)
def is_same_name(a: str, b: str) -> bool:
    """Whether two words spell one name: accents, transliteration, a place and its people.

    Psaki and Zaki, Maria and Marta, Austria and Australia are not one.

    >>> is_same_name("Kyiv", "Kiev"), is_same_name("Mohammed", "Muhammad"), is_same_name("Psaki", "Zaki")
    (True, True, False)
    """
    x, y = plain(a), plain(b)
    if x == y or lexicon.same_place(_bare(a)) == lexicon.same_place(_bare(b)):
        return True
    if lexicon.is_place(_bare(a)) and lexicon.is_place(_bare(b)):
        return False
    if x.rstrip("s") == y.rstrip("s") and max(len(x), len(y)) > 3:
        return True
    if _is_derived(x, y) or _is_derived(y, x):
        return True
    k, m = spelling_key(a), spelling_key(b)
    return k == m or _sound_alike(k, m)


def spelled_otherwise(one: Text, two: Text) -> list[tuple[int, int]]:
    """Names that both sides have, each in a spelling of its own (Muhammad, Mohammed): the places of their words.

    Not a place and its people, which are two words; nor what is possessive on one side alone.
    """
    left, right = (
        [i for i in name_words(side) if side.low[i] not in other.low] for side, other in ((one, two), (two, one))
    )
    found: dict[int, int] = {}
    for i in left:
        for j in right:
            if j not in found and _is_variant(one.low[i], two.low[j]):
                found[j] = i
                break
    return [(i, j) for j, i in found.items()]


def _is_variant(a: str, b: str) -> bool:
    """Whether two words are one name's spellings for sure: with a vowel less (Atalanta, Atlanta) it may be another name."""
    x, y = spelling_key(a), spelling_key(b)
    if a.endswith("'s") != b.endswith("'s") or min(len(x), len(y)) < _SHORTEST:
        return False
    return x == y or _sound_alike(x, y, missing=0)


# Vowels that transliterations put for each other; a vowel far from these makes another name: Martin, Morton.
_CLOSE_VOWELS = frozenset(("ae", "ea", "ei", "ie", "ou", "uo"))
_DIFFERENT_VOWELS = 2
_TOLD = 3  # consonants, with fewer a name tells little


def _sound_alike(k: str, m: str, missing: int = 1) -> bool:
    """Whether two keys have the same three or more consonants and between them close vowels: Muhammad, Mohammed.

    One vowel, or none, may be `missing`, and none at the end, where it tells Daniel from Daniela.
    """
    (bones, between), (others, among) = _skeleton(k), _skeleton(m)
    if len(bones) < 3 or bones != others:
        return False
    differing = [(v, w) for v, w in zip(between, among, strict=True) if v != w]
    lacking = sum(not all(pair) for pair in differing)
    return (
        len(differing) <= _DIFFERENT_VOWELS
        and lacking <= missing
        and between[0] == among[0]
        and bool(between[-1]) == bool(among[-1])
        and all(any(x == y or x + y in _CLOSE_VOWELS for x in v for y in w) for v, w in differing if v and w)
    )


def has_other_consonants(k: str, m: str) -> bool:
    """Whether two keys have at most half of their consonants in common, in order: transliterations seldom lose so many.

    >>> has_other_consonants("okafor", "okonkwo"), has_other_consonants("zelenski", "selenskij")
    (True, False)
    """
    bones, others = _skeleton(k)[0], _skeleton(m)[0]
    common = sum(b.size for b in SequenceMatcher(None, bones, others, autojunk=False).get_matching_blocks())
    return min(len(bones), len(others)) >= _TOLD and 2 * common <= max(len(bones), len(others))


@lru_cache(maxsize=65536)
def _skeleton(key: str) -> tuple[str, tuple[str, ...]]:
    """The consonants of a key, those that writers confuse as one, and the vowels before, between and after them."""
    key = re.sub(r"[cz]", "s", re.sub(r"([sc]h)+", "ʃ", key))
    return re.sub(r"[aeiou]", "", key), tuple(re.split(r"[^aeiou]", key))


def _is_derived(x: str, y: str) -> bool:
    """Ecuadorean from Ecuador, Thatcherite from Thatcher."""
    return len(x) >= 5 and y.startswith(x[:-1]) and y[len(x) - 1 :].lstrip(x[-1]) in _ENDINGS


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.lower()).replace("’", "'")
