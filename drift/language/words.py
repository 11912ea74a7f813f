"""Text -> words with offsets, and which of them carry meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category

from drift.language import lexicon
from drift.language.segments import segments
from drift.types import Word

# Vowel signs and accents that are characters of their own, as in Hindi, Arabic or Thai: they belong to the word.
_MARKS = re.escape("".join(c for c in map(chr, range(0x300, 0x3100)) if category(c)[0] == "M"))
_LETTERS = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
# A number keeps its separators (13,000; 2.5; 9:30); a word keeps inner apostrophes, hyphens and the dots of an
# abbreviation (U.S.); every other visible character is a token of its own.
_WORD = re.compile(rf"\d+(?:[.,:/]\d+)*|(?:[^\W\d_]\.){{2,}}|{_LETTERS}(?:['’\-‑]{_LETTERS})*|[^\w\s]|_")


def content_words(words: Iterable[Word]) -> tuple[Word, ...]:
    """The words that name things, deeds, qualities and numbers: no marks, no words of English's closed classes.

    >>> [w.text for w in content_words(split_words("The war has killed more than 13,000 people."))]
    ['war', 'killed', '13,000', 'people']
    """
    closed = lexicon.function_words()
    return tuple(w for w in words if w.text[0].isalnum() and plain(w) not in closed)


@lru_cache(maxsize=1024)
def split_words(text: str) -> tuple[Word, ...]:
    """The words, numbers and marks of `text`, in order.

    Scripts that put no spaces between words (Chinese, Japanese, Thai) are cut by `drift.language.segments`.

    >>> [w.text for w in split_words("It's 13,000 in the U.S., isn't it?")]
    ["It's", '13,000', 'in', 'the', 'U.S.', ',', "isn't", 'it', '?']
    """
    words = (Word(m.group(), m.start(), m.end()) for m in _WORD.finditer(text))
    return tuple(words) if text.isascii() else tuple(part for word in words for part in segments(word))


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(word.text.lower() for word in split_words(text))


def share_in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of two texts that both have (Jaccard 1912); 0 of two without any."""
    return len(one & other) / max(1, len(one | other))


def plain(word: Word) -> str:
    """The word in lower case, with straight apostrophes."""
    return word.text.lower().replace("’", "'")
