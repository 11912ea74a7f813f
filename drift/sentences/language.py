"""The language of a text: by its script where that says enough, else by py3langid's n-grams (Lui and Baldwin 2012)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_MIN_LETTERS = 12  # below that, only a script says something
_SURE = 0.4  # probability from which the likeliest language is believed
_FEW_LETTERS, _SURE_OF_FEW = 20, 0.8  # up to so many letters, it must be so likely
_SURE_LETTERS = 60  # from here on, a text tells its language by itself
_SAMPLE = 20_000  # characters that are enough to detect a language
_COMMON = frozenset(
    "ar bg bn ca cs da de el en eo es et eu fa fi fr gl gu he hi hr hu id is it ja ka ko lt lv mk ms nl no pl pt ro ru "
    "sk sl sq sr sv sw ta te th tr uk ur vi zh".split()
)
"""Languages that a few words may be in; the others are too often taken for one of these."""
_SCRIPTS = {
    "ARMENIAN": "hy", "BENGALI": "bn", "CJK": "zh", "ETHIOPIC": "am", "GEORGIAN": "ka", "GREEK": "el", "GUJARATI": "gu",
    "GURMUKHI": "pa", "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja", "KANNADA": "kn", "KATAKANA": "ja", "KHMER": "km",
    "LAO": "lo", "MALAYALAM": "ml", "MYANMAR": "my", "SINHALA": "si", "TAMIL": "ta", "TELUGU": "te", "THAI": "th",
}  # fmt: skip
"""Scripts that one language above all is written in."""
_NEARLY_ALL = 0.9  # share of a column's longer texts in one language, from which its short ones are taken to be in it
_MOST = 0.8  # share of a column of short texts; of English beginnings of three words at least .97 are told rightly


@lru_cache(maxsize=1024)
def detect_language(text: str) -> str:
    """The text's language as ISO 639-1, "" where that is not clear: too few letters, names and numbers only.

    >>> detect_language("The council met on Monday to talk about the bridge."), detect_language("今天"), detect_language("OK")
    ('en', 'zh', '')
    """
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if letters < _SURE_LETTERS and (language := _by_script(sample)):
        return language
    if letters < _MIN_LETTERS:
        return ""
    language, probability = _identifier(is_short=letters < _SURE_LETTERS).rank(sample)[0]
    return str(language) if probability >= (_SURE if letters >= _FEW_LETTERS else _SURE_OF_FEW) else ""


def languages_of(texts: Sequence[str]) -> list[str]:
    """The language of each of many texts of one origin, such as a table's column, as ISO 639-1, "" where it is not clear.

    A text long enough to judge by has its own language. Shorter ones, which are now and then taken for another language, have the
    one that nearly all the longer ones are in; without longer ones, that of all texts together if most of them are in it. In
    a column of several languages they have their own. Nor is a longer one in a rare language where nearly all are in another: Spanish
    is now and then taken for Aragonese.
    """
    own = [detect_language(text) if sum(map(str.isalpha, text)) >= _SURE_LETTERS else "" for text in texts]
    known = Counter(filter(None, own))
    if known:
        language, times = known.most_common(1)[0]
        common = language if times >= _NEARLY_ALL * known.total() else ""
    else:
        short = Counter(filter(None, map(detect_language, texts)))
        language = detect_language(" ".join(texts))
        common = language if short[language] >= _MOST * short.total() else ""
    return [
        common if common and language not in _COMMON else language or detect_language(text)
        for language, text in zip(own, texts, strict=True)
    ]


def _by_script(text: str) -> str:
    """The language of the script that most of the text's letters are of; "" for scripts of many languages."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())
    if scripts["HIRAGANA"] + scripts["KATAKANA"]:
        scripts["HIRAGANA"] += scripts.pop("CJK", 0)  # Japanese is written in Chinese characters, too
    script, times = scripts.most_common(1)[0] if scripts else ("", 0)
    return _SCRIPTS.get(script, "") if times > scripts.total() / 2 else ""


@cache
def _identifier(is_short: bool) -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # The others are dialects and pidgins that a sentence of names and numbers is easily taken for.
    identifier.set_languages(
        [code for code in identifier.labels if len(code) == 2 and (code in _COMMON or not is_short)]
    )
    return identifier
