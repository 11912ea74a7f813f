"""Page furniture: the sentences of a web page that do not belong to its story.

Rules look at vocabulary, shape and position, never at a site. `mark` first asks `PHRASES` about every sentence and
looks at every line's shape, then at what stands around: neighbours of a notice, the head above the first prose, the
foot below a list of other stories. Quoted speech and reports about cookies, adverts or subscriptions are news, not
furniture; in doubt a sentence counts. In a text that neither comes from a web page nor looks as if it were copied from
one, everything counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drift.sentences.furniture_words import (
    BUTTON,
    DATE_WORDS,
    LEAD,
    NAVIGATION,
    PHOTO_CREDIT,
    PHRASES,
    REPORTED,
    SOURCE_LABEL,
    TEASER_HEADER,
    WEAK,
)
from drift.types import Sentence

_TERMINAL = tuple(".!?…。！？؟।\"”»’')")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_PROSE_WORDS = 8
_MAX_NOTICE = 500  # characters; longer sentences and lines are never furniture, and patterns stay fast on any input


@dataclass(slots=True)
class _Line:
    """A line of the text, the sentences (indices) in it, and the rule that took each of them ("" for none)."""

    text: str
    sentences: list[int]
    rules: list[str]

    @property
    def is_furniture(self) -> bool:
        return all(self.rules)

    @property
    def rule(self) -> str:
        return self.rules[0] if self.is_furniture else ""

    @property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @property
    def is_prose(self) -> bool:
        """A full sentence, and not of the furniture."""
        return not self.is_furniture and self.text.endswith(_TERMINAL) and len(self.words) >= _PROSE_WORDS

    def take(self, rule: str) -> None:
        """The sentences that no rule has taken yet become furniture."""
        self.rules = [taken or rule for taken in self.rules]


def mark(sentences: Sequence[Sentence], text: str, is_page: bool = False) -> tuple[Sentence, ...]:
    """The sentences of a text, page furniture marked with the name of the rule that took it.

    Args:
        sentences: The text's sentences in order.
        text: The text that they stand in.
        is_page: Whether the text is known to come from a web page; otherwise its looks decide.
    """
    lines = _lines(sentences, text)
    for line in lines:
        line.rules = [_rule_of_phrase(sentences[index].text) for index in line.sentences]
        line.take(_rule_of_line(line))
    _spread_notices(lines, sentences)
    _mark_head(lines)
    _mark_teasers(lines)
    if not is_page and not _looks_like_page(lines, sentences):
        return tuple(sentences)
    rules = [rule for line in lines for rule in line.rules]
    return tuple(replace(s, set_aside=rule) if rule else s for s, rule in zip(sentences, rules, strict=True))


def _looks_like_page(lines: Sequence[_Line], sentences: Sequence[Sentence]) -> bool:
    """Whether there is prose and furniture around it that is no sentence: one piece that says what it is, or two buttons.

    A list of buttons without prose is a text about buttons, and one word may be a heading.
    """
    taken = [pair for line in lines for pair in zip(line.rules, line.sentences, strict=True)]
    signs = [rule for rule, index in taken if rule and not sentences[index].text.endswith(_TERMINAL)]
    weight = sum(0.0 if rule == "ornament" else 0.5 if rule == "navigation" else 1.0 for rule in signs)
    return weight >= 1 and any(line.is_prose for line in lines)


def lead(paragraph: str) -> int:
    """How many characters of the paragraph are a dateline before its first sentence: a date, or a place and an agency.

    >>> lead("LISBON, March 3 (Reuters) - The port reopened.")
    28
    """
    match = LEAD.match(paragraph)
    return match.end() if match and match.end() < len(paragraph.rstrip()) else 0


def _lines(sentences: Sequence[Sentence], text: str) -> list[_Line]:
    """The sentences grouped by the lines that they begin in, each group with its stretch of text."""
    groups: list[list[int]] = []
    for index, sentence in enumerate(sentences):
        is_new = not index or "\n" in text[sentences[index - 1].end : sentence.start]
        if is_new:
            groups.append([])
        groups[-1].append(index)
    return [_Line(text[sentences[g[0]].start : sentences[g[-1]].end], g, [""] * len(g)) for g in groups]


def _rule_of_phrase(sentence: str) -> str:
    if len(sentence) > _MAX_NOTICE or REPORTED.search(sentence):
        return ""
    rule = next((rule for rule, phrase in PHRASES.items() if phrase.search(sentence)), "")
    # "Published in 1998, the novel sold poorly." is a sentence.
    return "" if rule == "dateline" and sentence.endswith(_TERMINAL) and not _has_date_words_only(sentence) else rule


def _rule_of_line(line: _Line) -> str:
    """What the line is as a whole, by its shape."""
    text = line.text
    if len(text) > _MAX_NOTICE:
        return ""
    if not any(map(str.isalnum, text)) and text.isascii():
        return "ornament"
    if PHOTO_CREDIT.search(text) and not REPORTED.search(text):
        return "photo credit"
    if BUTTON.fullmatch(text):
        return "navigation"
    return _rule_of_strip(text)


def _rule_of_strip(text: str) -> str:
    """A row of links or share buttons: capitalised words of that sort in no sentence, often run together."""
    glued = _WORD.findall(text)
    words = [part for word in glued for part in _parts(word)]
    if text.endswith(_TERMINAL) or len(words) < 2:
        return ""
    known = sum(word.lower() in NAVIGATION for word in words)
    is_glued = len(words) >= len(glued) + 2 and known >= 2
    if all(word[0].isupper() or word.lower() in NAVIGATION for word in words) and (is_glued or known == len(words)):
        return "share bar" if re.search(r"share|tweet|facebook|whatsapp", text, re.IGNORECASE) else "navigation"
    return ""


def _parts(word: str) -> list[str]:
    """The words run together in one, as far as capitals tell: HomeNewsSport."""
    return [word] if word.lower() in NAVIGATION else _GLUED.split(word)


def _spread_notices(lines: list[_Line], sentences: Sequence[Sentence]) -> None:
    """What alone would say little is part of a notice when it stands in it, or next to it as a short line."""
    for number, line in enumerate(lines):
        around = {rule for near in lines[max(0, number - 1) : number + 2] for rule in near.rules}
        for place, index in enumerate(line.sentences):
            sentence = sentences[index].text
            if not line.rules[place] and len(sentence) <= _MAX_NOTICE and not REPORTED.search(sentence):
                fits = (rule for rule, phrase in WEAK.items() if rule in around and phrase.search(sentence))
                line.rules[place] = next(fits, "")


def _mark_head(lines: list[_Line]) -> None:
    """Dates and sources between the headline and the first prose; the headline itself counts."""
    prose = next((number for number, line in enumerate(lines) if line.is_prose), len(lines))
    for line in lines[:prose]:
        if not line.is_furniture and _is_date(line):
            line.take("dateline")
        elif not line.is_furniture and len(line.text) <= _MAX_NOTICE and SOURCE_LABEL.fullmatch(line.text):
            line.take("byline")
    has_headline = False
    for above, line, below in zip(lines[:prose], lines[1:prose], lines[2:], strict=False):
        has_headline = has_headline or not above.is_furniture
        is_between = above.rule in ("dateline", "byline") and below.is_furniture
        if has_headline and is_between and not line.is_furniture and _is_name(line):
            line.take("byline")


def _is_date(line: _Line) -> bool:
    return any(map(str.isdigit, line.text)) and len(line.words) <= 12 and _has_date_words_only(line.text)


def _has_date_words_only(text: str) -> bool:
    return all(word.lower() in DATE_WORDS for word in _WORD.findall(text))


def _is_name(line: _Line) -> bool:
    return len(line.words) <= 4 and not line.text.endswith(_TERMINAL) and all(word[0].isupper() for word in line.words)


def _mark_teasers(lines: list[_Line]) -> None:
    """A heading for other stories below the first prose, and the headlines under it up to the next prose."""
    has_prose = is_below = False
    for line in lines:
        if line.is_prose and not (is_below and line.text.endswith(("?", "!"))):
            has_prose, is_below = True, False
        elif has_prose and len(line.text) <= _MAX_NOTICE and TEASER_HEADER.fullmatch(line.text):
            is_below = True
            line.take("teaser")
        elif is_below and len(line.sentences) <= 2:
            line.take("teaser")
