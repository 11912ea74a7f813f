"""What makes texts comparable without touching what they say; every text goes through `normalise` once.

The number of lines stays the same, so that line numbers are the indices of `--lines`. Breaks that editors do not count
as lines (a new page, U+0085, U+2028 and the like) are U+2028 afterwards: the splitter takes it for a line's end,
`--lines` for a space. Offsets that the program gives count the characters of the normalised text; where a caller gave
the text as a string, `normalise_with_offsets` leads back to it.
"""

from __future__ import annotations

import html
import re
import unicodedata

import ftfy

from drift.stories.rewriting import Edit, Offsets, edits_between, replacing, rewrite, rewrite_with_offsets

# Thai, Lao, Myanmar, Khmer: there a zero-width space marks the words.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_KANA = "[\uff66-\uff9d][\uff9e\uff9f]?"  # half-width, a voice mark apart
_FORMS = (  # Latin, Armenian, Hebrew and Arabic ligatures and forms, digraphs, long s, letters of formulas, Hangul
    "[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdfc\ufe70-\ufefc\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3\u017f"
    "\U0001d400-\U0001d7ff\uffa0-\uffdc]"
)
_FULL_WIDTH = (
    "[\uff02-\uff07\uff0a\uff0b\uff0d\uff0f-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3c\uff3e-\uff5a\uff5c\uffe0-\uffe6]"
)
"""Letters, digits and signs as wide as a Chinese character; the marks of Chinese and Japanese sentences stay."""
_LINE = re.compile(r"(?:[^\n\x85]|(?<=[\x80-\xff])\x85)+|[\n\x85]+")
"""A line, or what parts lines. After an accented letter U+0085 is half of a garbled character, else the end of a line."""
_FULL_WIDTH_POINT = "(?<=[0-9\uff10-\uff19])[\uff0c\uff0e\uff1a](?=[0-9\uff10-\uff19])"


def repaired(text: str) -> list[Edit]:
    """Characters garbled by a wrong encoding, such as `â€™` for `’`, as they were meant."""
    if text.isascii():
        return []
    edits: list[Edit] = []
    start = 0
    for line in _LINE.findall(text):
        fixed = line if line.isascii() or line[0] in "\n\x85" else ftfy.fix_encoding(line)
        if fixed != line and fixed.count("\n") == line.count("\n") and "\r" not in fixed:
            edits += ((start + first, start + last, new) for first, last, new in edits_between(line, fixed))
        start += len(line)
    return edits


def composed_letters(text: str) -> list[Edit]:
    """Unicode normal form C: a letter and its accent are one character, however they were typed."""
    if unicodedata.is_normalized("NFC", text):
        return []
    edits: list[Edit] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _goes_on(text[end]):
            continue
        new = unicodedata.normalize("NFC", text[start:end])
        edits += [(start, end, new)] if new != text[start:end] else []
        start = end
    return edits


def _goes_on(character: str) -> bool:
    """Whether the character may melt into the one before it: a mark, or a vowel or final of Korean."""
    return unicodedata.category(character)[0] == "M" or "\u1161" <= character <= "\u11ff"


def _unescaped(match: re.Match[str]) -> str:
    text = html.unescape(match[0])
    return text if text.isprintable() else " "


def _compatible(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


_STEPS = (
    replacing("[\ud800-\udfff]", "\ufffd"),  # half a character: of a JSON escape, or of bytes that are not UTF-8
    repaired,
    replacing("\r\n?", "\n"),
    replacing("[\v\f\x1c-\x1e\x85\u2029]", "\u2028"),
    # References to characters that were escaped once too often, such as `&amp;` and `&#8217;`.
    replacing(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});", _unescaped),
    replacing(r"\\(?=['\"’”])", ""),  # a backslash left before a quotation mark: we\'ll
    # Soft hyphens, byte order marks, word joiners, control characters, and zero-width spaces where no script needs them.
    # Joiners (ZWJ, ZWNJ) and direction marks stay: Persian, Hindi, emoji and bidirectional text need them.
    replacing("[\u00ad\u180e\u2060\ufeff]", ""),
    replacing(f"(?<![{_UNSPACED}])\u200b|\u200b(?![{_UNSPACED}])", ""),
    replacing("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]", ""),
    replacing("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", " "),
    replacing(r"[ \t]{2,}|\t", " "),
    replacing(r"^ | $", "", re.MULTILINE),
    # Round and square marks of list items; dashes and stars stay, as they may be speech or a sign.
    replacing(r"^[•‣▪▫◦●○■□⁃∙](?: |$)", "", re.MULTILINE),
    replacing(f"{_KANA}|{_FORMS}|{_FULL_WIDTH}|{_FULL_WIDTH_POINT}", _compatible),
    composed_letters,
)
_MARKDOWN = (
    replacing(r"!\[[^\]\n]*\]\([^)\s]+(?: \"[^\"\n]*\")?\)", ""),
    replacing(r"(?<!!)\[([^\]\n]+)\]\([^)\s]+(?: \"[^\"\n]*\")?\)", lambda match: match[1]),
    replacing(r"^ {0,3}#{1,6} +(.+?)(?: +#+)?$", lambda match: match[1], re.MULTILINE),
    replacing(r"^ {0,3}(?:> ?)+", "", re.MULTILINE),
    replacing(r"(?<![\w*])(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1(?![\w*])", lambda match: match[2]),
    replacing(r"(?<![\w*_])([*_])(?=[^\s*_])([^\n*_]+?)(?<=\S)\1(?![\w*_])", lambda match: match[2]),
)


def normalise(text: str) -> str:
    r"""The text as all texts are compared: repaired, in one form of line ends, spaces and letters.

    >>> normalise("ﬁve\u00a0million  of them &amp; more")
    'five million of them & more'
    """
    return rewrite(text, _STEPS)


def normalise_with_offsets(text: str) -> tuple[str, Offsets]:
    r"""What `normalise` makes of the text, and where each of its characters stood in the text as given.

    >>> clean, offsets = normalise_with_offsets("a ﬁne  har\u00adbour")
    >>> clean, offsets.given(7, 14)
    ('a fine harbour', (7, 15))
    """
    return rewrite_with_offsets(text, _STEPS)


def is_garbled(text: str) -> bool:
    """Whether `normalise` repairs characters of the text that a wrong encoding garbled."""
    return bool(repaired(text))


def markdown(text: str) -> str:
    """The words of a Markdown text without its marks for headings, emphasis, quotations, links and images."""
    return rewrite(text, _MARKDOWN)
