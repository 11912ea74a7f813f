"""What a text says of what can be said the other way round, in many languages: rising and falling, all and some, must and may.

`curated/concepts.tsv` has the words of each concept by language, `curated/opposed.tsv` which concepts rule each other out,
`curated/negations.tsv` the words that negate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from drift.language.lexicon import curated_rows, parts_of_speech
from drift.language.reading import Text
from drift.types import Kind

_NOUN = "@n"  # stands for a noun in the table's phrases
_INSIDE = ("zh", "ja", "th", "ko")  # languages whose words are looked for inside of what stands between two spaces
# What Arabic writes as one word with the next: and, so, with, for, the; and the letter of the future tense.
_JOINED = {"ar": r"(?:[وف])?(?:[بلكس])?(?:ال|ل)?"}

# A letter, or a sign that belongs to one, as in Hindi and Arabic.
_LETTER = "[\\w\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0dff]"


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept in a text, and the words that stand for it."""

    concept: str
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Concepts of which a sentence says one: the kind and weight of saying another."""

    kind: Kind
    weight: float
    concepts: tuple[str, ...]


@cache
def opposed() -> tuple[Opposed, ...]:
    """The rows of concepts that rule each other out."""
    return tuple(
        Opposed(kind, float(weight), tuple(concepts))  # type: ignore[arg-type]
        for kind, weight, *concepts in curated_rows("opposed.tsv")
    )


def mentions(side: Text, language: str, row: Opposed) -> list[Mention]:
    """The concepts of the row that a side mentions, in its order; words that are of two of them are of none."""
    return list(_english(side, row) if language == "en" else _foreign(side, language, row))


def knows(language: str) -> bool:
    """Whether the table has words of this language."""
    return language in _words()


def negates(text: str, language: str) -> bool:
    """Whether a text has a word that negates."""
    pattern = _negations().get(language)
    return bool(pattern and pattern.search(text.lower().replace("’", "'")))


@cache
def _negations() -> dict[str, re.Pattern[str]]:
    found = {}
    for language, forms in curated_rows("negations.tsv"):
        words, others = (
            "|".join(_spelled(form.lstrip("!")) for form in forms.split(" ") if form.startswith("!") == other)
            for other in (False, True)
        )
        not_others = rf"(?!(?:{others})(?!{_LETTER}))" if others else ""
        found[language] = _whole(words, language, not_others)
    return found


def any_word(forms: Sequence[str], language: str) -> re.Pattern[str]:
    """A pattern of any of these words of a language, spelled as in the tables, in a text in lower case."""
    return _whole("|".join(map(_spelled, forms)), language)


def _whole(words: str, language: str, but: str = "") -> re.Pattern[str]:
    """A pattern of words that stand by themselves, where a language parts them, and do not begin what `but` rules out."""
    return re.compile(words if language in _INSIDE else rf"(?<!{_LETTER}){but}(?:{words})(?!{_LETTER})")


def _spelled(form: str) -> str:
    """The pattern of a word of the tables: * is any beginning or ending, _ a space."""
    return re.escape(form).replace(r"\*", f"{_LETTER}*").replace("_", r"\s+")


def _english(side: Text, row: Opposed) -> Iterator[Mention]:
    """By base forms; phrases as they stand."""
    table = {concept: _words()["en"].get(concept, ()) for concept in row.concepts}
    i = 0
    while i < len(side.low):
        found = [
            (form.count("_") + 1, concept)
            for concept, forms in table.items()
            for form in forms
            if _stands_at(side, i, form.split("_"))
        ]
        size = max((n for n, _ in found), default=1)
        concepts = {concept for n, concept in found if n == size}
        if len(concepts) == 1:
            yield Mention(concepts.pop(), tuple(range(i, i + size)))
        i += size


def _stands_at(side: Text, i: int, form: list[str]) -> bool:
    low = side.low[i : i + len(form)]
    return (
        len(low) == len(form)
        and (form[0] == low[0] or form[0] in _bases(side, i))
        and all(
            a == b or (b == _NOUN and parts_of_speech(a)[:1] == "n") for a, b in zip(low[1:], form[1:], strict=True)
        )
    )


def _bases(side: Text, i: int) -> frozenset[str]:
    """The word's base forms; not "employ" for an employer."""
    low, bases = side.low[i], side.bases[i]
    return frozenset((low,)) if low.endswith("er") and low in bases else bases


def _foreign(side: Text, language: str, row: Opposed) -> Iterator[Mention]:
    pattern = _pattern(language, row)
    if pattern is None:
        return
    text = side.text.lower().replace("’", "'")
    for m in pattern.finditer(text) if len(text) == len(side.text) else ():
        forms = [(len(form), name) for name, form in _forms(language, row) if re.fullmatch(form, m[0])]
        concepts = {name for size, name in forms if size == max(forms)[0]}
        words = tuple(i for i, w in enumerate(side.words) if w.start < m.end() and m.start() < w.end)
        if len(concepts) == 1 and words:
            yield Mention(concepts.pop(), words)


@cache
def _pattern(language: str, row: Opposed) -> re.Pattern[str] | None:
    """Any form of any of the row's concepts, the longest first."""
    forms = sorted((form for _, form in _forms(language, row)), key=len, reverse=True)
    if not forms:
        return None
    any_form = f"(?:{'|'.join(forms)})"
    return re.compile(any_form if language in _INSIDE else rf"(?<!{_LETTER}){any_form}(?!-?{_LETTER})")


@cache
def _forms(language: str, row: Opposed) -> list[tuple[str, str]]:
    """The concepts with the patterns of their words."""
    joined = _JOINED.get(language, "")
    return [
        (concept, joined + _spelled(form))
        for concept in row.concepts
        for form in _words().get(language, {}).get(concept, ())
    ]


@cache
def _words() -> dict[str, dict[str, tuple[str, ...]]]:
    """Language -> concept -> its words."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for concept, language, forms in curated_rows("concepts.tsv"):
        found.setdefault(language, {})[concept] = tuple(forms.split(" "))
    return found
