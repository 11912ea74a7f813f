"""How much a text reads like a translation: what is translated into English says "the" and "of" more often."""

from __future__ import annotations

import numpy as np

from drift.language.words import split_words
from drift.types import ENGLISH, Version

_MARKS = frozenset({"the", "of"})


def translationese(versions: tuple[Version, ...]) -> np.ndarray:
    """The share of each text's words that are "the" or "of" (K,); all 0 where a text is not English.

    Translators make explicit what an original leaves to its reader (Blum-Kulka 1986), and function words tell translations
    from originals better than most features do (Volansky, Ordan and Wintner 2015). These two take the place of compounds,
    possessives and bare nouns, and each further translation adds to them. Unlike the number of different words they don't
    depend on the length of a text, so that a copy which was cut gains nothing by it.
    """
    if not {version.language for version in versions} <= ENGLISH:
        return np.zeros(len(versions))
    return np.array([_share(version.text) for version in versions])


def _share(text: str) -> float:
    words = [word.text.lower() for word in split_words(text) if word.text[0].isalpha()]
    return sum(word in _MARKS for word in words) / max(1, len(words))
