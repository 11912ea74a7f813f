"""Where sentences begin inside a paragraph.

sentencex (Wikimedia's rules for some 250 languages) proposes; what it lacks is mended here by rule and by the tables of
`drift.sentences.abbreviations`: abbreviations, numbered lists, names that end in an exclamation mark, sentences that
end in a number or a letter. Sentences inside a quotation are sentences too, so that a copy which dropped the quotation
marks, or left one open, is still split like its original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from drift.sentences.abbreviations import (
    AFTER_TIME,
    BEFORE_LOWER_CASE,
    BEFORE_MORE,
    BEFORE_NUMBER,
    EXCLAIMING,
    LETTERED,
    STARTERS,
    TITLES,
)

_QUOTE = re.compile(r"[\"“”„‟«»‹›「」『』《》‘‛()\[\]]|(?<!\w)'")
_OPENING = frozenset("“„‟«‹「『《‘‛([")
_CLOSING = "\"“”»›」』》’')]"
_FRENCH_OPENING = re.compile(r"\s[«‹]\s")
_GOES_ON = frozenset("&,;:%+=/)")
_LAST_TOKEN = re.compile(r"(?<![^\W_])([^\W\d_][\w.]*?)\.$")
_INITIAL = re.compile(r"(?:(?P<before>[\w’'-]+)[., ]*)?(?:^|[\s(])(?P<letter>[A-Z])\.\s*$")
_LETTER_END = re.compile(r"(?<=[\w’'] )[A-Z]\.\s+(?=[A-Z])")
_NO_END = re.compile(r"\bno\.\s+(?=[A-Z][a-z]|[A-Z]{2,}\b(?<![IVXLC]))")
_NAME_END = re.compile(r"\b(\w+)!\s+(?=(\w+))")
_UNIT_END = re.compile(r"\d\s?[a-zµ]{1,3}\.\s+(?=(\w+))")
_NUMBER_LIKE = re.compile(r"\d|[IVXLC]+\b|[A-Z]\b|§")
_NUMBER_END = re.compile(r"\d[a-z]{0,2}\.$")
_MARKER = re.compile(r"(?:^|(?<=\s))\(?(\d{1,3}|[a-z])[.)]\s*$")
_MARKERS = re.compile(r"(?:^|(?<=\s))\(?(\d{1,3})[.)](?=\s)")
_FOOTNOTE = re.compile(r"\s*(?:\[(?:\d{1,3}|[a-z])\]|[¹²³⁰-⁹]+)+")
_WORD = re.compile(r"\w+")
_WINDOW = 2_000  # characters given to sentencex at once; no sentence gets longer
_AROUND = 100  # characters on either side of a place that tell whether a sentence ends there


def begins(text: str, start: int, end: int, language: str) -> Iterator[int]:
    """Where the sentences after the first begin in `text[start:end]`, a paragraph.

    Long paragraphs are read window by window, as sentencex's time grows with the square of the length in the worst
    case; a window's last sentence is looked at again in the next.
    """
    while end - start > _WINDOW:
        found = [start + at for at in _boundaries(text[start : start + _WINDOW], language)]
        space = text.rfind(" ", start, start + _WINDOW) + 1
        found = found or [space if space > start else start + _WINDOW]
        yield from found
        start = found[-1]
    yield from (start + at for at in _boundaries(text[start:end], language))


def _boundaries(paragraph: str, language: str) -> list[int]:
    found = _proposed(paragraph, language)
    if _QUOTE.search(paragraph):
        bare = _QUOTE.sub(" ", paragraph)
        places = {_before_marks(paragraph, at) for at in _proposed(bare, language)}
        found |= {at for at in places if _is_boundary(paragraph, at)}
    found |= _missed(paragraph)
    found = {_after_footnote(paragraph, at) for at in found}
    listed = _list_markers(paragraph)
    return [at for at in sorted(found) if 0 < at < len(paragraph) and not _is_inside(paragraph, at, listed)]


def _proposed(paragraph: str, language: str) -> set[int]:
    return {boundary["end_index"] for boundary in get_sentence_boundaries(language, paragraph)}


def _missed(paragraph: str) -> set[int]:
    """Ends of sentences that look to sentencex like initials, names or abbreviations.

    `vitamin C. Doctors`, `Yahoo! The firm`, `They said no. Others agreed`.
    """
    found = {match.end() for pattern in (_LETTER_END, _NO_END) for match in pattern.finditer(paragraph)}
    found |= {m.end() for m in _NAME_END.finditer(paragraph) if m[1] in EXCLAIMING and m[2] in STARTERS}
    return found | {m.end() for m in _UNIT_END.finditer(paragraph) if m[1] in STARTERS}


def _is_inside(paragraph: str, at: int, listed: frozenset[int]) -> bool:
    """Whether a sentence goes on at `at`, whatever the mark before it looks like."""
    before = paragraph[max(0, at - _AROUND) : at].rstrip()
    after = paragraph[at : at + _AROUND].lstrip() or paragraph[at:].lstrip()
    if not after:
        return True
    is_lower = after[0].islower() and not re.match(r"[a-z][A-Z]", after)
    if before.endswith(("!", "?")):
        return is_lower or after[0] in _GOES_ON
    if not before.endswith("."):
        return False
    if after[0] in _GOES_ON or at in listed or (_MARKER.search(before) and (is_lower or _is_bare_marker(before))):
        return True
    if is_lower and _NUMBER_END.search(before) and not paragraph[:1].islower():
        return True
    return _is_initial(before, after) or _is_abbreviation(before, after, is_lower)


def _is_bare_marker(before: str) -> bool:
    """Whether nothing stands before a list's number but the end of the item above it."""
    head = _MARKER.sub("", before).rstrip()
    abbreviation = _LAST_TOKEN.search(head)
    if abbreviation and abbreviation[1].lower() in BEFORE_NUMBER:
        return False
    return not head or head.endswith((".", "!", "?", ":", ";"))


def _is_initial(before: str, after: str) -> bool:
    """A name's initial, as in `J. Smith`; not `vitamin C. Doctors` or `from A to B. The`."""
    found = _INITIAL.search(before)
    if not found:
        return False
    word = _WORD.match(after)
    noun = (found["before"] or "").lower()
    return not (noun in LETTERED or (noun and word and word[0] in STARTERS))


def _is_abbreviation(before: str, after: str, is_lower: bool) -> bool:
    found = _LAST_TOKEN.search(before)
    if not found:
        return False
    token = found[1].lower()
    if token in BEFORE_NUMBER and _NUMBER_LIKE.match(after):
        return token != "no" or after[0].isdigit()
    if token in TITLES:
        return True
    word = _WORD.match(after)
    if token in ("a.m", "p.m"):
        return word is not None and word[0] in AFTER_TIME
    if token in BEFORE_MORE:
        return not (word and word[0] in STARTERS)
    return is_lower and token in BEFORE_LOWER_CASE


def _list_markers(paragraph: str) -> frozenset[int]:
    """Where the items begin of a list that runs on in one paragraph, `1. Torch 2. Blanket 3. Socks`."""
    found = [(int(match[1]), match.end()) for match in _MARKERS.finditer(paragraph)]
    wanted = 1
    places = []
    for number, end in found:
        if number == wanted:
            places.append(end)
            wanted += 1
    spaced = [end + len(paragraph[end:]) - len(paragraph[end:].lstrip()) for end in places]
    return frozenset(spaced) | frozenset(places) if len(places) > 1 else frozenset()


def _after_footnote(paragraph: str, at: int) -> int:
    """The place behind a footnote's mark, which goes with what it is a note to."""
    before = paragraph[:at].rstrip()
    found = _FOOTNOTE.match(paragraph, len(before))
    return found.end() if found and before.endswith((".", "!", "?", "”", '"')) else at


def _before_marks(paragraph: str, at: int) -> int:
    """The place before the quotation marks and brackets that stand right before `at`."""
    if _FRENCH_OPENING.fullmatch(paragraph, max(0, at - 3), at):
        at -= 2
    while at and _QUOTE.match(paragraph, at - 1):
        at -= 1
    return at


def _is_boundary(paragraph: str, at: int) -> bool:
    """Whether a sentence begins at `at`, where one would if the text had no quotation marks.

    Not at a mark that closes what stands before, nor after “Really?”, where the sentence may go on: he asked.
    """
    before = paragraph[:at].rstrip()
    if at == len(before) and paragraph[at : at + 1] not in _OPENING and _QUOTE.match(paragraph, at):
        return False
    said = before.rstrip(_CLOSING)
    follows = paragraph[at:].lstrip()[:1]
    return said == before or (said.endswith((".", "。", "…")) and not follows.islower())
