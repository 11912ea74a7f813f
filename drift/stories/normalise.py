"""Small pure `str -> str` steps that make texts comparable without touching what they say.

`normalise` composes those that every version goes through, whatever file it came from. It keeps the number of lines, so
that line numbers stay the indices of `--lines`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

Step = Callable[[str], str]

# Thai, Lao, Myanmar, Khmer: there a zero-width space marks the words.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_LINE_END = re.compile(r"\r\n?")
_INNER_BREAK = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\u00ad\u180e\u2060\ufeff]")
_ZERO_WIDTH_SPACE = re.compile(f"(?<![{_UNSPACED}])\u200b|\u200b(?![{_UNSPACED}])")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});")
_ESCAPED_QUOTE = re.compile(r"\\(?=['\"’”])")
_SPACES = re.compile(r"[ \t]+")
_LINE_EDGE = re.compile(r"(?m)^ | $")
_BULLET = re.compile(r"(?m)^[•‣▪▫◦●○■□⁃∙](?: |$)")
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\s]+(?: \"[^\"\n]*\")?\)")
_MARKDOWN_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\([^)\s]+(?: \"[^\"\n]*\")?\)")
_MARKDOWN_HEADING = re.compile(r"(?m)^ {0,3}#{1,6} +(.+?)(?: +#+)?$")
_MARKDOWN_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1(?![\w*])")
_MARKDOWN_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^\n*_]+?)(?<=\S)\1(?![\w*_])")
_MARKDOWN_QUOTE = re.compile(r"(?m)^ {0,3}(?:> ?)+")


def compose(*steps: Step) -> Step:
    """One step that does the given ones in order.

    >>> compose(str.strip, str.lower)(" Peace ")
    'peace'
    """

    def composed(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return composed


def line_ends(text: str) -> str:
    """Every line ends with a plain newline; breaks that editors do not count as lines become spaces."""
    return _INNER_BREAK.sub(" ", _LINE_END.sub("\n", text))


def entities(text: str) -> str:
    """HTML character references that were escaped once too often, such as `&amp;` and `&#8217;`, become characters."""
    return _ENTITY.sub(lambda match: _printable(html.unescape(match[0])), text)


def _printable(text: str) -> str:
    return text if text.isprintable() else " "


def escaped_quotes(text: str) -> str:
    r"""A backslash left before a quotation mark goes: `we\'ll`."""
    return _ESCAPED_QUOTE.sub("", text)


def invisible(text: str) -> str:
    """Soft hyphens, byte order marks, word joiners and control characters go, and zero-width spaces where no script
    needs them. Joiners (ZWJ, ZWNJ) and direction marks stay: Persian, Hindi, emoji and bidirectional text need them."""
    return _CONTROL.sub("", _ZERO_WIDTH_SPACE.sub("", _INVISIBLE.sub("", text)))


def spaces(text: str) -> str:
    """Spaces of every width, and runs of them, become one plain space; none is left at a line's edges."""
    return _LINE_EDGE.sub("", _SPACES.sub(" ", _SPACE.sub(" ", text)))


def bullets(text: str) -> str:
    """The round and square marks of list items go; dashes and stars stay, as they may be speech or a sign."""
    return _BULLET.sub("", text)


def composed_letters(text: str) -> str:
    """Unicode normal form C: a letter and its accent are one character, however they were typed."""
    return unicodedata.normalize("NFC", text)


def markdown(text: str) -> str:
    """The words of a Markdown text without its marks for headings, emphasis, quotations, links and images."""
    text = _MARKDOWN_LINK.sub(r"\1", _MARKDOWN_IMAGE.sub("", text))
    text = _MARKDOWN_QUOTE.sub("", _MARKDOWN_HEADING.sub(r"\1", text))
    return _MARKDOWN_EMPHASIS.sub(r"\2", _MARKDOWN_STRONG.sub(r"\2", text))


normalise: Step = compose(line_ends, entities, escaped_quotes, invisible, spaces, bullets, composed_letters)
