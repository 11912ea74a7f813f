"""Gaps that are no gaps: before a passage is called left out or added, it is read together with what shares its facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from drift.alignment.regroup import Regrouping, regroupings
from drift.comparing.verdicts import Pairing, Verdict
from drift.language.quantities import quantities
from drift.types import Comparison, Drift, Link, Story

_GAP_KINDS = frozenset({"omission", "addition"})
_ALIKE = 0.6  # similarity from which two passages are about the same


@dataclass(frozen=True, slots=True)
class Proposal:
    """A gap of a comparison and what it may belong to, as one link, with the texts to be judged."""

    regrouping: Regrouping
    link: Link
    pairing: Pairing


def proposals(story: Story, comparison: Comparison) -> list[Proposal]:
    """What the gaps of a comparison of running texts may belong to, the likeliest first for each gap."""
    original, version = story.version(comparison.original), story.version(comparison.version)
    if original.paired and version.paired:
        return []
    languages = frozenset((original.language, version.language))
    found = []
    for regrouping in regroupings(
        comparison.links, [s.text for s in original.sentences], [s.text for s in version.sentences]
    ):
        link = replace(comparison.links[regrouping.partner], original=regrouping.original, version=regrouping.version)
        texts = original.passage(link.original), version.passage(link.version)
        found.append(Proposal(regrouping, link, Pairing(*texts, languages)))
    return found


def regrouped(comparison: Comparison, proposals: Sequence[Proposal], verdicts: Sequence[Verdict]) -> Comparison:
    """The comparison with each gap joined to the first of its proposals that explains it; nothing is joined twice.

    Args:
        comparison: Its links and their drifts.
        proposals: What its gaps may belong to.
        verdicts: The verdict on each proposal.
    """
    links, drifts = list(comparison.links), list(comparison.drifts)
    taken: set[int] = set()
    for proposal, verdict in zip(proposals, verdicts, strict=True):
        gap, partner = proposal.regrouping.gap, proposal.regrouping.partner
        if taken.isdisjoint((gap, partner)) and _explains(proposal, verdict.drift):
            taken |= {gap, partner}
            at = partner if links[partner].original else gap
            link = replace(proposal.link, similarity=verdict.drift.similarity)
            links[at], drifts[at] = link, verdict.drift
            links[gap + partner - at] = Link((), ())
    kept = [k for k, link in enumerate(links) if link.original or link.version]
    return replace(comparison, links=tuple(links[k] for k in kept), drifts=tuple(drifts[k] for k in kept))


def _explains(proposal: Proposal, drift: Drift) -> bool:
    """Whether the passages say the same, or are about the same and differ in a number that both give.

    Names alone are not enough for the latter: in a report, most sentences share those of the people it is about.
    """
    if drift.severity == "none":
        return True
    if not any(quantities(fact) for fact in proposal.regrouping.facts) or (drift.similarity or 0.0) < _ALIKE:
        return False
    return drift.severity == "minor" or (bool(drift.findings) and drift.findings[0].kind not in _GAP_KINDS)
