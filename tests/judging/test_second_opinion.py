"""A second judge, on a tiny sequence classifier made here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from drift.judging.second_opinion import Calibration, SecondOpinion, calibration_path
from drift.types import DriftError
from tests.conftest import Result
from tests.tiny_model import WORDS

PAIRS = [("the talks rose in may", "the talks fell in may"), ("a city of people", "a city"), ("13 people", "13 people")]


def write_classifier(folder: Path, labels: list[str]) -> Path:
    """A BERT of two layers with random weights whose answers are these labels."""
    import torch
    import transformers
    from transformers import BertConfig, BertForSequenceClassification

    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)  # type: ignore[attr-defined]
    torch.manual_seed(1)
    names = dict(enumerate(labels))
    config = BertConfig(  # type: ignore[call-arg]
        vocab_size=len(WORDS) + 5, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=48,
        num_labels=len(labels), id2label=names, label2id={name: k for k, name in names.items()}, initializer_range=0.5,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder, safe_serialization=True)
    return folder


@pytest.fixture(scope="module")
def inference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_classifier(tmp_path_factory.mktemp("judge") / "nli", ["CONTRADICTION", "neutral", "entailment"])


@pytest.mark.parametrize(
    "labels", [["contradiction", "entailment", "neutral"], ["not_equivalent", "equivalent"], ["similarity"]]
)
def test_every_sort_of_classifier_gives_a_severity_in_either_order(labels: list[str], tmp_path: Path) -> None:
    second = SecondOpinion(str(write_classifier(tmp_path / "judge", labels)))
    found = second.severity(PAIRS)
    assert found.shape == (len(PAIRS),)
    assert ((found >= 0) & (found <= 1)).all()
    assert second.severity([(b, a) for a, b in PAIRS]) == pytest.approx(found, abs=1e-5)
    assert second.severity(PAIRS[:1])[0] == pytest.approx(found[0], abs=1e-5)


def test_the_verdict_lies_between_both_opinions(inference: Path) -> None:
    second = SecondOpinion(str(inference))
    theirs = second.severity(PAIRS)
    joined = second.joined(np.full(len(PAIRS), 0.1), PAIRS)
    assert ((joined >= np.minimum(theirs, 0.1) - 1e-9) & (joined <= np.maximum(theirs, 0.1) + 1e-9)).all()


def test_a_calibration_of_its_own_is_used(inference: Path) -> None:
    path = calibration_path(str(inference))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(Calibration(1.0, 0.0, 0.0))))
    try:
        assert SecondOpinion(str(inference)).joined(np.array([0.25, 0.5, 0.75]), PAIRS) == pytest.approx(
            [0.25, 0.5, 0.75]
        )
    finally:
        path.unlink()


def test_calibration_finds_out_whom_to_trust() -> None:
    pytest.importorskip("sklearn")
    from research.training.judge import fit

    rng = np.random.default_rng(0)
    truth, noise = rng.uniform(0.05, 0.95, (2, 500))
    found = fit(ours=noise, theirs=truth, drifts=truth, weight=np.ones(500))
    assert abs(found.ours) < 0.1
    assert found.theirs == pytest.approx(1, abs=0.1)


def test_the_command_asks_the_judge(inference: Path, drift: Callable[..., Result]) -> None:
    alone = drift("compare", *PAIRS[1])
    asked = drift("compare", *PAIRS[1], "--judge", inference)
    assert alone.code == asked.code == 0
    assert alone.out != asked.out


def test_a_judge_of_something_else_is_refused(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "mood", ["joy", "anger", "fear"])
    with pytest.raises(DriftError, match=r"joy, anger, fear.*choose"):
        SecondOpinion(str(folder))


def test_a_folder_without_a_judge_is_refused(tmp_path: Path, drift: Callable[..., Result]) -> None:
    found = drift("compare", *PAIRS[0], "--judge", tmp_path)
    assert found.code == 2
    assert str(tmp_path) in found.err and "Traceback" not in found.err


def test_an_unknown_judge_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(DriftError, match="neither a folder nor"):
        SecondOpinion("nobody/no-such-judge")
