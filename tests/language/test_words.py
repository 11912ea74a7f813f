"""Words keep their places, and words that say the same thing are linked."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.language.word_links import align_words, make_pair, word_vectors
from drift.language.words import content_words, split_words


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    words = split_words(text)
    assert all(text[w.start : w.end] == w.text and w.text for w in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert "".join(w.text for w in words) == "".join(c for c in text if not c.isspace())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He paid $1.5m on 3/4/2021.", "He paid $ 1.5 m on 3/4/2021 ."),
        ("the U.S. and the E.U.", "the U.S. and the E.U."),
        ("a well-known rock ’n’ roll band’s hit", "a well-known rock ’ n ’ roll band’s hit"),
        ("🙂مرحبا 你好", "🙂 مرحبا 你 好"),
        ("मंत्री ने खंडन किया।", "मंत्री ने खंडन किया ।"),
        ("大臣は13人の死亡を否定した。", "大臣は 13 人の 死亡を 否定した 。"),
        ("", ""),
    ],
)
def test_words(text: str, words: str) -> None:
    assert " ".join(w.text for w in split_words(text)) == words


def test_content_words_carry_the_message() -> None:
    words = content_words(split_words("It is not the first time that they have met in Oslo."))
    assert [w.text for w in words] == ["first", "time", "met", "Oslo"]


def links(original: str, version: str) -> set[tuple[str, str]]:
    pair = make_pair(original, version)
    return {(pair.original_words[k.original].text, pair.version_words[k.version].text) for k in pair.word_links}


def test_equal_words_and_lemmas_are_linked_without_vectors() -> None:
    found = links("Ministers have warned the banks.", "The minister warns a bank.")
    assert {("Ministers", "minister"), ("warned", "warns"), ("banks", "bank")} <= found


def test_repeated_words_are_linked_in_order() -> None:
    pair = make_pair("the dog saw the cat", "the dog saw the cat")
    assert [(k.original, k.version) for k in pair.word_links] == [(i, i) for i in range(5)]


@given(st.text(max_size=60), st.text(max_size=60))
def test_each_word_is_linked_once(original: str, version: str) -> None:
    found = make_pair(original, version).word_links
    assert len({k.original for k in found}) == len({k.version for k in found}) == len(found)
    mirrored = {(k.version, k.original) for k in make_pair(version, original).word_links}
    assert len(mirrored) == len(found)


def test_vectors_link_what_spelling_cannot() -> None:
    left, right = split_words("killed people"), split_words("claimed lives")
    same = np.eye(2, dtype=np.float32)
    assert [(k.original, k.version) for k in align_words(left, right, same, same)] == [(0, 0), (1, 1)]
    assert align_words(left, right, same, 1 - same)[0].version == 1
    assert align_words(left, right) == ()


def test_a_words_vector_is_the_mean_of_its_tokens() -> None:
    words = split_words("unlikely no")
    offsets = np.array([[0, 2], [2, 8]])
    vectors = word_vectors(words, offsets, np.array([[1, 0], [0, 1]], np.float32))
    assert vectors[0] == pytest.approx([0.7071, 0.7071], abs=1e-4)
    assert vectors[1].tolist() == [0, 0]  # beyond the model's reach
