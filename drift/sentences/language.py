"""The language of a text, by py3langid's n-grams of letters (Lui and Baldwin 2012)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MIN_LETTERS = 20  # below that, language detection guesses
_SURE = 0.4  # probability from which the likeliest language is believed
_SURE_LETTERS = 60  # from here on, a text tells its language by itself
_SAMPLE = 20_000  # characters that are enough to detect a language
_NEARLY_ALL = 0.9  # share of a column's longer texts in one language, from which its short ones are taken to be in it


def detect_language(text: str) -> str:
    """The text's language as ISO 639-1, "" where that is not clear: too few letters, names and numbers only.

    >>> detect_language("The council met on Monday to talk about the bridge.")
    'en'
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    # A character of Chinese, Japanese or Korean script says about as much as three of an alphabet.
    letters += 2 * sum("\u3040" <= character <= "\ud7a3" for character in sample)
    if letters < _MIN_LETTERS:
        return ""
    language, probability = _identifier().rank(sample)[0]
    return str(language) if probability >= _SURE else ""


def languages_of(texts: Sequence[str]) -> list[str]:
    """The language of each of many texts of one origin, such as a table's column, as ISO 639-1, "" where it is not clear.

    A text long enough to judge by has its own language. Shorter ones, which are often taken for another language, have the
    one that nearly all the longer ones are in; without longer ones, that of all texts together.
    """
    own = [detect_language(text) if sum(map(str.isalpha, text)) >= _SURE_LETTERS else "" for text in texts]
    known = Counter(filter(None, own))
    if known:
        language, times = known.most_common(1)[0]
        common = language if times >= _NEARLY_ALL * known.total() else ""
    else:
        common = detect_language(" ".join(texts))
    return [language or common for language in own]


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # The others are dialects and pidgins that a sentence of names and numbers is easily taken for.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
