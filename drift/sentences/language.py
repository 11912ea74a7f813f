"""The language of a text, by py3langid's n-grams of letters (Lui and Baldwin 2012)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MIN_LETTERS = 20  # below that, language detection guesses
_SAMPLE = 20_000  # characters that are enough to detect a language


def detect_language(text: str) -> str:
    """The text's language as ISO 639-1, "" if there are too few letters to judge by.

    >>> detect_language("The council met on Monday to talk about the bridge.")
    'en'
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    # A character of Chinese, Japanese or Korean script says about as much as three of an alphabet.
    letters += 2 * sum("\u3040" <= character <= "\ud7a3" for character in sample)
    if letters < _MIN_LETTERS:
        return ""
    language: str = _identifier().classify(sample)[0]
    return language


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
