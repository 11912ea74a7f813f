"""The lines of a text -> its paragraphs: lines that were broken to fit a width are joined, page numbers taken out.

A line is a paragraph of its own unless the lines around it show that a width broke it: each had no room for the first
word of the next, and most go on in lower case. So lists, verses, subtitles and tables keep their lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from drift.types import SetAside

PAGE_NUMBER = "number of a page or chapter"
_MOST = 120  # columns; longer lines are paragraphs, not broken ones
_TERMINAL = tuple('.!?…。！？"”»’):')
_EDGE = r"[-–—|~.·()\[\]\s]{0,3}"
_NUMBER = re.compile(
    rf"{_EDGE}(?:(?:page|p\.|seite|página|pagina)\s*)?\d{{1,4}}(?:\s*(?:/|of|von|de|di|sur)\s*\d{{1,4}})?{_EDGE}",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"[^\W\d_][-\u2010]$")
_BARE_MARKER = re.compile(r"[-–—*]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]")
_ITEM = re.compile(r"(?:[-–—*•·]|\(?\d{1,3}[.)])\s")
_MARKER = re.compile(r"(?:[-–—*•·]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s")
_INNER_END = re.compile(r"[a-z][.!?] [A-Z]")
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_KEEPS_HYPHEN = frozenset(
    "all anti co cross ex far fast first full half hard high ill known light long low mid multi non off old one pre "
    "pro quasi second self semi short single so third top two well".split()
)
"""First parts of English compounds: a hyphen after one at a line's end belongs to the word."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A text with a paragraph a line, and the page numbers that stood within its paragraphs."""

    text: str
    left_out: tuple[SetAside, ...] = ()


def lay_out(text: str) -> Laid:
    r"""The text with a paragraph a line; what is not broken by a width stays as it is.

    >>> lay_out("The council met to talk about the com-\nmon land, and those who live on it came.").text
    'The council met to talk about the common land, and those who live on it came.'
    """
    text = text.replace("\u2028", "\n")
    lines = text.split("\n")
    if len(lines) < 2 or max(len(line) for line in lines if " " in line or len(line) <= _MOST) > _MOST:
        return Laid(text)
    lines, numbers = _without_page_numbers(lines)
    return Laid(_joined(lines, text), tuple(SetAside(number.strip(), PAGE_NUMBER) for number in numbers))


def is_number(text: str) -> bool:
    """Whether a line is a number and no more, such as a page's or a chapter's: that is no sentence."""
    return bool(_NUMBER.fullmatch(text))


def _without_page_numbers(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines without the numbers, and the blank lines around them, that stand amid a sentence."""
    kept = list(lines)
    numbers: list[str] = []
    for place in [k for k, line in enumerate(lines) if line and is_number(line)]:
        before = next((k for k in range(place - 1, -1, -1) if kept[k].strip()), None)
        after = next((k for k in range(place + 1, len(kept)) if kept[k].strip()), None)
        if before is None or after is None or not _goes_on(kept[before], kept[after]) or len(kept[before]) < 20:
            continue
        numbers.append(lines[place])
        kept[before + 1 : after] = [_GONE] * (after - before - 1)
    return [line for line in kept if line is not _GONE], numbers


_GONE = "\0"  # marks a line that was taken out; normalised texts hold no NUL


def _joined(lines: Sequence[str], text: str) -> str:
    """The lines, those that a width broke put together."""
    blocks = list(_blocks(lines))
    pairs = [pair for block in blocks for pair in pairwise(block)]
    width = max((len(line) for pair in pairs for line in pair), default=0)
    is_wrapped = len(pairs) >= 3 and _share_broken(pairs, width) >= 0.75 and _share_ended(pairs) <= 0.4
    paragraphs: list[str] = []
    for block in blocks:
        own = max(map(len, block))
        fits = is_wrapped or _is_broken_prose(block, own)
        for k, line in enumerate(block):
            above = block[k - 1] if k else ""
            of_item = bool(k) and (
                bool(_BARE_MARKER.fullmatch(above)) or (bool(_ITEM.match(paragraphs[-1])) and _goes_on(above, line))
            )
            if of_item or (
                k and (_is_hyphenated(above, line) or (fits and _is_broken(above, line, width if is_wrapped else own)))
            ):
                paragraphs[-1] = _put_together(paragraphs[-1], line, text)
            else:
                paragraphs.append(line)
    return "\n".join(paragraphs)


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines up to the next blank one; a blank line is a block of its own."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.strip())
            continue
        if block:
            yield block
        yield [""]
        block = []
    if block:
        yield block


def _is_broken_prose(block: Sequence[str], width: int) -> bool:
    """Whether a block by itself is one paragraph: it begins and ends as prose does, and every line goes on in the next."""
    pairs = list(pairwise(block))
    begins = block[0].lstrip("\"“'‘(«„")[:1].isupper() or any(map(_INNER_END.search, block))
    is_prose = begins and block[-1].endswith(_TERMINAL) and len(" ".join(block).split()) >= 5
    return (bool(pairs) and is_prose and all(_goes_on(*p) and _is_full(*p, width) for p in pairs)) or (
        len(pairs) >= 3 and _share_broken(pairs, width) >= 0.9 and _share_ended(pairs) <= 0.4
    )


def _share_broken(pairs: Sequence[tuple[str, str]], width: int) -> float:
    """The share of lines that had no room for more; 0 where most lines begin with a capital, as verses do."""
    cased = [below for _, below in pairs if below[0].isalpha() and below[0].lower() != below[0].upper()]
    if cased and sum(below[0].islower() for below in cased) < 0.5 * len(cased):
        return 0.0
    return sum(_is_full(above, below, width) for above, below in pairs) / len(pairs)


def _share_ended(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(above.endswith(_TERMINAL) for above, _ in pairs) / len(pairs)


def _is_broken(above: str, below: str, width: int) -> bool:
    return _is_full(above, below, width) and not _MARKER.match(below)


def _is_full(above: str, below: str, width: int) -> bool:
    """Whether the line had no room for the first word of the next."""
    if _UNSPACED.search(above[-1:]) and _UNSPACED.search(below[:1]):
        return len(above) >= 0.85 * width
    return _is_hyphenated(above, below) or len(above) + 1 + len(below.split()[0]) > width


def _goes_on(above: str, below: str) -> bool:
    """Whether a sentence goes on from one line to the next, as far as the lines show."""
    return not above.rstrip().endswith(_TERMINAL) and below.lstrip()[:1].islower()


def _is_hyphenated(above: str, below: str) -> bool:
    return bool(_HYPHEN.search(above)) and below[:1].islower()


def _put_together(above: str, below: str, text: str) -> str:
    """The two lines as one: a hyphen that only parts a word at the line's end goes, one of a compound stays."""
    if not _is_hyphenated(above, below):
        return above + below if _UNSPACED.search(above[-1:]) and _UNSPACED.search(below[:1]) else f"{above} {below}"
    head = re.search(r"[^\W\d_]+(?=.$)", above)
    tail = re.match(r"[^\W\d_]+", below)
    first, second = head[0] if head else "", tail[0] if tail else ""
    compound, word = re.escape(f"{first}-{second}"), re.escape(first + second)
    if re.search(rf"\b{compound}\b", text, re.I) or (
        first.lower() in _KEEPS_HYPHEN and not re.search(rf"\b{word}\b", text, re.I)
    ):
        return above + below
    return above[:-1] + below
