"""A version laid out in the original's order: `arrange`, and what one more pass over it finds."""

from __future__ import annotations

import numpy as np

from drift.alignment import align
from drift.alignment.arranged import arrange, path_along
from drift.alignment.links import FoundLink
from drift.encoders import load_encoder
from drift.types import Link


def link(one: tuple[int, ...], two: tuple[int, ...]) -> FoundLink:
    return FoundLink((one, two), 1.0, 5.0, 1.0)


def rows(*places: int) -> np.ndarray:
    return np.eye(8, dtype=np.float32)[list(places)]


def test_the_second_side_stands_in_the_order_of_its_partners() -> None:
    links = [link((0,), (2,)), link((1, 2), (3,)), link((3,), (0, 1))]
    order = arrange(links, [rows(0, 1, 2, 3), rows(3, 4, 0, 1)])
    assert order.two.tolist() == [2, 3, 0, 1]
    assert [x.sides for x in order.placed(links)] == [((0,), (0,)), ((1, 2), (1,)), ((3,), (2, 3))]
    assert order.restored(order.placed(links)) == links


def test_what_has_no_partner_stays_with_what_it_is_like() -> None:
    # 0 and 2 have changed places; the sentence between them is like what follows 2 on the other side, or like 0 itself
    links = [link((0,), (2,)), link((2,), (0,))]
    assert arrange(links, [rows(0, 1, 2, 3), rows(2, 3, 0)]).two.tolist() == [2, 0, 1]
    assert arrange(links, [rows(0, 1, 2, 3), rows(2, 0, 0)]).two.tolist() == [1, 2, 0]


def test_sentences_of_discontinuous_links_are_left_out() -> None:
    links = [link((0,), (0, 2)), link((1,), (1,)), link((2,), (3,))]
    order = arrange(links, [rows(0, 1, 2), rows(0, 1, 0, 2)])
    assert (order.one.tolist(), order.two.tolist()) == ([1, 2], [1, 3])


def test_a_path_runs_along_its_links() -> None:
    first, last = path_along([link((0,), (0,)), link((2,), (2,))], np.arange(3), np.arange(3))
    assert (first.tolist(), last.tolist()) == ([0, 1, 1, 3], [0, 2, 2, 3])


ORIGINAL = (
    "The bakery in Mill Lane opened its doors for the first time in spring.",
    "Its owner had sold bread from a van for six years.",
    "Queues reached the church on Saturdays.",
    "The flood came in November and filled the cellar within an hour.",
    "Two ovens were lost, and so were all the sacks of flour.",
    "Neighbours carried the counter into the street.",
    "The council promised a loan in December.",
    "It was paid out only after the shop had closed for good.",
    "Today a bank uses the rooms.",
)
PARAGRAPHS = (  # the same in three parts, each with sentences split and fused
    (
        "In spring the bakery in Mill Lane first opened its doors, after its owner had sold bread from a van for six years.",
        "On Saturdays the queues reached as far as the church.",
    ),
    (
        "In November the flood came.",
        "It filled the cellar within one hour.",
        "Two ovens and all the sacks of flour were lost, and neighbours carried the counter out into the street.",
    ),
    (
        "A loan was promised by the council in December, but it was paid out only when the shop had closed for good.",
        "A bank uses the rooms today.",
    ),
)


def test_split_and_fused_sentences_of_a_moved_paragraph_are_linked() -> None:
    version = [*PARAGRAPHS[2], *PARAGRAPHS[0], *PARAGRAPHS[1]]
    found = align(ORIGINAL, version, load_encoder())
    pairs = {(x.original, x.version) for x in found}
    assert pairs == {
        ((0, 1), (2,)), ((2,), (3,)), ((3,), (4, 5)), ((4, 5), (6,)), ((6, 7), (0,)), ((8,), (1,)),
    }  # fmt: skip
    assert {x.original for x in found if x.moved} == {(6, 7), (8,)}
    assert all(isinstance(x, Link) for x in found)
