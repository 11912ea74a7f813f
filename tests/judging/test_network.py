"""The drift model's runtime, on a tiny network with random weights."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.judging import evidence
from drift.judging.evidence import joined
from drift.judging.network import DriftModel, Predictions
from drift.judging.network.encode import ANCHORED, LACKED, SHARED, encode_pairs
from drift.judging.network.engines import OpenVino, Torch
from drift.judging.network.model import Marks, load_network
from drift.judging.network.weights import load_weights, save_weights, weights_revision
from drift.judging.restating import predict_restated, restated
from drift.language.reading import read
from drift.language.word_links import make_pair
from drift.language.words import split_words
from drift.types import KINDS, DriftError, Finding, Span
from tests.tiny_model import tiny_network, tiny_tokenizer, write_tiny_model

PAIRS = [
    ("The talks rose in May.", "The talks fell in May."),
    ("More than 13,000 people were killed, the mayor said.", "The mayor said more than 13,000 people were killed."),
    ("A city of 500,000 people.", "A city."),
    ("The city fell.", "The city did not fall. " * 12),
    ("Same words here.", "Same words here."),
    ("", "Something was added."),
    ("Énorme: 卫星 😀 was left.", "A satellite was left."),
]


@pytest.fixture(scope="module", params=("openvino", "torch"))
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DriftModel:
    folder = write_tiny_model(tmp_path_factory.mktemp("tiny"))
    if request.param == "openvino":
        pytest.importorskip("openvino", reason="the other engine is PyTorch itself")
        return DriftModel.load(folder, OpenVino(lambda: load_network(folder), weights_revision(folder)))
    return DriftModel.load(folder, Torch(load_network(folder)))


@pytest.fixture(scope="module")
def judged(model: DriftModel) -> Predictions:
    return model.predict(PAIRS)


def test_every_head_speaks_for_every_pair(judged: Predictions) -> None:
    n = len(PAIRS)
    assert judged.drift.shape == (n, 3)
    assert judged.kinds.shape == (n, len(KINDS))
    assert judged.nli.shape == (n, 2, 3)
    assert judged.adequacy.shape == judged.sts.shape == judged.expected.shape == (n,)
    assert len(judged.original) == len(judged.version) == n
    for probabilities in (judged.drift, judged.kinds, judged.nli):
        assert ((probabilities >= 0) & (probabilities <= 1)).all()
    assert np.allclose(judged.nli.sum(-1), 1, atol=1e-5)


def test_marks_lie_on_the_words_of_their_side(judged: Predictions) -> None:
    for pair, left, right in zip(PAIRS, judged.original, judged.version, strict=True):
        for text, marks in zip(pair, (left, right), strict=True):
            assert len(marks.offsets) == len(marks.probability)
            covered = {i for start, end in marks.offsets for i in range(start, end)}
            assert covered == {i for i, c in enumerate(text) if not c.isspace()}


@pytest.mark.parametrize("seed", range(3))
def test_neither_order_nor_company_changes_a_verdict(model: DriftModel, judged: Predictions, seed: int) -> None:
    order = random.Random(seed).sample(range(len(PAIRS)), len(PAIRS))
    again = model.predict([PAIRS[i] for i in order])
    for row, i in enumerate(order):
        alone = model.predict([PAIRS[i]])
        for name in ("drift", "kinds", "nli", "adequacy", "sts"):
            expected = getattr(judged, name)[i]
            assert np.abs(getattr(again, name)[row] - expected).max() < 1e-4
            assert np.abs(getattr(alone, name)[0] - expected).max() < 1e-4
        assert np.abs(again.version[row].probability - judged.version[i].probability).max(initial=0) < 1e-4


def test_sides_are_told_apart(model: DriftModel) -> None:
    there = model.predict([("The city of 500 people fell.", "The city fell.")])
    back = model.predict([("The city fell.", "The city of 500 people fell.")])
    assert np.abs(there.kinds - back.kinds).max() > 1e-4


def test_no_pairs_give_empty_arrays(model: DriftModel) -> None:
    judged = model.predict([])
    assert judged.drift.shape == (0, 3)
    assert judged.nli.shape == (0, 2, 3)


def test_long_texts_are_cut_on_the_longer_side(model: DriftModel) -> None:
    judged = model.predict(
        [("The talks rose in May. " * 300, "The talks fell."), ("the city " * 400, "the mayor " * 400)]
    )
    assert judged.version[0].offsets[-1][1] == len("The talks fell.")
    assert abs(len(judged.original[1].offsets) - len(judged.version[1].offsets)) <= 1


def test_matches_say_what_the_other_side_has() -> None:
    (encoded,) = encode_pairs(tiny_tokenizer(), [("the talks rose in may", "in talks may the talks rose")], (0, 2), 64)
    assert encoded.side.tolist() == [0, *[1] * 5, 0, 0, *[2] * 6, 0]
    assert encoded.match[1:6].tolist() == [ANCHORED, ANCHORED, ANCHORED, SHARED, SHARED]
    (lost,) = encode_pairs(tiny_tokenizer(), [("the city fell", "the city")], (0, 2), 64)
    assert lost.match[1:4].tolist() == [ANCHORED, ANCHORED, LACKED]


def test_weights_come_back_nearly_the_same_and_in_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drift.judging.network.weights.SHARD", 50_000)
    state = tiny_network().state_dict()
    paths = save_weights(state, tmp_path)
    assert len(paths) > 1
    assert max(path.stat().st_size for path in paths) < 80_000
    back = load_weights(tmp_path)
    assert back.keys() == state.keys()
    for name, tensor in state.items():
        limit = max(tensor.abs().max().item() / 127, 1e-3)
        assert (back[name] - tensor).abs().max().item() <= limit, name


def test_fewer_shards_leave_no_old_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drift.judging.network.weights.SHARD", 50_000)
    save_weights(tiny_network().state_dict(), tmp_path)
    monkeypatch.setattr("drift.judging.network.weights.SHARD", 50_000_000)
    assert [p.name for p in save_weights(tiny_network().state_dict(), tmp_path)] == ["weights-1.safetensors"]
    assert len(list(tmp_path.glob("*.safetensors"))) == 1


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=r"config\.json"):
        DriftModel.load(tmp_path)
    (tmp_path / "config.json").write_text('{"shape": {}, "frame": [0, 2]}')
    with pytest.raises(DriftError, match="no weights"):
        DriftModel.load(tmp_path)


# --- what it marks, as findings

TEXTS = ("The talks in May failed badly.", "The talks in June failed.")


def predicted_marks(kinds: dict[str, float], original: dict[str, float], version: dict[str, float]) -> Predictions:
    """A judgement of `TEXTS` in which these kinds and words have these chances."""

    def marks(text: str, chances: dict[str, float]) -> Marks:
        words = split_words(text)
        return Marks(np.array([[w.start, w.end] for w in words]), np.array([chances.get(w.text, 0.0) for w in words]))

    chances = np.array([[kinds.get(kind, 0.0) for kind in KINDS]])
    one = np.ones(1)
    sides = [marks(text, said) for text, said in zip(TEXTS, (original, version), strict=True)]
    return Predictions(np.full((1, 3), 0.6), chances, np.full((1, 2, 3), 1 / 3), one, one, [sides[0]], [sides[1]])


def shown(judged: Predictions, rules: Sequence[Finding] = ()) -> dict[str, list[str]]:
    found = joined(rules, make_pair(*TEXTS), judged, 0)
    texts = dict(zip(("original", "version"), TEXTS, strict=True))
    return {f.kind: [f"{s.side}: {texts[s.side][s.start : s.end]}" for s in f.spans] for f in found}


def test_a_change_is_shown_on_both_sides_and_a_loss_on_one() -> None:
    marked = {"May": 0.9, "badly": 0.8}, {"June": 0.9}
    assert shown(predicted_marks({"number": 0.9}, *marked)) == {
        "number": ["original: May", "original: badly", "version: June"]
    }
    both = shown(predicted_marks({"number": 0.9, "omission": 0.7}, *marked))
    assert list(both) == ["number", "omission"]
    assert both["omission"] == ["original: May", "original: badly"]


def test_marked_words_that_no_finding_shows_are_the_likeliest_other_kinds() -> None:
    marked = {"May": 0.9, "badly": 0.8}, {"June": 0.9}
    added = {"addition": ["version: June"], "tense": ["original: May", "original: badly"]}
    assert shown(predicted_marks({"addition": 0.7, "tense": 0.2}, *marked)) == added
    rule = Finding("number", (Span("original", 13, 16), Span("version", 13, 17)), 0.8, "numbers")
    by_rule = {"number": ["original: May", "version: June"], "omission": ["original: badly"]}
    assert shown(predicted_marks({"number": 0.9, "omission": 0.2}, *marked), [rule]) == by_rule


def test_words_of_one_kind_are_shown_once() -> None:
    clause, words = Span("original", 4, 30), (Span("original", 4, 9), Span("original", 13, 16))
    graver, same = Finding("omission", (clause,), 0.8, "clauses"), Finding("omission", words, 0.5, "coverage")
    other = Finding("tense", words, 0.5, "tense")
    assert evidence.shown([same, graver, other], make_pair(*TEXTS)) == (graver, other)


def test_beside_a_graver_findings_words_those_are_shown_that_one_side_alone_has() -> None:
    pair = make_pair("The talks in May failed.", "The talks in June collapsed.")
    month = Finding("number", (Span("version", 13, 17),), 0.9, "numbers")
    talks_in_june = Finding("role", (Span("version", 4, 17),), 0.1, "model")
    june_collapsed = Finding("mistranslation", (Span("version", 13, 27),), 0.1, "model")
    assert evidence.shown([talks_in_june, june_collapsed, month], pair) == (month, june_collapsed)


def test_beside_a_graver_finding_the_network_shows_no_bare_function_words_and_no_marks() -> None:
    pair = make_pair("They were told not to go to work, as it rained.", "They were told to go to work.")
    negation = Finding("negation", (Span("original", 15, 18),), 0.9, "negation")
    clause = Finding("omission", (Span("original", 34, 46),), 0.8, "clauses")
    not_to = Finding("antonym", (Span("original", 15, 21), Span("original", 25, 27)), 0.3, "model")
    with_comma = Finding("mistranslation", (Span("original", 32, 46),), 0.3, "model")
    assert evidence.shown([not_to, with_comma, negation, clause], pair) == (negation, clause)
    assert evidence.shown([not_to], pair) == (not_to,)


def test_the_likeliest_kind_is_named_if_none_is_likely() -> None:
    assert list(shown(predicted_marks({"tense": 0.1, "role": 0.05}, {"failed": 0.9}, {}))) == ["tense"]


def test_without_marked_words_there_is_no_finding() -> None:
    assert shown(predicted_marks({"number": 0.9}, {"May": 0.05}, {"June": 0.05})) == {}


def test_marked_words_with_only_small_words_between_are_one_stretch() -> None:
    judged = predicted_marks({"omission": 0.9}, {"talks": 0.9, "May": 0.9}, {})
    assert shown(judged) == {"omission": ["original: talks in May"]}


@pytest.mark.parametrize(
    ("original", "version", "text"),
    [
        ("She stayed 14 days.", "For two weeks she stayed.", "For 14 days she stayed."),
        ("53% of 1,200 came.", "Of 1200, fifty-three percent came.", "Of 1200, 53% came."),
        (
            "In 40 years it fell by a third.",
            "It fell by 33 percent in four decades.",
            "It fell by a third in 40 years.",
        ),
        ("She stayed 14 days.", "She stayed three weeks.", "She stayed three weeks."),
        ("She stayed.", "She left.", "She left."),
        ("The knife is sharp.", "The knife isn't blunt.", "The knife is sharp."),
        ("The bridge is not safe.", "The bridge is unsafe.", "The bridge is not safe."),
        ("I agree.", "I do not disagree.", "I do  agree."),
        ("It holds 5 miles and is shallow.", "It holds 8 km and is never deep.", "It holds 5 miles and is  shallow."),
        ("The exam was difficult.", "The exam was far from easy.", "The exam was   difficult."),
        ("The hall is empty.", "The hall is no longer full.", "The hall is   empty."),
        ("The knife is sharp.", "The knife is blunt.", "The knife is blunt."),
        ("The knife is sharp.", "The knife is not sharp.", "The knife is not sharp."),
        ("The knife is not sharp.", "The knife is not blunt.", "The knife is not blunt."),
        ("They raised the price.", "They did not lower the price.", "They did not lower the price."),
    ],
)
def test_a_version_is_read_in_the_originals_figures_and_for_denied_opposites_in_its_words(
    original: str, version: str, text: str
) -> None:
    assert restated(read(make_pair(original, version))).text == text


PHRASES = [
    "14 days",
    "two weeks",
    "53%",
    "fifty-three percent",
    "a third of",
    "33 percent",
    "ships",
    "5 miles",
    "8 km",
    "in",
]


@given(*[st.lists(st.sampled_from(PHRASES), max_size=8).map(" ".join)] * 2)
def test_a_token_of_a_changed_version_stands_for_itself_or_for_the_quantity(original: str, version: str) -> None:
    changed = restated(read(make_pair(original, version)))
    tokens = np.array([[m.start(), m.end()] for m in re.finditer(r"\S+", changed.text)]).reshape(-1, 2)
    own = changed.restored(Marks(tokens, np.ones(len(tokens)))).offsets
    covered = {k for start, end in own for k in range(start, end)}
    assert covered == {k for k, c in enumerate(version) if not c.isspace()} | {
        k for start, end in changed.old for k in range(start, end)
    }
    for (start, end), (was, until) in zip(tokens, own, strict=True):
        assert changed.text[start:end] == version[was:until] or (was, until) in {tuple(x) for x in changed.old}


def test_marks_of_a_version_told_otherwise_lie_on_its_own_words(model: DriftModel) -> None:
    pair = make_pair("It rose 53% in 14 days, say 9 men.", "It fell fifty-three percent in two weeks, say 9 women.")
    judged = predict_restated(model, [read(pair)])
    words = [pair.version[start:end] for start, end in judged.version[0].offsets]
    assert {"fell", "fifty-three percent", "two weeks"} <= set(words)
    assert "".join(words).startswith("Itfell") and "".join(words).endswith("women.")
