"""Evidence from words, on an encoder whose tokens are words with fixed random directions."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Sequence

import numpy as np
import pytest

from drift.alignment import align
from drift.alignment.band import Spans
from drift.alignment.model import manner_of
from drift.alignment.path import Chances
from drift.alignment.word_features import WORD_FEATURES, measure_words
from drift.alignment.words import Found, doubtful_sentences, words_of
from drift.encoders import load_encoder
from drift.encoders.protocols import Tokens


class TokensOfWords:
    """A sentence is the sum of its words' directions; it counts what it encodes."""

    name = "tokens-of-words"
    revision = "1"

    def __init__(self) -> None:
        self.encoded = self.again = 0

    def encode(self, sentences: Sequence[str]) -> np.ndarray:
        self.encoded += len(sentences)
        return self._read(sentences)[0]

    def encode_with_tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, list[Tokens]]:
        self.again += len(texts)
        return self._read(texts)

    def _read(self, texts: Sequence[str]) -> tuple[np.ndarray, list[Tokens]]:
        rows, tokens = np.zeros((len(texts), 96), np.float32), []
        for row, text in zip(rows, texts, strict=True):
            words = list(re.finditer(r"\w+|[^\w\s]", text))
            vectors = np.array([_direction(word.group()) for word in words], np.float32).reshape(-1, 96)
            tokens.append((np.array([word.span() for word in words], int).reshape(-1, 2), vectors))
            row[:] = vectors.sum(0) / max(float(np.linalg.norm(vectors.sum(0))), 1e-9)
        return rows, tokens


def _direction(word: str) -> np.ndarray:
    vector = np.random.default_rng(zlib.crc32(word.lower().encode())).normal(size=96)
    return np.asarray(vector / np.linalg.norm(vector))


ONE = ("the ferry left at noon", "rain fell all week", "a goat ate the hedge")
TWO = ("at noon the ferry left", "rain fell", "all week a goat ate the hedge")


def spans(*ends: tuple[int, int, int, int]) -> Spans:
    return Spans(*np.array(ends, int).reshape(-1, 4).T)


def found(one: Sequence[str] = ONE, two: Sequence[str] = TWO) -> Found:
    encoder = TokensOfWords()
    words = [dict(enumerate(words_of(encoder, side)[1])) for side in (one, two)]
    likely = spans((0, 1, 0, 1), (1, 2, 1, 2), (2, 3, 2, 3))
    return Found((words[0], words[1]), likely, Chances(np.ones(3), np.zeros(len(one)), np.zeros(len(two))))


def test_words_are_found_where_they_stand() -> None:
    where = found()
    right, wrong = spans((0, 1, 0, 1), (1, 3, 1, 3)), spans((0, 1, 1, 2), (1, 2, 0, 1))
    for side in (0, 1):
        starts, stops = (right.i0, right.i1) if side == 0 else (right.j0, right.j1)
        assert (where.found(right, side) > 0.9 * where.weight(side, starts, stops)).all()
        assert (where.found(wrong, side) < 0.2 * where.weight(side, np.array([0, 1]), np.array([1, 2]))).all()


def test_a_clause_cut_off_is_told_by_the_border() -> None:
    """All week is in the second line of the one side and in the third of the other."""
    measured = measure_words(found(), spans((1, 2, 1, 2), (1, 3, 1, 3), (0, 2, 0, 2)))
    cut_short, whole, too_much = (dict(zip(WORD_FEATURES, row, strict=True)) for row in measured)
    assert whole["found"] > cut_short["found"]
    assert cut_short["found_take"] > whole["found_take"]
    assert whole["found_keep"] > 0.4
    assert too_much["found"] < whole["found"]


def test_what_is_not_known_is_nought() -> None:
    encoder = TokensOfWords()
    words = {0: words_of(encoder, ONE[:1])[1][0]}, {0: words_of(encoder, TWO[:1])[1][0]}
    where = Found(words, spans((0, 1, 0, 1)), Chances(np.ones(1), np.zeros(3), np.zeros(3)))
    measured = measure_words(where, spans((0, 1, 0, 1), (0, 2, 0, 1), (1, 2, 1, 2)))
    assert measured[0, WORD_FEATURES.index("found_known")] == 1
    assert not measured[1:].any()
    assert where.agreement[0].tolist()[1:] == [0, 0]


@pytest.mark.parametrize("texts", [["", "…"], ["!!!"]])
def test_a_sentence_without_words_has_none(texts: list[str]) -> None:
    assert [words.pieces for words in words_of(TokensOfWords(), texts)[1]] == [()] * len(texts)


def test_the_most_doubtful_sentences_are_chosen_and_no_more_than_may_be() -> None:
    n = 40
    likely = spans(*((i, i + 1, i, i + 1) for i in range(n)))
    chance = np.ones(n)
    chance[5], chance[20] = 0.5, 0.9
    one, two = doubtful_sentences(likely, chance, n, n, 9)
    assert (one.tolist(), two.tolist()) == ([5, 20], [5, 20])
    one, two = doubtful_sentences(likely, np.full(n, 0.5), n, n, 9)
    assert len(one) + len(two) == 9


def test_no_more_than_1_3_texts_are_encoded_a_sentence() -> None:
    """Joined texts and lines encoded again together, on lines of which it is in doubt what they belong to."""
    words = "river harbour minister vote storm engine harvest signal bridge teacher".split()
    long = [" ".join(words[(k * j + k // 5) % 10] for j in range(1, 13)) + f", {k // 3}" for k in range(60)]
    lines = [f"{words[(k + k // 5) % 10]} {words[k % 7]}" for k in range(180)]
    encoder = TokensOfWords()
    align(long, lines, encoder)
    assert encoder.again
    assert encoder.encoded + encoder.again <= 1.3 * (len(long) + len(lines))


VERSES = [
    "The ferryman rose before the light, and he called to the river, and the river gave him no answer at all.",
    "His daughter brought bread and a lantern, for the fog lay thick on the water, and the bells were silent.",
    "They rowed until the sun stood high; the oars were heavy as iron, and neither of them spoke.",
    "At last the far bank showed its willows, a dog ran down to the stones, and the old man laughed aloud.",
]
LINES = [
    ["Before the light the ferryman rose,", "and called unto the river,", "and no answer did the river give."],
    ["Bread his daughter brought,", "and a lantern with it,", "for thick on the water lay the fog,", "and silent were the bells."],
    ["Until the sun was high they rowed;", "as iron were the oars heavy,", "and neither one did speak."],
    ["The willows of the far bank appeared at last,", "to the stones a dog ran down,", "and aloud did the old man laugh."],
]  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_a_verse_is_told_in_lines(turned: bool) -> None:
    lines = [line for verse in LINES for line in verse]
    sides = (lines, VERSES) if turned else (VERSES, lines)
    links = align(*sides, load_encoder())
    of_lines = [link.original if turned else link.version for link in links]
    ends = list(itertools.accumulate(map(len, LINES), initial=0))
    assert of_lines == [tuple(range(*pair)) for pair in itertools.pairwise(ends)]


def test_lines_are_told_by_their_number_and_their_length() -> None:
    lines = [line for verse in LINES for line in verse]
    assert manner_of((VERSES, lines)) == manner_of((lines, VERSES)) == "lines"
    assert manner_of((VERSES, VERSES * 5)) == "sentences"  # much is added
    assert manner_of((VERSES, lines[:4])) == "sentences"  # another script, or much is left out
    assert manner_of(([], lines)) == "sentences"
