"""Lines that say nothing: rules between sections, specks that a scanner read as signs, a comma left over."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from drift.types import Link

_TELLING = "\u0250"  # from here on, in scripts other than Latin, a single letter may be a word


def is_scrap(text: str) -> bool:
    """Whether a text has no word: at most one letter or digit, that of a Latin script; a blank text is one, too.

    >>> [is_scrap(text) for text in ("* * *", "h.", "5", "OK", "否")]
    [True, True, True, False, False]
    """
    said = [c for c in text if c.isalnum()]
    return not said or (len(said) == 1 and said[0] < _TELLING)


def equal_scraps(links: Sequence[Link], one: Sequence[str], two: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of gaps that are equal scraps and stand between the same links: a row of stars here and there.

    Args:
        links: In the first side's order, as `links.in_order` gives them.
        one: The sentences of the first side.
        two: Those of the second.
    """
    for run in _runs_of_gaps(links):
        facing = [(j, _key(two[j])) for link in run for j in link.version]
        for i in (i for link in run for i in link.original):
            at = next((k for k, (_, key) in enumerate(facing) if key and key == _key(one[i])), None)
            if at is not None:
                yield i, facing[at][0]
                facing = facing[at + 1 :]


def _key(text: str) -> str:
    """How a scrap is written, without spaces; empty where a text is none."""
    return "".join(unicodedata.normalize("NFKC", text).split()) if is_scrap(text) else ""


def _runs_of_gaps(links: Sequence[Link]) -> Iterator[list[Link]]:
    for is_gap, run in groupby(links, key=lambda link: link.is_gap):
        if is_gap:
            yield list(run)
