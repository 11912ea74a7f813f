"""He and she, actor and actress: a person's gender that changed."""

from __future__ import annotations

from functools import lru_cache

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.reading import Reading, Text
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("gender",)

_WEIGHT = 0.7
# Also other things: a count of votes, a bull market, the host nation, Miss Marple's verb.
_AMBIGUOUS = frozenset(
    listed(
        "count counts bull bulls host hosts hero god lord miss ram hen cow ewe steward guy sir stallion mare "
        "rooster monk"
    )
)


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for gendered words that were exchanged for their counterparts.

    Where both sides have both genders, only counts that moved say something: two linked pronouns may be of two people.
    """
    one, two = reading.original, reading.version
    left, right = _gendered(one), _gendered(two)
    if not left or not right:
        return []
    counts = [[list(side.values()).count(g) for g in "mf"] for side in (left, right)]
    findings = []
    for i, gender in left.items():
        other = "f" if gender == "m" else "m"
        if (
            counts[0]["mf".index(gender)] <= counts[1]["mf".index(gender)]
            or counts[0]["mf".index(other)] >= counts[1]["mf".index(other)]
        ):
            continue
        j = (
            one.partner[i]
            if right.get(one.partner[i]) == other
            else _counterpart(one.low[i], two, right, other, set(one.partner))
        )
        if j >= 0:
            findings.append(finding("gender", "gender", _WEIGHT, [one.words[i]], [two.words[j]]))
            counts[0]["mf".index(gender)] -= 1
            counts[1]["mf".index(other)] -= 1
    return findings


def _gendered(side: Text) -> dict[int, str]:
    """Index -> "m" or "f"."""
    return {i: gender for i, low in enumerate(side.low) if (gender := _gender(low))}


@lru_cache(maxsize=65536)
def _gender(low: str) -> str:
    """The gender of a word, contracted or inflected ("he's", "actresses"): "m", "f" or ""."""
    table = lexicon.genders()
    for word in (low, low.split("'")[0], *lexicon.base_forms(low)):
        if word in table:
            return "" if word in _AMBIGUOUS else table[word][0]
    return ""


def _counterpart(low: str, two: Text, right: dict[int, str], other: str, linked: set[int]) -> int:
    """The counterpart of `low` that no word is linked to."""
    counterparts = lexicon.genders().get(low.split("'")[0], ("", frozenset()))[1]
    return next(
        (j for j, g in right.items() if g == other and j not in linked and two.low[j].split("'")[0] in counterparts), -1
    )
