"""Sentences left over on both sides: those that are each other's by far, or nearly so with a fact that is theirs alone."""

from __future__ import annotations

import numpy as np
import pytest

from drift.alignment import align
from drift.alignment.facts import facts
from drift.alignment.leftover import left_over
from drift.alignment.links import FoundLink
from drift.alignment.rivals import leads
from drift.encoders import load_encoder

LEFT = ("Rain fell in the hills.", "About 4,300 tents were handed out.", "The mayor spoke of a hard winter.")
RIGHT = ("Schools will open again soon.", "In the end people got 4300 tents or so.", "No one knows who paid.")


def at(cosine: float) -> list[np.ndarray]:
    """Vectors of three sentences a side, of which the second ones have this cosine and all others are at right angles."""
    one, two = np.eye(8)[:3], np.eye(8)[4:7]
    two[1] = cosine * one[1] + np.sqrt(1 - cosine**2) * two[1]
    return [one, two]


@pytest.mark.parametrize(("cosine", "right", "linked"), [
    (0.7, ("a", "b", "c"), True),  # by far the nearest
    (0.3, RIGHT, True),  # the only ones that hold this number
    (0.3, ("a", "b", "c"), False),
    (0.3, (RIGHT[0], RIGHT[1], "4300 men came."), False),  # two hold the number
    (0.05, RIGHT, False),  # the same number, and nothing else in common
])  # fmt: skip
def test_a_pair_is_taken_by_its_likeness_or_by_a_fact_of_its_own(
    cosine: float, right: tuple[str, ...], linked: bool
) -> None:
    found = [link.sides for link in left_over([], at(cosine), [LEFT, right])]
    assert found == ([((1,), (1,))] if linked else [])


def test_who_has_a_link_is_not_left_over_but_remains_a_rival() -> None:
    vectors = at(0.7)
    assert not list(left_over([FoundLink(((1,), (0,)), 1.0, 1.0, 1.0)], vectors, [LEFT, RIGHT]))
    vectors[0][0] = vectors[1][1]  # a linked sentence that says exactly what the second one on the right says
    assert not list(left_over([FoundLink(((0,), (0,)), 1.0, 1.0, 1.0)], vectors, [LEFT, ("a", "b", "c")]))


def test_a_fact_is_the_same_in_another_language() -> None:
    german = facts("Mindestens einundsiebzig Menschen starben im Januar in Moskau, sagte Peskow.", "de")
    english = facts("At least 71 people died in Moscow in January, Peskov said.", "en")
    shared = {fact.sort for fact in english for other in german if fact.is_same(other)}
    assert shared == {"number", "month", "place", "name"}


def test_the_lead_tells_whether_another_sentence_is_nearer() -> None:
    vectors = at(0.6)
    lengths = [np.ones(3), np.ones(3)]
    pair = FoundLink(((1,), (1,)), 1.0, 1.0, 1.0)
    assert leads([pair], vectors, vectors, lengths) == pytest.approx([0.6])
    vectors[1][2] = vectors[0][1]
    assert leads([pair], vectors, vectors, lengths) == pytest.approx([-0.4])
    assert leads([], vectors, vectors, lengths) == []


SCATTERED = {
    "The ferry to the island was cancelled for the third day in a row.": "For a third day running no ferry left for the island.",
    "Beekeepers fear that the late frost has killed half of their colonies.": "Half the colonies may have died in the late frost, beekeepers fear.",
    "The museum bought the painting for nine million euros.": "Nine million euros is what the museum paid for the picture.",
    "A retired judge will look into the accident at the quarry.": "The quarry accident will be examined by a former judge.",
    "Children under six travel free on all trams from May.": "From May on trams cost nothing for children under six.",
}  # fmt: skip


def test_sentences_in_any_order_find_each_other_among_others() -> None:
    left = ["Bread prices rose again.", *SCATTERED, "The choir rehearses on Tuesdays."]
    order = [3, 0, 4, 2, 1]
    right = [list(SCATTERED.values())[k] for k in order]
    right[2:2] = ["A new bridge is planned in the north.", "He never learned to swim."]
    partner = {right.index(said): left.index(source) for source, said in SCATTERED.items()}
    links = align(left, right, load_encoder())
    assert {(x.original, x.version) for x in links if not x.is_gap} == {((i,), (j,)) for j, i in partner.items()}
