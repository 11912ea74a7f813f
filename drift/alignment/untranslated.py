"""Sentences that were left in another language: no encoder of one language can link them, but their place can."""

from __future__ import annotations

from collections.abc import Sequence

from drift.alignment.links import FoundLink
from drift.sentences.language import detect_language


def facing_foreign(links: Sequence[FoundLink], texts: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs of single gaps that face each other between links, where one alone is not in the language of the rest.

    Args:
        links: No two share a sentence.
        texts: The sentences of either side.
    """
    partner = {i: link for link in links for i in link.sides[0]}
    taken = {j for link in links for j in link.sides[1]}
    free = [i for i in range(len(texts[0])) if i not in partner]
    faced = [(i, j) for i in free if (j := _facing(i, partner, taken, texts)) is not None]
    if not faced:
        return []
    usual = [
        detect_language(" ".join(text for k, text in enumerate(side) if k not in own))
        for side, own in zip(texts, zip(*faced, strict=True), strict=True)
    ]
    return [(i, j) for i, j in faced if _is_foreign(texts[0][i], usual[0]) != _is_foreign(texts[1][j], usual[1])]


def _facing(i: int, partner: dict[int, FoundLink], taken: set[int], texts: Sequence[Sequence[str]]) -> int | None:
    """The second side's only sentence between the partners of the sentences before and after `i`, if it is free."""
    before, after = partner.get(i - 1), partner.get(i + 1)
    if (before is None and i > 0) or (after is None and i + 1 < len(texts[0])) or before is after:
        return None
    j = before.sides[1][-1] + 1 if before else 0
    stop = after.sides[1][0] if after else len(texts[1])
    return j if stop == j + 1 and j not in taken else None


def _is_foreign(text: str, usual: str) -> bool:
    return bool(usual) and detect_language(text) not in ("", usual)
