"""Facts that moved into a sentence of their own are proposed to be read with what held them; nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.alignment.regroup import Regrouping, regroupings
from drift.types import Link

LEAK = "A gas leak set off the blast on Friday, killing 17 people in Port Ardel, the mayor said."


def link(original: str, version: str) -> Link:
    """A link from two strings of indices."""
    return Link(tuple(map(int, original.split())), tuple(map(int, version.split())))


def best(links: list[Link], original: list[str], version: list[str]) -> Regrouping | None:
    found = regroupings(links, original, version)
    return found[0] if found else None


def test_a_changed_number_of_the_same_things_in_a_sentence_of_its_own() -> None:
    version = ["A gas leak set off the blast on Friday in Port Ardel, the mayor said.", "At least 71 people died."]
    found = best([link("0", "0"), link("", "1")], [LEAK], version)
    assert found is not None
    assert (found.gap, found.partner, found.original, found.version) == (1, 0, (0,), (0, 1))
    assert found.facts == ("71 people",)


def test_the_same_with_the_sides_exchanged() -> None:
    original = ["A gas leak set off the blast on Friday in Port Ardel, the mayor said.", "At least 71 people died."]
    found = best([link("0", "0"), link("1", "")], original, [LEAK])
    assert found is not None
    assert (found.original, found.version) == ((0, 1), (0,))


def test_two_gaps_that_share_a_name_are_compared() -> None:
    original = ["It rained.", "Ines Falk called the walkout irresponsible.", "The port is closed.", "Trucks wait."]
    version = ["It rained.", "The port is closed.", "For director Falk the strike lacks all sense.", "Trucks wait."]
    links = [link("0", "0"), link("1", ""), link("2", "1"), link("", "2"), link("3", "3")]
    found = regroupings(links, original, version)
    assert {(r.gap, r.partner, r.facts) for r in found} >= {(1, 3, ("Falk",)), (3, 1, ("Falk",))}


def test_a_fact_that_its_own_link_answers_is_no_reason() -> None:
    version = ["A gas leak set off the blast on Friday, killing 17 people in Port Ardel.", "Some 17 people marched."]
    assert best([link("0", "0"), link("", "1")], [LEAK], version) is None


@pytest.mark.parametrize("distance", [1, 3, 9])
def test_far_away_it_takes_two_facts(distance: int) -> None:
    fill = [f"{word} came." for word in "rain snow hail fog wind frost heat dew sleet".split()][: distance - 1]
    original = ["The blast killed 17 people in Ardel.", *fill]
    places = [link(str(k), str(k)) for k in range(len(original))]
    for extra, near, far in (("At least 17 people died.", True, False), ("In Ardel 17 people died.", True, True)):
        version = ["There was a blast.", *fill, extra]
        found = best([*places, link("", str(len(fill) + 1))], original, version)
        assert (found is not None) == (near if distance <= 3 else far)


def test_opposite_gaps_are_proposed_for_their_place_alone() -> None:
    original = ["The clinic is closed.", "Please call the number on the door.", "We apologise."]
    version = ["The clinic is closed.", "Bitte rufen Sie die Nummer an der Tür an.", "We are sorry."]
    links = [link("0", "0"), link("1", ""), link("", "1"), link("2", "2")]
    assert {(r.original, r.version, r.facts) for r in regroupings(links, original, version)} == {((1,), (1,), ())}


def test_the_rest_of_a_long_sentence_beside_its_link() -> None:
    original = ["A fire has destroyed the old cinema, the fire service said."]
    version = ["Fire has destroyed the old cinema.", "That is according to the fire service."]
    found = best([link("0", "0"), link("", "1")], original, version)
    assert found is not None and found.version == (0, 1)


SENTENCES = st.lists(
    st.sampled_from([LEAK, "At least 71 people died.", "", "Falk went.", "5", "Im Mai.", "?"]), max_size=6
)


@given(SENTENCES, SENTENCES, st.data())
def test_proposals_name_gaps_and_keep_every_sentence(left: list[str], right: list[str], data: st.DataObject) -> None:
    linked = data.draw(st.integers(0, min(len(left), len(right))))
    links = [Link((i,), (i,)) for i in range(linked)]
    links += [Link((i,), ()) for i in range(linked, len(left))]
    links += [Link((), (j,)) for j in range(linked, len(right))]
    for proposal in regroupings(links, left, right):
        gap, partner = links[proposal.gap], links[proposal.partner]
        assert gap.is_gap
        assert proposal.original and proposal.version
        assert proposal.original == tuple(sorted(gap.original + partner.original))
        assert proposal.version == tuple(sorted(gap.version + partner.version))
