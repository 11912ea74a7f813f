"""What a perturbation is: edits of a parsed sentence, and how they are carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters start:end become `text`. A quiet edit follows from another (a → an) and is no evidence."""

    start: int
    end: int
    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a sentence: its kind (None: harmless), its severity in [0, 1], its edits.

    `entails`: the changed text still follows from the old one (a detail was dropped); `entailed`: the other way round.
    `opposed`: the two cannot both be true.
    """

    kind: str | None
    severity: float
    edits: tuple[Edit, ...]
    entails: bool = False
    entailed: bool = False
    opposed: bool = False


def harmless(*edits: Edit) -> Change:
    """A change of wording or form alone: either text follows from the other."""
    return Change(None, 0.0, edits, entails=True, entailed=True)


OBJECTS = {"he": "him", "she": "her", "they": "them", "i": "me", "we": "us"}
SUBJECTS = {"him": "he", "her": "she", "them": "they", "me": "I", "us": "we"}

Perturb = Callable[["Doc", Random], "Change | None"]


def applied(text: str, edits: Sequence[Edit]) -> tuple[str, list[list[int]], list[list[int]]]:
    """The new text, the spans of the old text that are gone, and the spans of the new one that came.

    Where the beginning was dropped, what now comes first gets its capital.
    """
    out, gone, came, at, length = [], [], [], 0, 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        out.append(text[at : edit.start])
        length += edit.start - at
        old = text[edit.start : edit.end]
        if not edit.quiet:
            gone += _core(old, edit.start)
            came += _core(edit.text, length)
        out.append(edit.text)
        length += len(edit.text)
        at = edit.end
    new = "".join([*out, text[at:]])
    if text[:1].isupper() and new[:1].islower() and any(e.start == 0 and not e.text for e in edits):
        new = new[0].upper() + new[1:]
    return new, gone, came


def _core(text: str, offset: int) -> list[list[int]]:
    """The span of `text` without the blanks around it, or none."""
    left = len(text) - len(text.lstrip())
    return [[offset + left, offset + len(text.rstrip())]] if text.strip() else []


def disjoint(edits: Sequence[Edit]) -> bool:
    """Whether no two edits touch the same characters."""
    ordered = sorted(edits, key=lambda e: (e.start, e.end))
    return all(a.end < b.start for a, b in pairwise(ordered))


def end_of(token: Token) -> int:
    return int(token.idx + len(token.text))


def cased(word: str, like: str) -> str:
    """`word` with the capitals of `like`."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def swap(token: Token, word: str) -> tuple[Edit, ...]:
    """Replace a token, keeping its capitals and mending a/an before it."""
    word = word.replace("_", " ")
    edits: tuple[Edit, ...] = (Edit(token.idx, end_of(token), cased(word, token.text)),)
    before = token.nbor(-1) if token.i > 0 else None
    if before is not None and before.lower_ in ("a", "an"):
        article = "an" if word[:1].lower() in "aeiou" else "a"
        if article != before.lower_:
            edits = (Edit(before.idx, end_of(before), cased(article, before.text), quiet=True), *edits)
    return edits


def cut(doc: Doc, first: int, last: int) -> Edit:
    """Drop tokens first … last (inclusive) and one blank beside them, with the commas that enclosed them."""
    if last + 1 < len(doc) and doc[last + 1].text == "," and (first == 0 or doc[first - 1].text == ","):
        last += 1
    start, end = doc[first].idx, end_of(doc[last])
    text = doc.text
    if end < len(text) and text[end] == " ":
        end += 1
    elif start > 0 and text[start - 1] == " ":
        start -= 1
    return Edit(start, end, "")


def insert_after(token: Token, words: str) -> Edit:
    """Put words behind a token."""
    at = end_of(token)
    return Edit(at, at, " " + words)


def insert_before(token: Token, words: str) -> Edit:
    """Put words before a token; the first word of a sentence hands on its capital."""
    first = token.is_sent_start and token.ent_type_ == "" and token.text != "I"
    if first and token.text[:1].isupper() and not token.text.isupper():
        end = end_of(token)
        return Edit(token.idx, end, words[:1].upper() + words[1:] + " " + token.text[0].lower() + token.text[1:])
    return Edit(token.idx, token.idx, words + " ")


def inflected(lemma: str, tag: str) -> str:
    """A lemma in the form of a Penn tag (only the last word of several is inflected for nouns, the first for verbs)."""
    from lemminflect import getInflection

    words = lemma.replace("_", " ").split(" ")
    at = 0 if tag.startswith("V") else -1
    forms = getInflection(words[at], tag)
    if forms:
        words[at] = forms[0]
    return " ".join(words)


def subtree(token: Token) -> tuple[int, int]:
    """First and last index of a token's subtree."""
    return int(token.left_edge.i), int(token.right_edge.i)


def lowered(words: Span) -> str:
    """A phrase as it stands inside a sentence: without the capital that it had for being first."""
    first = words[0]
    kept = words.start > 0 or first.pos_ == "PROPN" or first.ent_type_ or first.text == "I"
    return str(words.text) if kept else words.text[0].lower() + words.text[1:]


def phrase(token: Token) -> Span:
    """A token with all that hangs on it."""
    first, last = subtree(token)
    return token.doc[first : last + 1]
