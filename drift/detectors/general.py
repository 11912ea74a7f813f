"""A word that came back wider or narrower: dog → animal, official → minister."""

from __future__ import annotations

from collections.abc import Iterator

from drift.detectors.findings import finding, on_english
from drift.language import lexicon
from drift.language.reading import Reading
from drift.types import Finding, Kind

KINDS: tuple[Kind, ...] = ("general",)

# Less said is a loss; more said was invented. Verbs are wider or narrower by habit more than by meaning.
_WIDER, _NARROWER, _VERB = 0.35, 0.3, 0.2


@on_english
def detect(reading: Reading) -> list[Finding]:
    """A finding for words in the same place, of one part of speech, of which one names a class of the other."""
    one, two = reading.original, reading.version
    findings = []
    for i, j in _counterparts(reading):
        if not (one.content[i] and two.content[j]) or not one.bases[i].isdisjoint(two.bases[j]):
            continue
        if not one.bases[i].isdisjoint(two.all_bases) or not two.bases[j].isdisjoint(one.all_bases):
            continue  # it stands elsewhere: the link is wrong
        part = _common_part(one.low[i], two.low[j])
        if not part or lexicon.are_synonyms(one.low[i], two.low[j]) or share_stem(one.low[i], two.low[j]):
            continue
        wider = lexicon.is_hypernym(two.low[j], one.low[i])
        if wider or lexicon.is_hypernym(one.low[i], two.low[j]):
            weight = _VERB if part == "v" else _WIDER if wider else _NARROWER
            findings.append(finding("general", "general", weight, [one.words[i]], [two.words[j]]))
    return findings


def _common_part(a: str, b: str) -> str:
    """The part of speech that both words likely are, n or v, else ""."""
    left, right = lexicon.parts_of_speech(a), lexicon.parts_of_speech(b)
    if left[:1] == right[:1]:
        return left[:1] if left[:1] in ("n", "v") else ""
    plural = a.endswith("s") and b.endswith("s")
    return "n" if plural and "n" in left and "n" in right else ""


def share_stem(a: str, b: str) -> bool:
    """Whether one word is in the other or they begin alike: witness in eyewitness, machines and machinery."""
    return min(len(a), len(b)) > 3 and (a.rstrip("s") in b or b.rstrip("s") in a or a[:5] == b[:5])


def _counterparts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Linked words, and words without a link that stand in each other's place."""
    one, two = reading.original, reading.version
    free = [j for j, partner in enumerate(two.partner) if partner < 0 and two.content[j]]
    for i, j in enumerate(one.partner):
        if j >= 0:
            yield i, j
        elif one.content[i]:
            yield from ((i, k) for k in free if k in one.slot(i))
