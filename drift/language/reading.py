"""What several detectors need to know of a pair, worked out once: forms, links by index, content words, language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from drift.language import lexicon
from drift.language.wordlist import listed
from drift.language.words import plain, split_words
from drift.types import Pair, Side, Word

# Share of a text's lower-case words that the lexicon must know for it to pass as English. It knows many short foreign
# words by chance, so a longer text without any of the telling words must be known nearly as a whole.
_ENGLISH, _WITHOUT_TELLING = 0.5, 0.9
_TELLING = frozenset(
    listed(
        "the of and to is are were that with for it by from at this which his her their be has have had not "
        "but they who been would will its these those when after than you your she we our about"
    )
)


_ONLY_ENGLISH = frozenset(
    listed("the and of with that which their")
)  # words that stand in few sentences of other languages


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a pair; the sequences run along `words`."""

    side: Side
    text: str
    words: tuple[Word, ...]
    low: tuple[str, ...]  # lower-case, straight apostrophes
    bases: tuple[frozenset[str], ...]  # base forms
    partner: tuple[int, ...]  # index of the linked word on the other side, -1 if there is none
    strength: tuple[float, ...]  # similarity of that link, 0 if there is none
    content: tuple[bool, ...]  # a word that carries meaning of its own: no function word, mark or number
    all_bases: frozenset[str]
    other_size: int  # words on the other side
    is_english: bool

    def pick(self, indices: Iterable[int]) -> list[Word]:
        """The words at `indices`."""
        return [self.words[i] for i in indices]

    def next_content(self, index: int, reach: int = 4, skip: frozenset[str] = frozenset()) -> int:
        """The first content word after `index`, within `reach` words and the clause, else -1."""
        for i in range(index + 1, min(index + 1 + reach, len(self.low))):
            if self.low[i] in _CLAUSE_ENDS:
                return -1
            if self.content[i] and self.low[i] not in skip:
                return i
        return -1

    def slot(self, index: int) -> range:
        """The stretch of the other side where a counterpart of word `index` would stand.

        It lies between the counterparts of the nearest linked words around it, some way beyond at the edges, and is empty
        if nothing around it is linked.
        """
        before = next((self.partner[k] for k in range(index - 1, max(-1, index - 6), -1) if self.partner[k] >= 0), None)
        after = next(
            (self.partner[k] for k in range(index + 1, min(len(self.low), index + 6)) if self.partner[k] >= 0), None
        )
        if before is None:
            return range(max(0, after - 4), after) if after is not None else range(0)
        if after is None:
            return range(before + 1, min(self.other_size, before + 5))
        low, high = min(before, after), max(before, after)
        return range(low, high + 1) if high - low <= 8 else range(before, min(self.other_size, before + 4))

    def starts_sentence(self, index: int) -> bool:
        """Whether the word opens the text, a sentence or a quotation in it."""
        while index > 0 and self.low[index - 1] in _OPENERS:
            index -= 1
        return index == 0 or self.low[index - 1] in _SENTENCE_ENDS


@dataclass(frozen=True)
class Reading:
    """A pair with both its sides read; made once a pair and handed to every detector."""

    pair: Pair
    original: Text
    version: Text

    @property
    def sides(self) -> tuple[tuple[Text, Text], tuple[Text, Text]]:
        """(this side, the other side), both ways round."""
        return (self.original, self.version), (self.version, self.original)

    @property
    def is_english(self) -> bool:
        """Whether both sides pass for English."""
        return self.original.is_english and self.version.is_english

    @property
    def is_comparable(self) -> bool:
        """Whether both sides are English and say something, but not the same."""
        return (
            self.original.text != self.version.text
            and self.is_english
            and any(self.original.content)
            and any(self.version.content)
        )

    def share_slot(self, i: int, j: int) -> bool:
        """Whether version word `j` stands where original word `i` would be looked for, or the other way round."""
        return j in self.original.slot(i) or i in self.version.slot(j)


def read(pair: Pair) -> Reading:
    """Work out once, for all detectors, what they need to know of `pair`."""
    partners = ([-1] * len(pair.original_words), [-1] * len(pair.version_words))
    strengths = ([0.0] * len(pair.original_words), [0.0] * len(pair.version_words))
    for link in pair.word_links:
        partners[0][link.original], partners[1][link.version] = link.version, link.original
        strengths[0][link.original] = strengths[1][link.version] = link.similarity
    return Reading(
        pair,
        _side("original", pair.original, pair.original_words, partners[0], strengths[0], len(pair.version_words)),
        _side("version", pair.version, pair.version_words, partners[1], strengths[1], len(pair.original_words)),
    )


def are_near(reading: Reading, i: int, j: int, reach: int = 3) -> bool:
    """Whether a content word close to original word `i` is linked to one close to version word `j`."""
    left, right = reading.original, reading.version
    around = range(max(0, i - reach), min(len(left.low), i + reach + 1))
    return any(
        k != i and left.content[k] and left.partner[k] >= 0 and abs(left.partner[k] - j) <= reach for k in around
    ) or (len(left.low) <= reach and len(right.low) <= reach)


_CLAUSE_ENDS = frozenset(listed(". ; : ? ! ( ) — –"))
_SENTENCE_ENDS = frozenset(listed(". ? ! : … ; — – • · * | /"))
_OPENERS = frozenset(listed("\" “ ” ' ‘ ’ « » „ ( [ -"))
_LETTER = re.compile(r"[^\W\d_]")


def passes_for_english(text: str) -> bool:
    """Whether most words of a text are English ones, though some may have been left in another language.

    >>> passes_for_english("Elle read the paper sur a bench in the park"), passes_for_english("Elle lisait sur un banc")
    (True, False)
    """
    words = split_words(text)
    forms = [plain(word) for word in words]
    return not _ONLY_ENGLISH.isdisjoint(forms) and _passes_for_english(words, forms)


def _side(
    side: Side, text: str, words: tuple[Word, ...], partner: Sequence[int], strength: Sequence[float], other_size: int
) -> Text:
    low = tuple(w.text.lower().replace("’", "'") for w in words)
    bases = tuple(_bases(form) for form in low)
    return Text(
        side, text, words, low, bases, tuple(partner), tuple(strength), tuple(map(_carries_meaning, low)),
        frozenset().union(*bases), other_size, _passes_for_english(words, low),
    )  # fmt: skip


@lru_cache(maxsize=65536)
def _bases(form: str) -> frozenset[str]:
    return frozenset(lexicon.base_forms(form))


@lru_cache(maxsize=65536)
def _carries_meaning(form: str) -> bool:
    return bool(_LETTER.match(form)) and form not in lexicon.function_words()


def _passes_for_english(words: Sequence[Word], low: Sequence[str]) -> bool:
    plain = [
        form
        for word, form in zip(words, low, strict=True)
        if _LETTER.match(form) and word.text[0].islower() and "." not in form  # p.m.
    ]
    if len(plain) < 3:  # names, a headline: told by its words in any case
        plain = [form for form in low if _LETTER.match(form)]
        return not plain or sum(map(_is_known, plain)) >= len(plain) / 3
    least = _ENGLISH if not _TELLING.isdisjoint(low) else _WITHOUT_TELLING if len(plain) > 3 else 0.6
    return sum(map(_is_known, plain)) >= least * len(plain)


# Little words of other languages that the lexicon knows as symbols, letters or names; a short text is told by them.
_NOT_ENGLISH = frozenset(
    listed("der das es und ist un une la le les el los las lo il di que qui est de et y del na je")
)


@lru_cache(maxsize=65536)
def _is_known(form: str) -> bool:
    if form in _NOT_ENGLISH:
        return False
    return lexicon.is_english(form) or ("-" in form and all(map(lexicon.is_english, form.split("-"))))
