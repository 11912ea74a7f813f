"""What English says by "not … until" and other languages without a "not": will not open before 2026, wird erst 2026 eröffnet."""

from __future__ import annotations

import re
from functools import cache

from drift.language.concepts import any_word, negates
from drift.language.lexicon import curated_rows
from drift.language.negation import affirmed, is_plain
from drift.language.reading import Text

_TIME, _CONDITION = 0, 1
# What is put for a conjunction when the "not" before it is left out.
_SAID = {
    "until": (_TIME, "only when"),
    "till": (_TIME, "only when"),
    "before": (_TIME, "only when"),
    "unless": (_CONDITION, "only if"),
}
_BEFORE = 12  # words in which the "not" stands before the conjunction


def only_then(english: Text, foreign: Text, language: str) -> list[tuple[int, str]]:
    """Two words of the English side, with what is put for them to say it as the foreign one does: the "not" and the conjunction.

    Empty unless the English side denies once and the foreign one, which does not, has a word for "not before" or "only if".
    """
    denied = [k for k, low in enumerate(english.low) if is_plain(low)]
    if len(denied) != 1 or language not in _words() or negates(foreign.text, language):
        return []
    for k in range(denied[0] + 1, min(len(english.low), denied[0] + _BEFORE)):
        if english.low[k] in _SAID:
            column, said = _SAID[english.low[k]]
            pattern = _words()[language][column]
            if pattern and pattern.search(foreign.text.lower()):
                return [(denied[0], affirmed(english.low[denied[0]])), (k, said)]
    return []


@cache
def _words() -> dict[str, tuple[re.Pattern[str] | None, ...]]:
    """Language -> the patterns of its words for time and for condition."""
    return {
        language: tuple(any_word(forms.split(" "), language) if forms != "-" else None for forms in columns)
        for language, *columns in curated_rows("only_then.tsv")
    }
