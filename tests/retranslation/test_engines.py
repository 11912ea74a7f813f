"""The contract of all engines: a new one is tested by it once `made` knows how to make it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from drift.retranslation import ENGINES, load_engine
from drift.retranslation.apertium import Apertium
from drift.retranslation.languages import find_direction
from drift.retranslation.libretranslate import KEY
from drift.retranslation.marks import without_marks
from drift.retranslation.network import Network
from drift.retranslation.protocols import Direction, Engine, EngineOptions
from drift.types import DriftError
from tests.retranslation.servers import LibreServer, libre_server, turned
from tests.retranslation.tiny_models import write_m2m100, write_marian, write_nllb

SENTENCES = [
    "The minister denied it.",
    "Nobody was hurt",
    'He said: "It rained (all day), 12.5 % & <b> [so] ^x$ \\n …"',
    "xqzt flurb",
    "It rained all day.",
]

needs_apertium = pytest.mark.skipif(not shutil.which("apertium"), reason="needs apertium")


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("sentencepiece")
    folder = tmp_path_factory.mktemp("models")
    write_marian(folder / "mt-en-es")
    write_marian(folder / "mt-es-en")
    write_m2m100(folder / "m2m100")
    write_nllb(folder / "nllb")
    write_marian(folder / "mt-en-mul", ("spa", "fra"))
    return folder


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LibreServer]:
    monkeypatch.setattr("drift.retranslation.web._BACKOFF_S", 0.001)
    with libre_server() as running:
        yield running


@pytest.fixture(params=[*ENGINES, "apertium-apy", "m2m100", "nllb"])
def engine(request: pytest.FixtureRequest) -> Engine:
    name = request.param
    if name.startswith("apertium") and not shutil.which(name):
        pytest.skip(f"needs {name}")
    if name == "apertium":
        return load_engine(name)
    if name == "apertium-apy":
        return load_engine("apertium", EngineOptions(url=request.getfixturevalue("apy")))
    if name == "http":
        return load_engine(name, EngineOptions(url=request.getfixturevalue("server").url))
    folder = request.getfixturevalue("models") / ("mt-{source}-{target}" if name == "transformers" else name)
    return load_engine("transformers", EngineOptions(model=str(folder)))


@pytest.fixture(scope="session")
def apy() -> Iterator[str]:
    """A real server of apertium-apy."""
    with httpx.Client() as client:
        port = 20000 + os.getpid() % 20000
        url = f"http://127.0.0.1:{port}"
        command = ["apertium-apy", "/usr/share/apertium/modes", "-p", str(port)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                try:
                    client.get(f"{url}/listPairs")
                    break
                except httpx.ConnectError:
                    time.sleep(0.1)
            yield url
        finally:
            running.terminate()
            running.wait()


def test_a_translation_for_each_sentence_that_does_not_depend_on_the_others(engine: Engine) -> None:
    assert isinstance(engine, Engine)
    direction = find_direction(engine, "en", "es")
    together = engine.translate(SENTENCES, direction)
    assert len(together) == len(SENTENCES)
    assert [engine.translate([sentence], direction)[0] for sentence in SENTENCES] == together
    assert engine.translate(SENTENCES[::-1], direction) == together[::-1]
    assert all(translation == " ".join(translation.split()) for translation in together)


def test_directions_are_known_by_any_code_of_their_languages(engine: Engine) -> None:
    there, back = find_direction(engine, "eng", "spa"), find_direction(engine, "es", "en")
    assert (there, back) == (find_direction(engine, "en", "es"), find_direction(engine, "spa", "eng"))
    assert there.source == back.target and there.target == back.source
    assert engine.revision(there) == engine.revision(there) != engine.revision(back)
    assert engine.made_by(there)


def test_a_direction_that_is_not_there_is_an_error_that_lists_those_that_are(engine: Engine) -> None:
    with pytest.raises(DriftError, match=r"does not translate from tlh into es; it translates .*\ben\b"):
        find_direction(engine, "tlh", "es")


def test_every_engine_says_what_it_is() -> None:
    for name, entry in ENGINES.items():
        assert (entry.name, bool(entry.summary), bool(entry.about)) == (name, True, True)


def test_an_unknown_engine_and_an_option_that_is_not_the_engines() -> None:
    with pytest.raises(DriftError, match="no engine gogle; choose one of apertium, transformers, http"):
        load_engine("gogle")
    with pytest.raises(DriftError, match="--model is nothing to the engine http; give it with --engine transformers"):
        load_engine("http", EngineOptions(url="http://localhost", model="m"))
    with pytest.raises(DriftError, match="name it with --url"):
        load_engine("http")


def test_apertium_that_is_not_installed_is_an_error_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(DriftError, match=r"not installed.*apt-get install apertium apertium-eng-spa.*--url"):
        load_engine("apertium")


@needs_apertium
def test_apertium_that_fails_says_why() -> None:
    with pytest.raises(DriftError, match="Apertium failed"):
        Apertium(str(shutil.which("apertium"))).translate(["x"], Direction("en", "tlh"))


@pytest.mark.parametrize(
    "translation, sentence, shown",
    [
        ("*El #decir que @fin", "The end", "El decir que fin"),
        ("5 * 3 is a*b", "five", "5 * 3 is a*b"),
        ("Veo #decir @casa", "I see @home", "Veo decir @casa"),
        (" de  más ", "too", "de más"),
    ],
)
def test_apertiums_marks(translation: str, sentence: str, shown: str) -> None:
    assert without_marks(translation, sentence) == shown


def test_a_server_that_takes_no_lists_is_asked_sentence_by_sentence(server: LibreServer) -> None:
    server.takes_lists = False
    engine = load_engine("http", EngineOptions(url=server.url + "/"))
    direction = Direction("en", "es")
    assert engine.translate(["a b", "c d"], direction) == [turned(text, "en", "es") for text in ("a b", "c d")]


def test_a_server_that_is_busy_is_asked_again(server: LibreServer) -> None:
    server.failures = [503, 429, 500]
    engine = load_engine("http", EngineOptions(url=server.url))
    assert engine.translate(["a"], Direction("en", "es")) == [turned("a", "en", "es")]
    server.failures = [429] * 50
    with pytest.raises(DriftError, match=r"takes no more requests for now \(429 not now\); lower --per-minute"):
        engine.translate(["b"], Direction("en", "es"))


def test_a_servers_key_comes_from_the_environment(server: LibreServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.key = "secret"
    with pytest.raises(DriftError, match=f"403 Invalid API key.*set {KEY}"):
        load_engine("http", EngineOptions(url=server.url)).translate(["a"], Direction("en", "es"))
    monkeypatch.setenv(KEY, "secret")
    load_engine("http", EngineOptions(url=server.url)).translate(["a"], Direction("en", "es"))


def test_a_limit_of_requests_leaves_time_between_them(server: LibreServer, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    monkeypatch.setattr("drift.retranslation.web.time.monotonic", lambda: clock[0])
    monkeypatch.setattr("drift.retranslation.web.time.sleep", lambda s: clock.__setitem__(0, clock[0] + s))
    engine = load_engine("http", EngineOptions(url=server.url, per_minute=30))
    for text in "abc":
        engine.translate([text], Direction("en", "es"))
    assert clock[0] == pytest.approx(4)


@pytest.mark.parametrize(
    "url, said",
    [("http://127.0.0.1:1", "cannot be reached"), ("localhost", "no address of a server"), ("http://", "no address")],
)
@pytest.mark.parametrize("engine", ["http", "apertium"])
def test_a_server_that_is_not_there(url: str, said: str, engine: str, server: LibreServer) -> None:
    with pytest.raises(DriftError, match=said):
        load_engine(engine, EngineOptions(url=url)).directions()


def test_a_server_of_another_kind(server: LibreServer) -> None:
    with pytest.raises(DriftError, match="404 no such page"):
        load_engine("apertium", EngineOptions(url=server.url)).directions()


def test_a_model_with_several_targets_is_told_which(models: Path) -> None:
    network = Network(str(models / "mt-en-mul"))
    assert network.directions() == [Direction("en", "spa"), Direction("en", "fra")]
    engine = load_engine("transformers", EngineOptions(model=str(models / "mt-en-mul")))
    spanish, french = (engine.translate(SENTENCES, find_direction(engine, "en", code)) for code in ("es", "fr"))
    assert spanish != french


def test_a_text_longer_than_the_model_reads_is_translated_whole(models: Path) -> None:
    network = Network(str(models / "mt-en-es"))
    long = " ".join(["It rained all day."] * 40)
    parts = network._parts(long)
    assert " ".join(parts) == long and len(parts) > 4
    made = network.translate(parts, Direction("en", "es"))
    assert network.translate([long], Direction("en", "es")) == [" ".join(made)]


def test_models_that_are_not_safe_or_not_fit_are_refused(models: Path, tmp_path: Path) -> None:
    pickled, other = shutil.copytree(models / "mt-en-es", tmp_path / "pickled"), tmp_path / "other"
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    with pytest.raises(DriftError, match="no weights in safetensors"):
        Network(str(pickled))
    other.mkdir()
    (other / "config.json").write_text('{"model_type": "t5"}')
    with pytest.raises(DriftError, match=r"no model of the Marian, M2M100 or NLLB family \(t5\)"):
        Network(str(other))
    broken = shutil.copytree(models / "mt-en-es", tmp_path / "broken")
    (broken / "vocab.json").unlink()
    with pytest.raises(DriftError, match="cannot be loaded"):
        Network(str(broken))


def test_a_model_that_does_not_tell_its_languages(models: Path, tmp_path: Path) -> None:
    model = shutil.copytree(models / "mt-en-es", tmp_path / "mine")
    with pytest.raises(DriftError, match="does not tell its languages"):
        load_engine("transformers", EngineOptions(model=str(model))).directions()
    with pytest.raises(DriftError, match=r"only one of \{source\} and \{target\}"):
        load_engine("transformers", EngineOptions(model="mt-{source}"))
    hub = load_engine("transformers", EngineOptions(model="org/mt-{source}-{target}"))
    assert hub.directions() is None and find_direction(hub, "en", "xx") == ("en", "xx")
