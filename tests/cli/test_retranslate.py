"""`drift retranslate`: a story's folder from one text."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from drift.stories.read import read
from tests.conftest import SAMPLES, Command
from tests.retranslation.servers import LibreServer, libre_server

TEXT = "It rained all day.\n\nThe match was called off, said the club.\n"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LibreServer]:
    monkeypatch.setattr("drift.retranslation.web._BACKOFF_S", 0.001)
    with libre_server() as running:
        yield running


def test_a_folder_named_by_route_that_analyze_reads(
    drift: Command, text: Path, tmp_path: Path, server: LibreServer
) -> None:
    out = tmp_path / "story"
    run = "retranslate", text, "--via", "es", "--via", "zh-Hans,es", "--engine", "http", "--url", server.url, "-o", out
    done = drift(*run)
    names = ["original", "original.es", "original.es.en", "original.zh-Hans", "original.zh-Hans.es"]
    names.append("original.zh-Hans.es.en")
    assert done.out.splitlines() == [str(out / f"{name}.txt") for name in names]
    assert (done.code, done.err) == (0, "")
    assert (out / "original.txt").read_text() == TEXT
    assert (out / "original.es.txt").read_text() == (
        "day. all rained It (en>es)\n\nclub. the said off, called was match The (en>es)\n"
    )
    (story,) = read([out])
    assert ([v.name for v in story.versions], story.original) == (sorted(names), "original")
    about = tomllib.loads((out / "story.toml").read_text())["versions"]
    assert about["original.txt"] == {"language": "en"}
    made = about["original.zh-Hans.es.txt"]
    assert (made["from"], made["language"]) == ("original.zh-Hans.txt", "es")
    assert made["made_by"] == f"{server.url}, zh-Hans to es"
    before = {path: path.read_bytes() for path in out.iterdir()}
    asked = len(server.asked)
    assert drift(*run).code == 0
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    assert len(server.asked) == asked


def test_a_story_grows_where_its_text_lies_and_keeps_what_its_owner_wrote(
    drift: Command, text: Path, server: LibreServer
) -> None:
    folder = text.parent
    (folder / "story.toml").write_text('# ours\n[versions."report.txt"]\ndate = 2020-01-01\n')
    assert drift("retranslate", text, "--via", "es", "--engine", "http", "--url", server.url, "-o", folder).code == 0
    assert {path.name for path in folder.glob("*.txt")} == {"report.txt", "report.es.txt", "report.es.en.txt"}
    story = (folder / "story.toml").read_text()
    assert story.startswith('# ours\n[versions."report.txt"]\ndate = 2020-01-01\n')
    assert tomllib.loads(story)["versions"]["report.es.txt"]["from"] == "report.txt"


def test_a_version_with_another_text_is_not_replaced_without_a_word(
    drift: Command, text: Path, tmp_path: Path, server: LibreServer
) -> None:
    out = tmp_path / "story"
    run = "retranslate", text, "--via", "es", "--engine", "http", "--url", server.url, "-o", out
    drift(*run)
    (out / "original.es.txt").write_text("edited by hand\n")
    refused = drift(*run)
    assert (refused.code, refused.out) == (2, "")
    assert "original.es.txt is there already with another text" in refused.err and "--overwrite" in refused.err
    assert (out / "original.es.txt").read_text() == "edited by hand\n"
    assert drift(*run, "--overwrite").code == 0
    assert (out / "original.es.txt").read_text().startswith("day. all")


def test_a_server_that_fails_on_the_way_and_comes_back(
    drift: Command, text: Path, tmp_path: Path, server: LibreServer
) -> None:
    text.write_text("".join(f"Nobody saw number {k}.\n" for k in range(40)))
    out = tmp_path / "story"
    run = "retranslate", text, "--via", "es", "--engine", "http", "--url", server.url, "-o", out, "--language", "en"
    server.failures = [500] * 7
    failed = drift(*run)
    assert (failed.code, out.exists()) == (2, False)
    assert "500 not now" in failed.err
    assert drift(*run).code == 0
    assert len(server.asked) == len(set(server.asked)) == 80


@pytest.mark.parametrize(
    "content, arguments, said",
    [
        (TEXT, ["--via", "de"], "does not translate from en into de; it translates between any two of en, es"),
        (TEXT, ["--via", "español"], "español is no code of a language"),
        ("12 13", ["--via", "es"], "say it with --language"),
        (" ", ["--via", "es"], "report.txt is empty"),
        (TEXT, ["--via", "es", "--model", "x"], "--model is nothing to the engine http"),
        (TEXT, ["--via", "es", "--language", "1"], "1 is no code of a language"),
    ],
)
def test_bad_input_is_one_sentence(
    drift: Command, text: Path, tmp_path: Path, server: LibreServer, content: str, arguments: list[str], said: str
) -> None:
    text.write_text(content)
    out = tmp_path / "story"
    done = drift("retranslate", text, "--engine", "http", "--url", server.url, "-o", out, *arguments)
    assert (done.code, done.out, out.exists()) == (2, "", False)
    assert said in done.err and done.err.count("\n") == 1


def test_a_story_toml_that_is_none(drift: Command, text: Path, server: LibreServer) -> None:
    for content, said in (("[versions", "is no TOML"), ("versions = 1", "versions is no table")):
        (text.parent / "story.toml").write_text(content)
        done = drift("retranslate", text, "--via", "es", "--engine", "http", "--url", server.url, "-o", text.parent)
        assert done.code == 2 and said in done.err


def test_the_engines_stand_in_the_help_and_among_the_models(drift: Command) -> None:
    from drift.retranslation import ENGINES

    models = drift("models").out
    assert all(f"translation engine {name}" in models for name in ENGINES)
    shown = " ".join(drift("retranslate", "--help").out.split())
    assert all(name in shown for name in ENGINES)


@pytest.mark.skipif(not shutil.which("apertium"), reason="needs apertium")
def test_a_sample_goes_to_spanish_and_back(drift: Command, tmp_path: Path) -> None:
    story = tmp_path / "story"
    original = SAMPLES / "border-talks" / "original.txt"
    assert drift("retranslate", original, "--via", "es", "-o", story).code == 0
    assert (story / "original.txt").read_text() == original.read_text()
    back = (story / "original.es.en.txt").read_text()
    assert back.count("\n\n") == original.read_text().count("\n\n") and back != original.read_text()
