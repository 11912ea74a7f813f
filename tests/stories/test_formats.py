"""Every format of the table, by a small file that its usual program or library made, and by its place in the documents.

The files in tests/data/formats are from LibreOffice 7.4 (odt, docx, epub, pdf, html, xlsx, csv), gettext 0.21 (po),
Translate Toolkit 3.20 (tmx, xlf) and pysubs2 1.8 (srt, vtt, ass, ttml); the sdlxliff follows what Trados Studio writes. Those of
pandas and pyarrow are made here.
"""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from drift.sentences.split import split
from drift.stories.formats import FORMATS, READERS, REFUSED, Format, reader
from drift.stories.pairs import read_pairs
from drift.stories.read import read, read_version
from drift.types import DriftError
from tests.conftest import ROOT, Command

FILES = ROOT / "tests" / "data" / "formats"

_FERRY = [
    "The ferry stays in port",
    "The ferry to the island was cancelled on Monday, the harbour master said.",
    "About 240 passengers had to wait, and the council had to ask two hotels to open their doors for the night.",
    "Nobody was hurt.",
    "The next boat leaves at nine if the wind drops.",
    "Boats",
    "Three were moored.",
    "Café “Zum Hecht” – reopened – costs 5 €.",
    "It has run every day since 1978.",
]
_SOFT_BREAK = ["The next boat leaves at nine", "if the wind drops."]
_PAGES = [
    *_FERRY[:5],
    _FERRY[7],
    *[
        "On Tuesday the wind fell and the first boat left with ninety passengers, among them a school class that had been "
        "on its way home from the mountains.",
        "The company will pay for the rooms, a spokeswoman said, and for the meals, but not for the tickets of those who "
        "went by aeroplane instead.",
        "Last winter the harbour was shut for eleven days, which the council calls the longest closure since the pier was "
        "built.",
        "The fishermen, who had asked for a new breakwater years ago, were not surprised; they want the work to begin "
        "before the autumn.",
        "A decision is expected in March.",
    ]
    * 2,
]
_SAID = ["The ferry to the island was cancelled on Monday.", "- Who said that?", "- The harbour master."]
_PAIRS = [
    ("The dam holds; nobody was hurt.", "The dam broke; nobody was hurt."),
    ("It costs 5 €, “as agreed”.", "It costs 5 €, as agreed."),
]
_APP = [
    ("Open", "Ouvert"),
    ("Open", "Ouvrir"),
    ("%d boat left.", "%d bateau est parti."),
    ("%d boats left.", "%d bateaux sont partis."),
]
_MEMORY = [
    *_APP,
    ("The ferry leaves at nine in the evening.", "Le ferry part à neuf heures du soir."),
    ("Pay in cash.", "Payez en espèces."),
]
_MESSAGES = [
    *_APP,
    ("The gate is locked.", ""),
    ("The ferry leaves at nine in the morning.", "Le ferry part à neuf heures du soir."),
]

_TEXTS: dict[str, tuple[list[str], set[str]]] = {
    "ferry.docx": (_FERRY, {"deleted", "comment", "header or footer"}),
    "ferry.odt": (_FERRY, {"deleted", "comment", "header or footer"}),
    "ferry.epub": ([*_FERRY[:4], *_SOFT_BREAK, *_FERRY[5:]], {"footnote mark"}),
    "ferry.html": (["Harbour news", *_FERRY[:4], *_SOFT_BREAK, *_FERRY[5:]], {"footnote mark", "title of the page"}),
    "ferry.pdf": (_PAGES, {"header or footer of a page"}),
    "ferry.srt": (_SAID, set()),
    "ferry.vtt": (_SAID, set()),
    "ferry.ass": (_SAID, {"comment"}),
    "ferry.ttml": (_SAID, set()),
}
"""File -> its sentences, and the reasons for which something in it is set aside."""
_UNITS: dict[str, list[tuple[str, str]]] = {
    "pairs.csv": _PAIRS,
    "pairs.xlsx": _PAIRS,
    "memory.tmx": _MEMORY,
    "app.xlf": _MEMORY,
    "app.po": _MESSAGES,
    "ferry.sdlxliff": [
        ("The ferry stays in port.", "Le ferry reste au port."),
        ("Nobody was hurt.", "Personne n'a été blessé."),
    ],
}
"""File -> its units."""


@pytest.mark.parametrize("name", _TEXTS)
def test_documents_of_their_usual_programs(name: str) -> None:
    sentences, reasons = _TEXTS[name]
    version = split(read_version(FILES / name))
    kept = [sentence for sentence in version.sentences if not sentence.set_aside]
    assert [sentence.text for sentence in kept] == sentences
    assert all(version.text[sentence.start : sentence.end] == sentence.text for sentence in kept)
    assert {piece.reason for piece in version.left_out} == reasons


@pytest.mark.parametrize("name", _UNITS)
def test_units_of_their_usual_programs(name: str) -> None:
    (story,) = read([FILES / name])
    original = story.version(story.original)
    (version,) = (one for one in story.versions if one is not original)
    units = list(zip(original.sentences, version.sentences, strict=True))
    assert [(a.text, b.text) for a, b in units] == _UNITS[name]
    assert all(one.text[s.start : s.end] == s.text for one in (original, version) for s in one.sentences)


def test_messages_have_their_context_and_state_as_unit() -> None:
    (story,) = read([FILES / "app.po"])
    units = [unit.unit for unit in story.version("version").sentences]
    assert units == ["door", "file", "3[0]", "3[1]", "4", "5, fuzzy"]
    aside = {(piece.reason, piece.text) for piece in story.version("original").left_out}
    assert {("obsolete", "Pay in cash."), ("comment", "the door of the shop")} <= aside
    assert story.version("version").language == "fr"


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson", ".json", ".parquet", ".tsv", ".tab"])
def test_tables_that_pandas_writes(suffix: str, tmp_path: Path) -> None:
    table = pd.DataFrame([(*pair, k) for k, pair in enumerate(_PAIRS)], columns=["Original", "version", "n"])
    path = tmp_path / f"t{suffix}"
    if suffix == ".parquet":
        table.to_parquet(path)
    elif suffix.startswith((".json", ".nd")):
        table.to_json(path, orient="records", lines=suffix != ".json", force_ascii=False)
    else:
        table.to_csv(path, sep="\t", index=False)
    pairs = read_pairs(path)
    assert [tuple(row) for row in pairs.table[[pairs.original, *pairs.versions]].values] == _PAIRS
    assert pairs.table["n"].tolist() == (["0", "1"] if suffix in (".tsv", ".tab") else [0, 1])


@pytest.mark.parametrize("suffix", [".txt", "", ".md"])
def test_plain_texts(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_text("\n\n".join(_FERRY), encoding="utf-8")
    assert [sentence.text for sentence in split(read_version(path)).sentences] == _FERRY


def test_every_format_is_tried_here() -> None:
    here = {READERS[Path(name).suffix] for name in (*_TEXTS, *_UNITS)}
    here |= {READERS[suffix] for suffix in (".txt", ".md", ".jsonl", ".json", ".parquet", ".tsv")}
    assert here == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_what_a_module_has_is_what_the_table_says(form: Format) -> None:
    module = reader(Path(f"x{form.suffixes[-1]}"))
    assert hasattr(module, "read_rows") == (form.holds == "rows")


# Refused


@pytest.mark.parametrize("suffix", REFUSED)
def test_what_is_not_read_is_refused_by_name(suffix: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in (f"old{suffix}", "original.txt", "copy.txt"):
        (tmp_path / name).write_text("The ferry stays in port.", encoding="utf-8")
    what, mend = REFUSED[suffix]
    with pytest.raises(DriftError, match=rf"old{suffix}: {what} is not read; save it as {mend}"):
        read([tmp_path / f"old{suffix}"])
    assert len(read([tmp_path])[0].versions) == 2
    assert f"old{suffix} ({what} is not read; save it as {mend})" in caplog.text


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    real = builtins.__import__

    def without_pypdf(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "pypdf":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "drift.stories.formats.pdf", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_pypdf)
    with pytest.raises(DriftError, match=r"pip install 'retranslation-drift\[pdf\]'"):
        read([FILES / "ferry.pdf"])


# Documents and help


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_documents_name_every_format(form: Format) -> None:
    holds = {"text": "a version", "units": "units", "rows": "rows"}[form.holds]
    endings = ", ".join(f"`{suffix}`" if suffix else "none" for suffix in form.suffixes)
    needs = f"`{form.extra}`" if form.extra else ""
    row = f"| {form.name} | {endings} | {holds} | {needs} |".replace("|  |", "| |")
    assert row in (ROOT / "docs" / "formats.md").read_text(encoding="utf-8").splitlines()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{suffix}`" in readme for suffix in form.suffixes if suffix)


def test_the_documents_name_what_is_refused() -> None:
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert all(f"`{suffix}`" in text for suffix in REFUSED)


@pytest.mark.parametrize("arguments", [("--help",), ("analyze", "--help"), ("score", "--help")])
def test_help_names_the_formats(arguments: tuple[str, ...], drift: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    shown = drift(*arguments).out
    forms = [form for form in FORMATS if form.holds != "text"] if arguments[0] == "score" else FORMATS
    assert all(suffix in shown for form in forms for suffix in form.suffixes)
