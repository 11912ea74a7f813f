"""Apertium's marks on words that it could not analyse (*), transfer (@) or inflect (#)."""

from __future__ import annotations

import re


def without_marks(translation: str, sentence: str) -> str:
    """The translation without Apertium's marks and its superfluous spaces; signs that the sentence has itself stay.

    >>> without_marks("El *trumf  #decir que @fin", "The trumf said that the end")
    'El trumf decir que fin'
    >>> without_marks("El #etiqueta", "The #tag")
    'El #etiqueta'
    """
    ours = "".join(mark for mark in "*@#" if mark not in sentence)
    return " ".join((re.sub(rf"(?<!\w)[{ours}](?=\w)", "", translation) if ours else translation).split())
