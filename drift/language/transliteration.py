"""Whether words of two scripts can be one name: "Zelensky" and "Зеленського", "Merkel" and "メルケル".

Names are written in Latin letters by anyascii and compared by their consonants: scripts differ in what vowels they write, and
writers in which they hear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ENDING = 4  # consonants that a case ending or a compound adds at most, but fewer than the name has
_BEFORE = 2  # that an article or preposition written as one word adds at most, in scripts that do so
_JOINED = re.compile("[\u0590-\u06ff]")
_COMPOUND = re.compile("[\u0900-\u0dff]")  # scripts of India, where names are parts of longer words
_LETTERS: dict[str, int | str | None] = {
    "š": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ć": "ch", "ç": "s", "ž": "zh", "ц": "ts", "ч": "ch", "ж": "zh", "ш": "sh",
    "þ": "th", "ð": "d",
}  # fmt: skip
_SPELLED = str.maketrans(_LETTERS)
_FLAPS = re.compile("[\u0921\u0922]\u093c")  # Hindi's, which are written as r
# What letters sound like in most languages; "S" stands for all that hisses.
_SOUNDS = (
    ("shch|tsch|sch|tch|dzh|dsch|dj|zh|sh|cz|sz|tz|ts|ch(?![rlst])|^j|z|[cs](?=[eiy])|s", "S"), ("ph", "f"), ("kh", ""), ("x", "kS"),
    ("ch|[cq]k?", "k"), ("w", "v"), ("[h']", ""),
)  # fmt: skip
_NEAR = {
    frozenset(pair): cost
    for cost, pairs in ((0.2, "bp dt gk fv bv fp lr mn"), (0.3, "gS"), (0.5, "pv kS jS tS dS"))
    for pair in pairs.split()
}
_LOSS = {"v": 0.4, "j": 0.4, "a": 0.8}  # of letters that may stand for a vowel, too, and of the first vowel


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """The consonants of a word in any script, those of one sound as one letter, after an "a" if it begins with a vowel.

    >>> consonants("Merkel"), consonants("メルケル"), consonants("Обама")
    ('mrkl', 'mrkr', 'abm')
    """
    letters = unicodedata.normalize("NFC", re.sub(r"['’]s?$", "", word.lower())).translate(_SPELLED)
    plain = re.sub("[^a-z']", "", anyascii(_FLAPS.sub("र", letters)).lower())
    for pattern, sound in _SOUNDS:
        plain = re.sub(pattern, sound, plain)
    return re.sub(r"(.)\1+", r"\1", re.sub("(?<!^)[aeiouy]+", "", re.sub("^[aeiouy]+", "a", plain)))


@lru_cache(maxsize=65536)
def likeness(name: str, word: str) -> float:
    """How much of a name's consonants a word of another script or language has, in [0, 1]; the word may bear an ending.

    >>> likeness("Merkel", "Меркелем"), likeness("Macron", "Меркель") < 0.6
    (1.0, True)
    """
    bones, others = consonants(name), consonants(word)
    if not bones:
        return 0.0
    if _COMPOUND.search(word):
        cost = min(_distance(bones, others[k:], len(others)) for k in range(len(others) + 1))
    else:
        starts = range(min(_BEFORE, len(others)) + 1) if _JOINED.search(word) else (0,)
        cost = min(_distance(bones, others[k:], min(_ENDING, len(bones) - 1)) for k in starts)
    return max(0.0, 1 - cost / len(bones))


def _distance(bones: str, others: str, ending: int) -> float:
    """What it costs to make `bones` of `others` without as many of their last letters as an ending has at most."""
    row = [sum(map(_lost, others[:k])) for k in range(len(others) + 1)]
    for letter in bones:
        before, row = row, [row[0] + _lost(letter)]
        for k, other in enumerate(others):
            row.append(min(before[k] + _exchanged(letter, other), before[k + 1] + _lost(letter), row[k] + _lost(other)))
    return min(row[max(0, len(others) - ending) :])


def _exchanged(a: str, b: str) -> float:
    return 0.0 if a == b else _NEAR.get(frozenset(a + b), 1.0)


def _lost(letter: str) -> float:
    return _LOSS.get(letter, 1.0)
