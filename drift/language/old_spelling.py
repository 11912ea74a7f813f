"""Words as they were spelled before spelling was settled: annoynt, oyle, doore, vnto, knyghtes."""

from __future__ import annotations

import re

from drift.language import lexicon
from drift.language.reading import Text

_SHORTEST = 3  # letters of a key; of shorter ones too many words have the same
_LETTERS = (("vv", "w"), ("y", "i"), ("j", "i"), ("v", "u"), ("ck", "k"), ("c", "k"), ("ie", "i"))


def spelled_of_old(one: Text, two: Text) -> list[tuple[int, int]]:
    """Words of both sides that are one word in two spellings, one of them in no dictionary: the places of each.

    They stand in each other's place, or are linked.
    """
    found: dict[int, int] = {}
    for i, a in enumerate(one.low):
        if not a.isalpha() or a in two.low or (one.words[i].text[0].isupper() and not one.starts_sentence(i)):
            continue
        near = {one.partner[i], *one.slot(i)} - {-1}
        for j in sorted(near):
            b = two.low[j]
            if j in found or not b.isalpha() or b in one.low or lexicon.is_english(a) == lexicon.is_english(b):
                continue
            if len(key := _key(a)) >= _SHORTEST and key == _key(b):
                found[j] = i
                break
    return [(i, j) for j, i in found.items()]


def _key(word: str) -> str:
    """What all spellings of a word share: no final e, no doubled letter, i for y, u for v.

    >>> _key("annoynt") == _key("anoint"), _key("knyghtes") == _key("knights"), _key("oyle") == _key("oil")
    (True, True, True)
    """
    word = re.sub(r"e(s?)$", r"\1", word)
    for old, new in _LETTERS:
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word)
