"""What rules may decide by themselves: every threshold and floor, by kind. Applied once, after all opinions are in.

The combination says how severe a pair is to be expected to be. Where rules are sure, the drift does not fall below a share
of their finding's weight, whatever the combination makes of the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from drift.judging.features import FEATURES
from drift.types import MAJOR, MINOR, Finding, Kind

_NEVER = 2.0  # above any weight
CAP = 0.25  # the most that a capped floor comes to where the network does not name the kind
SHOWN = 0.1  # a rule's finding of less weight moves the drift but is no evidence


@dataclass(frozen=True, slots=True)
class KindPolicy:
    """What a rule's finding of a kind does by itself.

    Attributes:
        share: Of the finding's weight, the drift below which a pair does not fall.
        least_log_odds: The floor holds where the network's log odds of the kind are at least this; 0 (no network) always
            passes.
        capped: Where the network's log odds of the kind are not above 0, the floor is at most `CAP`.
        certain_from: A finding of at least this weight sets its floor and is shown whatever the network says.
        shown: The finding is evidence even where the network does not mark its words.
    """

    share: float = 0.8
    least_log_odds: float = -4.0
    capped: bool = False
    certain_from: float = _NEVER
    shown: bool = True


# The rules for antonym, negation, question, gender, role and number speak up in at most two of a hundred faithful
# translations (DEMETR, bio-MQM and TED; training and calibration parts) where the network does not rule the kind out;
# numbers differ between sentences that are merely alike, too. The capped ones are right less often. Of who did what to
# whom, and of how sure that is, the network often notices nothing: there the rules need no consent.
POLICY: dict[Kind, KindPolicy] = {
    "antonym": KindPolicy(),
    "negation": KindPolicy(),
    "question": KindPolicy(),
    "gender": KindPolicy(),
    "role": KindPolicy(least_log_odds=-99.0),
    "number": KindPolicy(share=0.65),
    "entity": KindPolicy(least_log_odds=-3.0, capped=True, certain_from=0.95, shown=False),
    "modality": KindPolicy(least_log_odds=-99.0, capped=True),
    "quantity": KindPolicy(least_log_odds=-3.0, capped=True, shown=False),
    "untranslated": KindPolicy(least_log_odds=-3.0, capped=True, shown=False),
    # What is certain from the text alone, such as a lost placeholder, is `major`; anything less sets no floor.
    **dict.fromkeys(
        ("mistranslation", "omission", "addition"),
        KindPolicy(share=2 / 3, least_log_odds=float("inf"), certain_from=1.0, shown=False),
    ),
}
# Where a side is not English: what is certain from the text, and figures, of which the rule takes one for another in 5 of
# 5,300 human translations and post-edits out of fourteen languages (WMT, MLQE-PE, bio-MQM, DEMETR; training parts). The
# other rules know too few words across languages to decide anything by themselves.
POLICY_ACROSS: dict[Kind, KindPolicy] = {
    "number": KindPolicy(share=0.65, least_log_odds=-99.0),
    **{kind: POLICY[kind] for kind in ("mistranslation", "omission", "addition")},
}
_OTHERS = KindPolicy(share=0.0, shown=False)  # of every other kind: no floor

Policy = Mapping[Kind, KindPolicy]


def drifts(expected: np.ndarray, rows: np.ndarray, minor: float, policy: Policy = POLICY) -> np.ndarray:
    """The drifts (n,) of pairs with these expected severities (n,) and feature rows (n, len(FEATURES)).

    Args:
        expected: Expected severities in [0, 1], a second opinion included.
        rows: The pairs' features, of which the rules' findings and the network's kinds are read.
        minor: The expected severity at which `minor` begins.
        policy: What rules may decide in the pairs' languages.
    """
    return np.asarray(np.maximum(banded(expected, minor), floors(rows, policy)))


def banded(expected: np.ndarray, minor: float) -> np.ndarray:
    """Expected severities with `minor` moved to where the band of that name begins; from `MAJOR` up they stay."""
    return np.asarray(np.interp(expected, (0, minor, MAJOR, 1), (0, MINOR, MAJOR, 1)))


def floors(rows: np.ndarray, policy: Policy = POLICY) -> np.ndarray:
    """The drift (n,) below which what rules are sure of does not let feature rows (n, len(FEATURES)) fall."""
    lowest = np.zeros(len(rows))
    for kind, rule in policy.items():
        weight, network_odds = (rows[:, FEATURES.index(name)] for name in (kind, f"network_{kind}"))
        floor = rule.share * weight
        if rule.capped:
            floor = np.where(network_odds > 0, floor, np.minimum(floor, CAP))
        holds = (network_odds >= rule.least_log_odds) | (weight >= rule.certain_from)
        lowest = np.maximum(lowest, floor * holds)
    return lowest


def stands_alone(finding: Finding, policy: Policy = POLICY) -> bool:
    """Whether a rule's finding is evidence even where the network does not mark its words."""
    rule = policy.get(finding.kind, _OTHERS)
    return rule.shown or finding.weight >= rule.certain_from
