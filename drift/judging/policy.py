"""What rules may decide by themselves: every threshold and floor. Applied once, after all opinions are in.

The combination says how severe a pair is to be expected to be. Where rules are sure, the drift does not fall below a share
of their finding's weight, whatever the combination makes of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from drift.detectors.quantities_restated import same_quantities
from drift.judging.features import FEATURES
from drift.language.reading import Reading
from drift.language.unsaid import unsaid_share
from drift.types import CRITICAL, MAJOR, MINOR, Finding

_NEVER = 2.0  # above any weight
CAP = 0.25  # the most that a capped floor comes to where the network does not name the kind
AMID = 0.2  # share of unsaid words beside a finding from which the network has to name its kind
SHOWN = 0.1  # a rule's finding of less weight moves the drift but is no evidence


@dataclass(frozen=True, slots=True)
class RulePolicy:
    """What a rule's finding does by itself.

    Attributes:
        share: Of the finding's weight, the drift below which a pair does not fall.
        least_log_odds: The floor holds where the network's log odds of the kind are at least this; 0 (no network) always
            passes.
        capped: Where the network's log odds of the kind are not above 0, the floor is at most `CAP`, unless the finding is
            certain.
        certain_from: A finding of at least this weight sets its floor and is shown whatever the network says.
        amid: And does so where most else is told in other words, too.
        least_weight: A finding of less weight sets no floor, nor is it evidence by itself.
        shown: The finding is evidence even where the network does not mark its words.
        spared: Of faithful pairs, the share on which the rule sets no floor from `minor` up where no network is asked: two
            people's translations, DEMETR's and MQM's translations without an error, calibration parts.
    """

    share: float = 0.8
    least_log_odds: float = -4.0
    capped: bool = False
    certain_from: float = _NEVER
    amid: bool = False
    least_weight: float = 0.0
    shown: bool = True
    spared: float = 1.0


_ALWAYS = -99.0
# By kind, or by detector and kind where one detector is surer than others; each spares at least .97 of the faithful pairs,
# which tests/judging/test_exceptions.py holds. Of figures and units, of what has changed places, of little words and of how
# strongly a thing is claimed, the network often notices nothing: there the rules need no consent.
POLICY: dict[str, RulePolicy] = {
    # A main verb turned to its opposite is of weight 1, and `critical`.
    "antonym": RulePolicy(share=0.85, certain_from=0.9, spared=0.991),
    "negation": RulePolicy(least_weight=0.9, spared=0.991),
    "question": RulePolicy(spared=0.999),
    "gender": RulePolicy(),
    # What is still to come has been: on 3 of 1,005 pairs of two people's translations, which do say another thing.
    "tense": RulePolicy(least_log_odds=_ALWAYS, certain_from=0.6, amid=True, least_weight=0.6, spared=0.999),
    "role": RulePolicy(least_log_odds=_ALWAYS, spared=0.998),
    "number": RulePolicy(share=0.65),
    # What surely became another number, or stands in another unit, is certain.
    "numbers/number": RulePolicy(share=0.65, least_log_odds=_ALWAYS, certain_from=0.85, amid=True, spared=0.998),
    "numbers/quantity": RulePolicy(least_log_odds=_ALWAYS, spared=0.999),
    "exchanges/number": RulePolicy(least_log_odds=_ALWAYS),
    # Two names that both are known, and no others: what a rule takes for another name is, one time in ten, a spelling.
    # Nor is a surname another one's spelling where the same first name or title stands before both and both begin otherwise.
    "entity": RulePolicy(certain_from=0.9, amid=True, least_weight=0.9, shown=False),
    # Two organs, plants or animals; a clause, with its conjunction or of four content words, without any counterpart.
    "senses/mistranslation": RulePolicy(certain_from=0.7, least_weight=0.7, shown=False),
    "coverage/omission": RulePolicy(share=0.7, least_weight=0.74),
    "coverage/addition": RulePolicy(share=0.7, least_weight=0.74),
    "clauses/omission": RulePolicy(share=0.7, least_log_odds=_ALWAYS),
    "clauses/addition": RulePolicy(share=0.7, least_log_odds=_ALWAYS),
    "clauses/mistranslation": RulePolicy(least_log_odds=_ALWAYS),
    "modality": RulePolicy(least_log_odds=_ALWAYS, capped=True, certain_from=0.65, spared=0.996),
    # Of little weight is what is close by ("almost all" and "most"): on faithful pairs that was what spoke most.
    "quantity": RulePolicy(
        least_log_odds=_ALWAYS, capped=True, certain_from=0.65, least_weight=0.5, shown=False, spared=0.991
    ),
    "untranslated": RulePolicy(least_log_odds=_ALWAYS, least_weight=0.6, shown=False, spared=0.998),
    **{
        f"contrasts/{kind}": RulePolicy(least_log_odds=_ALWAYS, certain_from=0.65, amid=True, spared=0.995)
        for kind in (
            "number",
            "quantity",
            "negation",
            "tense",
            "role",
            "mistranslation",
            "omission",
            "addition",
        )
    },
    # How strongly a thing is claimed two translators put differently more often than anything else.
    "contrasts/modality": RulePolicy(least_log_odds=_ALWAYS, certain_from=0.65, spared=0.995),
    "contrasts/antonym": RulePolicy(share=0.85, least_log_odds=_ALWAYS, certain_from=0.65, amid=True, spared=0.995),
    # On none of 4,266 pairs of two people's translations, of which only 4 have one of the idioms; nor on 52,146 of a person's and
    # a system's, of which 40 have.
    "idioms/mistranslation": RulePolicy(least_log_odds=_ALWAYS, certain_from=0.7, amid=True, spared=1.0),
    # What is certain from the text alone, such as a lost placeholder, is `major`; anything less sets no floor.
    **dict.fromkeys(
        ("mistranslation", "omission", "addition"),
        RulePolicy(share=2 / 3, least_log_odds=float("inf"), certain_from=1.0, shown=False),
    ),
}
# Where a side is not English: what is certain from the text, and rules that know many languages, each measured on 8,221
# faithful translations out of sixteen languages (WMT, MLQE-PE, bio-MQM, DEMETR, QE 2023; training parts). What is taken for a
# change there is one in about half of the cases. Other rules know too few words across languages to decide by themselves.
POLICY_ACROSS: dict[str, RulePolicy] = {
    "numbers_across/number": RulePolicy(share=0.65, least_log_odds=_ALWAYS, spared=0.998),
    "units_across/number": RulePolicy(share=0.65, least_log_odds=_ALWAYS, spared=0.999),
    # Names often pass the network by; in scripts that do not tell them from other words, it has to allow for a change.
    "names_across/entity": RulePolicy(certain_from=0.8, spared=0.987),  # of 1,489
    "question_across/question": RulePolicy(least_log_odds=_ALWAYS, spared=0.999),
    # Words that cannot both stand for one thing, by tables: on 20 of 14,384 faithful pairs after mending on them, some rightly; before, on .5 % of 9,498.
    **{
        f"contrasts_across/{kind}": RulePolicy(least_log_odds=_ALWAYS, spared=0.999)
        for kind in ("antonym", "number", "modality", "quantity")
    },
    "untranslated_across/untranslated": RulePolicy(least_log_odds=_ALWAYS, least_weight=0.6, spared=0.999),
    "opposites/antonym": RulePolicy(least_log_odds=_ALWAYS, spared=0.998),  # of 1,236 of them, the network asked
    # Short texts of figures and names pass for English in any language, and are read by the rules that know English.
    **{kind: POLICY[kind] for kind in ("numbers/number", "mistranslation", "omission", "addition")},
}
_OTHERS = RulePolicy(share=0.0, shown=False)  # of everything else: no floor

Policy = Mapping[str, RulePolicy]


def rule_for(finding: Finding, policy: Policy = POLICY) -> RulePolicy:
    """What a policy lets a finding do, by its detector and kind, else by its kind."""
    return policy.get(f"{finding.detector}/{finding.kind}") or policy.get(finding.kind, _OTHERS)


def drifts(
    expected: np.ndarray,
    readings: Sequence[Reading],
    found: Sequence[Sequence[Finding]],
    rows: np.ndarray,
    marks: tuple[float, float, float],
    policy: Policy = POLICY,
) -> np.ndarray:
    """The drifts (n,) of pairs with these expected severities (n,) and findings.

    Args:
        expected: Expected severities in [0, 1], a second opinion included.
        readings: The pairs as they were read.
        found: What the rules found in each pair.
        rows: The pairs' features (n, len(FEATURES)), of which the network's kinds are read.
        marks: The expected severities at which `minor`, `major` and `critical` begin.
        policy: What rules may decide in the pairs' languages.
    """
    return np.asarray(np.maximum(banded(expected, marks), floors(readings, found, rows, policy)))


def banded(expected: np.ndarray, marks: tuple[float, float, float]) -> np.ndarray:
    """Expected severities with those at which `minor`, `major` and `critical` begin moved to where the bands of these names do."""
    return np.asarray(np.interp(expected, (0, *marks, 1), (0, MINOR, MAJOR, CRITICAL, 1)))


def floors(
    readings: Sequence[Reading], found: Sequence[Sequence[Finding]], rows: np.ndarray, policy: Policy = POLICY
) -> np.ndarray:
    """The drift (n,) below which what rules are sure of does not let pairs with these findings and features fall.

    Amid other words a change is seldom certain: what looks like one may be said elsewhere in another way. So where the other side
    says more than `AMID` of the words beside a finding in no form, the network has to name its kind, too; else what is certain comes to
    `CAP`, and what is certain even there (`amid`) to its floor.
    """
    return np.array(
        [
            max((_floor(f, reading, float(row[FEATURES.index(f"network_{f.kind}")]), policy) for f in own), default=0.0)
            for reading, own, row in zip(readings, found, rows, strict=True)
        ]
    )


def _floor(finding: Finding, reading: Reading, network_odds: float, policy: Policy) -> float:
    """The floor that a finding sets, where the network has these log odds of its kind."""
    rule = rule_for(finding, policy)
    if finding.weight < rule.least_weight or (
        network_odds < rule.least_log_odds and finding.weight < rule.certain_from
    ):
        return 0.0
    floor = rule.share * finding.weight
    certain = finding.weight >= rule.certain_from
    consents = network_odds >= 0 or (certain and rule.amid) or not reading.is_english
    if floor and not consents and _unsaid_beside(finding, reading) > AMID:
        return min(floor, CAP) if certain else 0.0
    return min(floor, CAP) if rule.capped and network_odds <= 0 and not certain else floor


def _unsaid_beside(finding: Finding, reading: Reading) -> float:
    """The share of the words beside a finding, those of quantities in other words left out, that the other side says in no form."""
    counted = [span for places in same_quantities(reading.pair) for span in places]
    return unsaid_share(reading, but=(*finding.spans, *counted))


def stands_alone(finding: Finding, policy: Policy = POLICY) -> bool:
    """Whether a rule's finding is evidence even where the network does not mark its words."""
    rule = rule_for(finding, policy)
    return finding.weight >= rule.certain_from or (rule.shown and finding.weight >= rule.least_weight)
