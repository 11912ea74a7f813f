"""The aligner's contract, on a bag-of-words encoder that needs no model; the gold table and real texts on real ones."""

from __future__ import annotations

import ast
import csv
import itertools
import random
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drift.alignment import align
from drift.alignment.band import Band, Spans
from drift.alignment.links import FoundLink, heaviest_chain
from drift.alignment.path import shed_borders
from drift.alignment.rough import find_band
from drift.alignment.side import Side
from drift.alignment.untranslated import facing_foreign
from drift.types import Link

SHARED = Path(__file__).parents[3] / "shared" / "data"
GOLD = Path(__file__).parents[1] / "data" / "align.csv"


class BagOfWords:
    """Each word a fixed random direction, a sentence their sum: a stand-in with no topic, no meaning and no model."""

    name = "bag-of-words"
    revision = "1"

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        self.encoded += len(sentences)
        out = np.zeros((len(sentences), 64), np.float32)
        for row, sentence in zip(out, sentences, strict=True):
            for word in sentence.lower().split():
                row += np.random.default_rng(zlib.crc32(word.encode("utf-8", "surrogatepass"))).normal(size=64)
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return out


WORDS = (
    "river harbour minister vote storm engine harvest signal bridge teacher island coffee winter copper "
    "market doctor train candle forest letter garden mirror pilot summit salt ladder violin desert tunnel"
).split()


def story(length: int, seed: int = 0) -> list[str]:
    """Sentences of seven random words each, all different."""
    rng = random.Random(seed)
    return [" ".join(rng.sample(WORDS, 7)) + f" {k}" for k in range(length)]


def pairs(links: Sequence[Link]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(link.original, link.version) for link in links]


def assert_whole(links: Sequence[Link], n: int, m: int) -> None:
    assert sorted(i for link in links for i in link.original) == list(range(n))
    assert sorted(j for link in links for j in link.version) == list(range(m))


texts = st.lists(st.text(alphabet="abcde .!é中", max_size=12), max_size=12)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_every_sentence_is_in_exactly_one_link(left: list[str], right: list[str]) -> None:
    links = align(left, right, BagOfWords())
    assert_whole(links, len(left), len(right))
    assert all(len(link.original) <= 12 and len(link.version) <= 12 for link in links)
    assert all(0 <= link.confidence <= 1 for link in links)
    assert all((link.similarity is None) == link.is_gap for link in links)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_sentence_is_in_exactly_one_link_also_where_passages_moved(data: st.DataObject) -> None:
    """Blocks of a text in any order, some of them missing, twice there or merged into one sentence, and blank lines."""
    text = story(24)
    blocks = [text[k : k + 6] for k in range(0, 24, 6)]
    version: list[str] = []
    for block in data.draw(st.lists(st.sampled_from(blocks), max_size=6)):
        version += data.draw(st.sampled_from([block, block[:2], [" ".join(block[:3]), *block[3:]], ["", *block, " "]]))
    assert_whole(align(text, version, BagOfWords()), len(text), len(version))
    assert_whole(align(version, text, BagOfWords()), len(version), len(text))


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_links_are_in_order_but_for_the_moved(left: list[str], right: list[str]) -> None:
    linked = [link for link in align(left, right, BagOfWords()) if not link.is_gap]
    assert [link.original for link in linked] == sorted(link.original for link in linked)
    kept = [link.version[0] for link in linked if not link.moved]
    assert kept == sorted(kept)


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_exchanging_the_sides_exchanges_the_links(left: list[str], right: list[str]) -> None:
    there = {(x.original, x.version, x.moved) for x in align(left, right, BagOfWords()) if not x.is_gap}
    back = {(x.version, x.original, x.moved) for x in align(right, left, BagOfWords()) if not x.is_gap}
    assert {pair[:2] for pair in there} == {pair[:2] for pair in back}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="abcdefg hij", min_size=1, max_size=20).filter(str.strip), max_size=15))
def test_a_text_against_itself_is_all_one_to_one(text: list[str]) -> None:
    assert pairs(align(text, text, BagOfWords())) == [((i,), (i,)) for i in range(len(text))]


def test_nothing_against_something() -> None:
    assert align([], [], BagOfWords()) == ()
    assert pairs(align(["a b"], [], BagOfWords())) == [((0,), ())]
    assert pairs(align([], ["a b", "c"], BagOfWords())) == [((), (0,)), ((), (1,))]


def test_blank_sentences_are_gaps_and_keep_their_numbers() -> None:
    text = story(6)
    left = [text[0], "", text[1], text[2]]
    right = ["  ", text[0], text[1], "\t", text[2]]
    expected = [((), (0,)), ((0,), (1,)), ((1,), ()), ((2,), (2,)), ((), (3,)), ((3,), (4,))]
    assert pairs(align(left, right, BagOfWords())) == expected


def test_one_sentence_against_fifty() -> None:
    text = story(50)
    links = align([text[20]], text, BagOfWords())
    assert_whole(links, 1, 50)
    assert ((0,), (20,)) in pairs(links)


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_merged_sentences_are_found(parts: int) -> None:
    text = story(24)
    merged = [*text[:8], " ".join(text[8 : 8 + parts]), *text[8 + parts :]]
    assert (tuple(range(8, 8 + parts)), (8,)) in pairs(align(text, merged, BagOfWords()))


def test_left_out_and_added_sentences_are_gaps() -> None:
    text, foreign = story(20), ["zebra quilt onion 1", "hammer sofa pepper 2"]
    version = [*text[:5], *text[7:12], *foreign, *text[12:]]
    links = pairs(align(text, version, BagOfWords()))
    assert {((5,), ()), ((6,), ()), ((), (10,)), ((), (11,))} <= set(links)
    assert sum(1 for a, b in links if a and b) == 18


def test_a_moved_passage_is_linked_and_marked() -> None:
    text = story(40)
    version = [*text[:5], *text[28:34], *text[5:28], *text[34:]]
    links = [link for link in align(text, version, BagOfWords()) if not link.is_gap]
    assert {text[i] == version[j] for link in links for i, j in zip(link.original, link.version, strict=True)} == {True}
    assert [link.original for link in links if link.moved] == [(i,) for i in range(28, 34)]


def test_a_shuffled_text_is_put_together_again() -> None:
    from drift.encoders import load_encoder

    text = [row["text"] for rows in gold_cases().values() for row in rows if row["side"] == "original"]
    version = random.Random(3).sample(text, len(text))
    links = align(text, version, load_encoder())
    assert_whole(links, len(text), len(text))
    right = sum(text[link.original[0]] == version[link.version[0]] for link in links if not link.is_gap)
    assert right >= 0.7 * len(text)


def test_texts_that_are_no_versions_of_each_other_are_not_forced_together() -> None:
    from drift.encoders import load_encoder

    one, two = ([row["text"] for row in rows if row["side"] == "original"] for rows in gold_cases().values())
    assert all(link.is_gap for link in align(one, two, load_encoder()))


STRIKE = (
    "Dock workers in the port of Almere walked off the job on Monday after talks over night shifts collapsed.",
    "The union said eight hundred members had joined the strike by noon.",
    "Port director Ines Falk called the walkout irresponsible and asked the government to mediate.",
    "Eleven container ships were waiting outside the harbour on Monday evening.",
    "Supermarkets warned that fresh fruit could run short before the weekend.",
    "The last strike at the port, four years ago, lasted nine days.",
    "Union leader Tom Reeve said his members would not return without a written offer.",
    "A spokesman for the labour ministry said both sides had been invited to The Hague on Wednesday.",
    "Truck drivers were turned back at the main gate and told to wait for further notice.",
    "Shares in the port's operator fell three percent in early trading.",
)
RETOLD = (  # all of it but the port director
    "Dockers at the port of Almere stopped work on Monday when negotiations about night shifts broke down.",
    "By midday eight hundred members had joined the walkout, according to the union.",
    "Eleven container vessels lay outside the harbour on Monday evening, waiting.",
    "Supermarkets warned of a shortage of fresh fruit before the weekend.",
    "The previous strike in the port lasted nine days, four years ago.",
    "Tom Reeve, the union's leader, said members would not go back without an offer in writing.",
    "According to a spokesman of the labour ministry, both sides have been invited to The Hague on Wednesday.",
    "Lorry drivers were sent back at the main gate and told to wait for news.",
    "The operator of the port lost three percent on the stock exchange in the morning.",
)
NEW = (
    "Police officers kept protesters away from the director's office in the afternoon.",
    "The port handles a third of the country's imports.",
    "The union wants a fifth crew for the weekend shifts.",
    "Ministers said the government would not take sides in the dispute.",
)
SOURCE_OF = (0, 1, 3, 4, 5, 6, 7, 8, 9)  # for each sentence of RETOLD, that of STRIKE


def layouts() -> dict[str, list[int]]:
    """The sentences of a version by their numbers in RETOLD + NEW."""
    return {
        "new at the end": [*range(9), 9, 10, 11, 12],
        "new at the start": [12, 9, *range(9)],
        "new in the middle": [*range(6), 11, 9, *range(6, 9)],
        "one to the front": [8, *range(8)],
        "one to the end": [0, 2, 3, 4, 5, 6, 7, 8, 1],
        "three exchanged, and one new": [0, 5, 6, 7, 1, 2, 3, 4, 8, 9],
        "two to the front, two new": [3, 4, 0, 1, 2, 9, 10, 5, 6, 7, 8],
        "one moved, four new": [0, 1, 7, 2, 3, 4, 5, 6, 9, 10, 11, 12, 8],
    }


@pytest.mark.parametrize("layout", layouts())
def test_what_is_left_over_on_both_sides_is_not_linked_and_what_moved_is(layout: str) -> None:
    from drift.encoders import load_encoder

    numbers = layouts()[layout]
    links = align(STRIKE, [(*RETOLD, *NEW)[k] for k in numbers], load_encoder())
    expected = {((SOURCE_OF[k],), (j,)) for j, k in enumerate(numbers) if k < len(RETOLD)}
    assert {pair for pair in pairs(links) if all(pair)} == expected


def test_a_link_may_reach_across_a_sentence_without_a_partner() -> None:
    text = story(24)
    version = [*text[:9], "zebra quilt onion pepper", *text[9:]]
    merged = [*text[:8], f"{text[8]} {text[9]}", *text[10:]]
    links = set(pairs(align(merged, version, BagOfWords())))
    assert {((8,), (8, 10)), ((), (9,))} <= links


CLINIC = [
    "On Monday the clinic is closed.",
    "In an emergency please call the number on the door.",
    "Sorry for any trouble.",
]
GERMAN = "Im Notfall rufen Sie bitte die Nummer an der Tür an."


@pytest.mark.parametrize(
    ("version", "linked", "expected"),
    [
        ([CLINIC[0], GERMAN, CLINIC[2]], {0: 0, 2: 2}, [(1, 1)]),
        ([CLINIC[0], GERMAN], {0: 0}, []),  # a sentence is missing after it
        ([CLINIC[0], "The mayor owns a house.", CLINIC[2]], {0: 0, 2: 2}, []),  # no other language
        ([GERMAN, CLINIC[0], CLINIC[2]], {0: 1, 2: 2}, []),  # it faces nothing
        ([CLINIC[0], GERMAN, GERMAN, CLINIC[2]], {0: 0, 2: 3}, []),
        ([CLINIC[2], GERMAN, CLINIC[0]], {0: 2, 2: 0}, []),  # moved
    ],
)
def test_a_sentence_left_in_another_language_is_linked_by_its_place(
    version: list[str], linked: dict[int, int], expected: list[tuple[int, int]]
) -> None:
    links = [FoundLink(((i,), (j,)), 0.9, 5.0, 0.9) for i, j in linked.items()]
    assert facing_foreign(links, (CLINIC, version)) == expected


def test_long_texts_go_through_the_band_and_lose_nothing() -> None:
    text = story(1500)
    version = [*text[:300], *text[420:900], *story(90, seed=8), *text[900:]]
    links = [link for link in align(text, version, BagOfWords()) if not link.is_gap]
    right = sum(text[x.original[0]] == version[x.version[0]] and len(x.original) == len(x.version) == 1 for x in links)
    assert right >= 0.98 * 1380


def test_at_most_1_3_texts_are_encoded_a_sentence() -> None:
    encoder = BagOfWords()
    text = story(120)
    version = [f"{a} {b}" if k % 4 == 0 else a for k, (a, b) in enumerate(zip(text[::2], text[1::2], strict=True))]
    align(text, version, encoder)
    assert encoder.encoded <= 1.3 * (len(text) + len(version))


def test_the_work_of_looking_for_moved_passages_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from drift.alignment import search

    looked: list[int] = []

    def counting(one: Side, two: Side) -> Band:
        band = find_band(one, two)
        looked.append(len(band))
        return band

    monkeypatch.setattr(search, "find_band", counting)
    monkeypatch.setattr(search, "_CELLS", 0)
    links = align(["the same again"] * 20, ["the same again"] * 3000, BagOfWords())
    assert_whole(links, 20, 3000)
    assert len(looked) >= 1
    assert sum(looked) <= 4 * looked[0] + search._CELLS_A_SENTENCE * 40


def test_a_doubtful_link_sheds_a_border_sentence_that_adds_nothing() -> None:
    whole, without, other = (0, 3, 0, 2), (0, 3, 1, 2), (0, 2, 1, 2)
    spans = Spans(*np.array([whole, without, other]).T)
    chance, scores = np.array([0.3, 0.1, 0.2]), np.array([3.0, 2.0, 1.5])
    chosen = np.array([0])
    assert shed_borders(spans, chance, scores, np.array([0.74, 0.81, 0.5]), chosen) == [(1, 0.3)]
    assert shed_borders(spans, chance, scores, np.array([0.74, 0.73, 0.5]), chosen) == [(0, 0.3)]  # it adds likeness
    assert shed_borders(spans, np.array([0.6, 0.1, 0.2]), scores, np.array([0.74, 0.81, 0.5]), chosen) == [(0, 0.6)]
    assert shed_borders(spans, chance, np.array([3.0, 0.5, 0]), np.array([0.74, 0.81, 0.5]), chosen) == [(0, 0.3)]


def test_the_heaviest_chain_is_the_one_that_a_search_of_all_finds() -> None:
    rng = random.Random(1)
    for _ in range(200):
        n = rng.randrange(1, 8)
        places, weights = rng.sample(range(20), n), [rng.randrange(1, 9) for _ in range(n)]
        best = 0
        for subset in range(1 << n):
            chosen = [k for k in range(n) if subset >> k & 1]
            if all(places[a] < places[b] for a, b in itertools.pairwise(chosen)):
                best = max(best, sum(weights[k] for k in chosen))
        assert sum(weights[k] for k in heaviest_chain(places, weights)) == best


def gold_cases() -> dict[str, list[dict[str, str]]]:
    """The rows of data/align.csv by story: a side's sentence and the number of its link; link 0 is a gap."""
    cases: dict[str, list[dict[str, str]]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cases.setdefault(row["story"], []).append(row)
    return cases


@pytest.mark.parametrize("case", gold_cases())
def test_gold_table(case: str) -> None:
    from drift.encoders import load_encoder

    rows = gold_cases()[case]
    sides = [[row for row in rows if row["side"] == side] for side in ("original", "version")]
    groups: dict[str, tuple[list[int], list[int]]] = {}
    for which, side in enumerate(sides):
        for place, row in enumerate(side):
            if row["link"] != "0":
                groups.setdefault(row["link"], ([], []))[which].append(place)
    expected = {(tuple(a), tuple(b)) for a, b in groups.values()}
    encoder = load_encoder(languages={row["language"] for row in rows})
    links = align([row["text"] for row in sides[0]], [row["text"] for row in sides[1]], encoder)
    assert {pair for pair in pairs(links) if pair[0] and pair[1]} == expected


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the development data in ../shared/data")
def test_hand_aligned_german_and_french() -> None:
    from drift.encoders import load_encoder

    folder = SHARED / "align" / "textberg"
    left, right = ((folder / f"dev.{end}").read_text(encoding="utf-8").splitlines() for end in ("de", "fr"))
    gold = [
        line.split(":")[:2] for line in (folder / "dev.defr").read_text(encoding="utf-8").splitlines() if ":" in line
    ]
    wanted = {(tuple(ast.literal_eval(a)), tuple(ast.literal_eval(b))) for a, b in gold}
    links = {pair for pair in pairs(align(left, right, load_encoder(languages={"de", "fr"}))) if pair[0] and pair[1]}
    found = len(links & wanted)
    assert found / len(links) > 0.8
    assert found / sum(1 for a, b in wanted if a and b) > 0.8
