"""A phrase worded otherwise, or with another meaning, by the tables in words/meanings: bounds, times, little words, logic,
reporting. Either way it is drawn from the same phrases, so that neither the words nor the rule tells which it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from random import Random
from typing import TYPE_CHECKING

from research.training.perturb.edits import Change, Edit, Perturb, cased, harmless, inflected
from research.training.perturb.rules import Rule, rules

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FINITE = ("VBD", "VBZ", "VBP")
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a hundred|a thousand"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|tomorrow|noon|midnight"
SLOTS = {
    "n": rf"[$€£]?(?:\d[\d.,]*\d|\d|\b(?:{_SMALL})\b)(?![\w:])(?:\s?%)?",
    "y": rf"(?:(?:1[89]|20)\d\d\b|(?:{_MONTHS})\b(?: (?:1[89]|20)\d\d\b)?|the (?:war|election|crisis|pandemic)\b)",
    "d": rf"(?:(?:{_DAYS})\b|the end of the (?:year|month|week)\b|(?:{_MONTHS})\b)",
    "v": r"[a-z]+\b",
    "ving": r"[a-z]+ing\b",
    "vn": r"[a-z]+\b",
}
_TAGS = {"v": ("VB",), "ving": ("VBG",), "vn": ("VBN",)}
_FREE = "".join(
    rf"(?<!\b{w} )" for w in ("more", "less", "most", "very", "so", "too", "as", "how", "not", "no", "quite")
)
_PART = re.compile(r"\{(\w+)\}|<(\w+)>")


@dataclass(frozen=True, slots=True)
class Found:
    """A wording found in a sentence: where, of which meaning, and what its slots hold."""

    start: int
    end: int
    rule: Rule
    meaning: int
    wording: int
    held: tuple[tuple[str, str], ...]  # slot or verb -> its text, or for verbs that are slots their lemma
    tag: str | None  # of the finite verb


@cache
def _pattern(wording: str) -> re.Pattern[str] | None:
    """What finds a wording; None for one that is never searched for."""
    if wording.startswith(">"):
        return None
    out, at = [], 0
    text = wording.lstrip("?")
    for m in _PART.finditer(text):
        out.append(re.escape(text[at : m.start()]))
        slot, verb = m.groups()
        out.append(f"(?P<{slot}>{SLOTS[slot]})" if slot else f"(?P<_{verb}>{_forms(verb)})")
        at = m.end()
    out.append(re.escape(text[at:]))
    flags = re.IGNORECASE if not re.search(r"\{[yd]\}", text) else 0
    return re.compile(rf"{_FREE}(?<![\w-]){''.join(out)}(?![\w-])", flags)


@cache
def _surely(wording: str) -> str:
    """The longest piece of a wording that stands in every text in which it is found."""
    pieces = [piece for piece in _PART.split(wording.lstrip("?"))[::3] if piece]
    return max(pieces, key=len, default="").strip().lower()


@cache
def _forms(verb: str) -> str:
    from lemminflect import getInflection

    found = {form for tag in _FINITE for form in getInflection(verb, tag)}
    return "|".join(sorted(found, key=len, reverse=True))


def found(doc: Doc, topic: str) -> Iterator[Found]:
    """All wordings of a topic's meanings that the sentence holds."""
    low = doc.text.lower()
    for rule in rules(f"meanings/{topic}"):
        for k, wordings in enumerate(rule.meanings):
            for j, wording in enumerate(wordings):
                pattern = _pattern(wording) if _surely(wording) in low else None
                for m in pattern.finditer(doc.text) if pattern else ():
                    held = _held(doc, m)
                    if held is not None:
                        yield Found(m.start(), m.end(), rule, k, j, tuple(held[0].items()), held[1])


def _held(doc: Doc, match: re.Match[str]) -> tuple[dict[str, str], str | None] | None:
    """What the slots hold, and the tag of the finite verb; None where a word is not of the part of speech that it must be."""
    held: dict[str, str] = {}
    tag = None
    for name, text in match.groupdict().items():
        if name.startswith("_"):
            token = _token(doc, match.start(name))
            if token is None or token.tag_ not in _FINITE or token.text != text:
                return None
            tag = token.tag_
            held[name[1:]] = text
        elif name in _TAGS:
            token = _token(doc, match.start(name))
            if (
                token is None
                or token.tag_ not in _TAGS[name]
                or token.text != text
                or token.lower_ in ("be", "being", "been")
            ):
                return None
            held["verb"] = token.lemma_.lower()
        else:
            held[name] = text
    return held, tag


def _token(doc: Doc, at: int) -> Token | None:
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and span[0].idx == at else None


def worded(wording: str, here: Found) -> str | None:
    """The wording with what was found in its slots; None if it needs something that was not."""
    held = dict(here.held)
    forms = {"v": "VB", "ving": "VBG", "vn": "VBN", "vfin": here.tag}
    out, at = [], 0
    text = wording.lstrip("?>")
    for m in _PART.finditer(text):
        out.append(text[at : m.start()])
        at = m.end()
        slot, verb = m.groups()
        if slot in forms:
            tag = forms[slot]
            if "verb" not in held or tag is None:
                return None
            out.append(inflected(held["verb"], tag))
        elif slot:
            if slot not in held:
                return None
            out.append(held[slot])
        elif verb in held:
            out.append(held[verb])
        elif here.tag is None:
            return None
        else:
            out.append(
                {"VBD": "did", "VBZ": "does", "VBP": "do"}[here.tag] if verb == "do" else inflected(verb, here.tag)
            )
    return "".join(out) + text[at:]


def _otherwise(here: Found, meanings: list[int], rng: Random) -> str | None:
    """A wording of one of these meanings that is not the one found, drawn by chance."""
    if not meanings:
        return None
    chosen = rng.choice(meanings)
    wordings = [
        w
        for j, w in enumerate(here.rule.meanings[chosen])
        if not w.startswith("?") and (chosen, j) != (here.meaning, here.wording)
    ]
    return worded(rng.choice(wordings), here) if wordings else None


def _edit(doc: Doc, here: Found, words: str) -> tuple[Edit, ...]:
    return (Edit(here.start, here.end, cased(words, doc.text[here.start])),)


def same(doc: Doc, rng: Random, topic: str) -> Change | None:
    """One phrase of the topic in other words."""
    places = [h for h in found(doc, topic) if len(h.rule.meanings[h.meaning]) > 1]
    if not places:
        return None
    here = rng.choice(places)
    words = _otherwise(here, [here.meaning], rng)
    return harmless(*_edit(doc, here, words)) if words else None


def other(doc: Doc, rng: Random, topic: str) -> Change | None:
    """One phrase of the topic with another meaning."""
    places = list(found(doc, topic))
    if not places:
        return None
    here = rng.choice(places)
    words = _otherwise(here, [k for k in range(len(here.rule.meanings)) if k != here.meaning], rng)
    return Change(here.rule.kind, here.rule.severity, _edit(doc, here, words)) if words else None


def twin(topic: str) -> tuple[Perturb, Perturb]:
    """The harmless and the harmful change of a topic."""
    return partial(same, topic=topic), partial(other, topic=topic)
