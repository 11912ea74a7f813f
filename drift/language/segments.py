"""Words of scripts that put no spaces between them, by BudouX (Google): short phrases, as a line may be broken."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from drift.types import Word

if TYPE_CHECKING:
    from budoux import Parser

# A letter of a script without spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_RUN = re.compile("(?P<kanji>[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]+)|(?P<thai>[\u0e00-\u0e7f]+)")
_KANA = re.compile("[\u3040-\u30ff]")


def segments(word: Word) -> tuple[Word, ...]:
    """The words in a run of characters without a space; the run itself in scripts that have spaces.

    >>> [w.text for w in segments(Word("大臣は報告を否定した", 0, 10))]
    ['大臣は', '報告を', '否定した']
    """
    if word.text.isascii() or not _RUN.search(word.text):
        return (word,)
    found: list[Word] = []
    at = 0
    for run in _RUN.finditer(word.text):
        if run.start() > at:
            found.append(_part(word, at, run.start()))
        at = run.start()
        for phrase in _parser("th" if run["thai"] else "ja" if _KANA.search(run[0]) else "zh").parse(run[0]):
            found.append(_part(word, at, at + len(phrase)))
            at += len(phrase)
    return (*found, _part(word, at, len(word.text))) if at < len(word.text) else tuple(found)


def _part(word: Word, start: int, end: int) -> Word:
    return Word(word.text[start:end], word.start + start, word.start + end)


@cache
def _parser(language: str) -> Parser:
    import budoux

    load = {
        "ja": budoux.load_default_japanese_parser,
        "th": budoux.load_default_thai_parser,
        "zh": budoux.load_default_simplified_chinese_parser,
    }
    return load[language]()
