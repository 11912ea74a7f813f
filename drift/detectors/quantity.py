"""All, most, some, few; always, sometimes; only, almost."""

from __future__ import annotations

from drift.detectors.findings import finding, finding_on, on_english
from drift.language.reading import Reading, Text, are_near
from drift.language.wordlist import listed
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("quantity",)

# How much of the whole, or of the time, a word stands for.
_AMOUNTS = {
    **dict.fromkeys(listed("all every each everyone everybody everything whole entire both"), 1.0),
    **dict.fromkeys(["most", "majority", "mostly"], 0.75),
    **dict.fromkeys(["many", "numerous", "plenty"], 0.6),
    **dict.fromkeys(["several", "some", "certain"], 0.4),
    **dict.fromkeys(["few", "minority", "handful"], 0.15),
    **dict.fromkeys(["none", "neither", "nobody"], 0.0),
}
_TIMES = {
    **dict.fromkeys(["always", "constantly"], 1.0),
    **dict.fromkeys(["usually", "normally", "generally"], 0.75),
    **dict.fromkeys(["often", "frequently", "regularly"], 0.65),
    **dict.fromkeys(["sometimes", "occasionally"], 0.35),
    **dict.fromkeys(["rarely", "seldom", "hardly"], 0.1),
    **dict.fromkeys(["never"], 0.0),
}
_ONLY = frozenset(
    listed(
        "only solely exclusively merely just alone sole nothing but except until unless single unique "
        "exclusive mere simply one purely"
    )
)
_ALMOST = frozenset(listed("almost nearly virtually practically close about around approximately roughly near some"))
_PHRASES = {
    ("certain", "of"),
    ("certain", "that"),
    ("some", "time"),
    ("some", "that"),
    ("neither", "of"),
    ("both", "of"),
}
_A_FEW = 0.25
_STEP, _GRAVE, _DROPPED = 0.3, 0.65, 0.4


@on_english
def detect(reading: Reading) -> list[Finding]:
    """Findings on quantifiers changed for one clearly larger or smaller, and on "most", "only", "almost" lost."""
    findings = []
    for table in (_AMOUNTS, _TIMES):
        left, right = (
            _lonely(reading.original, reading.version, table),
            _lonely(reading.version, reading.original, table),
        )
        for i in list(left):
            j = next(
                (
                    j
                    for j in right
                    if reading.original.partner[i] == j
                    or _same_noun(reading.original, i, reading.version, j)
                    or are_near(reading, i, j, 2)
                ),
                None,
            )
            if j is None:
                continue
            left.remove(i)
            right.remove(j)
            gap = abs(_amount(reading.original, i, table) - _amount(reading.version, j, table))
            if gap >= 0.25:
                weight = _GRAVE if gap >= 0.5 else _STEP + 0.15
                findings.append(
                    finding("quantity", "quantity", weight, [reading.original.words[i]], [reading.version.words[j]])
                )
    for side, other in reading.sides:
        for i in _lost(side, other):
            words = [side.words[i]]
            findings.append(finding_on("quantity", "quantity", _DROPPED, side.side, words))
    return findings


def _lonely(side: Text, other: Text, table: dict[str, float]) -> list[int]:
    """Words of the table whose amount the other side does not name at all."""
    there = {_amount(other, i, table) for i, low in enumerate(other.low) if low in table}
    return [
        i
        for i, low in enumerate(side.low)
        if low in table and _amount(side, i, table) not in there and not _in_phrase(side, i)
    ]


def _amount(side: Text, i: int, table: dict[str, float]) -> float:
    """How much the word stands for; "a few" are some more than "few"."""
    return _A_FEW if side.low[i] == "few" and i and side.low[i - 1] == "a" else table[side.low[i]]


def _in_phrase(side: Text, i: int) -> bool:
    """Whether the word is part of "at all", "after all", "each other", "most important", "for some time", "certain of"."""
    before = side.low[i - 1] if i else ""
    after = side.low[i + 1] if i + 1 < len(side.low) else ""
    if (before in ("at", "after", "above", "first") and side.low[i] in ("all", "most")) or after == "other":
        return True
    if (side.low[i] == "most" and before in ("the", "its", "his", "their", "our", "'s", "one", "'")) or after.endswith(
        "ly"
    ):
        return True  # a superlative
    return (side.low[i], after) in _PHRASES


def _same_noun(one: Text, i: int, two: Text, j: int) -> bool:
    a, b = one.next_content(i, 4), two.next_content(j, 4)
    return a >= 0 and b >= 0 and one.partner[a] == b


def _lost(side: Text, other: Text) -> list[int]:
    """Findings for "most of", "few", "only", "almost" where the other side has nothing of the sort."""
    out = []
    here = set(other.low)
    amounts = {low for low in here if low in _AMOUNTS} | here & {
        "half",
        "part",
        "portion",
        "bulk",
        "largely",
        "mainly",
        "primarily",
        "much",
        "more",
        "percent",
        "vast",
    }
    for i, low in enumerate(side.low):
        after = side.low[i + 1] if i + 1 < len(side.low) else ""
        before = side.low[i - 1] if i else ""
        if (
            (
                low in ("most", "few")
                and not amounts
                and not _in_phrase(side, i)
                and (after == "of" or (low == "few" and before not in ("a", "the", "past", "last", "next")))
            )
            or (
                low in ("only", "solely", "exclusively")
                and before not in ("not", "if")
                and not before.endswith("n't")
                and here.isdisjoint(_ONLY)
            )
            or (
                low in ("almost", "nearly")
                and after
                in ("all", "every", "everyone", "no", "none", "half", "always", "never", "identical", "impossible")
                and here.isdisjoint(_ALMOST)
            )
        ):
            out.append(i)
    return out
