"""A passage without a counterpart is compared with what shares its facts before it is called left out or added."""

from __future__ import annotations

import pytest

import drift
from drift.types import Comparison

BEFORE, AFTER = "The council met on Monday to discuss the budget.", "Schools reopen next week after the holidays."


def compared(original: list[str], version: list[str]) -> Comparison:
    texts = {"original": "\n".join(original), "copy": "\n".join(version)}
    (comparison,) = drift.analyze(texts, model="small").stories[0].comparisons
    return comparison


@pytest.mark.parametrize(("count", "wrong"), [("17", "71"), ("240", "420")])
def test_a_changed_number_in_a_sentence_of_its_own_is_a_changed_number(count: str, wrong: str) -> None:
    whole = f"A gas leak set off a blast in a bakery in the old town, killing {count} people, officials said."
    parted = [
        "A gas leak set off a blast in a bakery in the old town, officials said.",
        f"At least {wrong} people died.",
    ]
    comparison = compared([BEFORE, whole, AFTER], [BEFORE, *parted, AFTER])
    (k,) = [k for k, link in enumerate(comparison.links) if 1 in link.original]
    assert comparison.links[k].version == (1, 2)
    assert "number" in comparison.drifts[k].kinds
    assert comparison.drifts[k].severity in ("major", "critical")
    assert not any(link.is_gap for link in comparison.links)


def test_sentences_that_share_a_name_alone_stay_apart() -> None:
    original = [BEFORE, "Mayor Anna Keller defended the plan.", "Reporters waited in the rain for an hour.", AFTER]
    version = [BEFORE, "Mayor Anna Keller defended the plan.", "Anna Keller was born in Graz and likes to sail.", AFTER]
    comparison = compared(original, version)
    (k,) = [k for k, link in enumerate(comparison.links) if 1 in link.original]
    assert (comparison.links[k].original, comparison.links[k].version) == ((1,), (1,))
    assert comparison.drifts[k].severity == "none"


def test_every_sentence_stays_in_one_link() -> None:
    original = [BEFORE, "Two of the five bridges were closed, 40 lorries had to wait.", AFTER]
    version = [BEFORE, "Some bridges were closed.", "Forty lorries had to wait.", "Nobody was hurt.", AFTER]
    comparison = compared(original, version)
    for side, size in (("original", 3), ("version", 5)):
        assert sorted(i for link in comparison.links for i in getattr(link, side)) == list(range(size))
