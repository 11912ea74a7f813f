"""Encodings: what the bytes are most likely to be, what a damaged byte costs, and what is refused."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from drift.stories.decoding import read_text
from drift.stories.read import read_version
from drift.types import DriftError

_ACCENTS = "El niño comió una piña en la montaña. ¿Qué pasó después con el café?"


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "v.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((_ACCENTS, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252")),
        ("Le café est fermé. Déjà vu, élève, où êtes-vous? Ça va bien.", "cp1252"),
        ("The mayor’s café – “Zum Hecht” – reopened. It costs 5 €.", "cp1252"),
        ("One café.", "cp1252"),
        ("ASCII alone.", "utf-16-le"),
        ("Паром остаётся в порту.\nНикто не пострадал.", "utf-16-le"),
        ("Паром остаётся в порту.\nНикто не пострадал.", "utf-16-be"),
        ("渡し船は 9 時に出ます。", "utf-16-le"),
        ("Премьер-министр отрицал это в понедельник утром.", "cp1251"),
        ("Премьер-министр отрицал это в понедельник утром.", "koi8_r"),
        ("Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για το Brexit.", "cp1253"),
        ("大臣は月曜日に到着した。本当ですか。", "cp932"),
        ("市议会星期一开会讨论了旧桥的问题。", "gb18030"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
        ("Łódź jest piękna, żółć i gęś.", "cp1250"),
        ("İstanbul'da şiddetli yağış, ağaçlar devrildi.", "cp1254"),
        ("Rīgā šodien līst, ļaudis ķērās.", "cp1257"),
    ],
)
def test_encodings(text: str, encoding: str, tmp_path: Path) -> None:
    assert read_text(_file(tmp_path, text.encode(encoding))).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("The mayor’s “café” – for 5 € ".encode("cp1252") + b"\x81 ok", "The mayor’s “café” – for 5 € \ufffd ok"),
        ("naïve café\nÜber".encode() + b"\xff ok", "naïve café\nÜber\ufffd ok"),
    ],
)
def test_a_byte_that_means_nothing_costs_one_character_and_a_message(
    content: bytes, text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert read_text(_file(tmp_path, content)) == text
    assert "1 of its bytes mean nothing there" in caplog.text


@pytest.mark.parametrize("content", [b"fine\n\x80\x81\x82\xff\xfe\x90", bytes(range(128, 256))])
def test_bytes_that_are_no_text_are_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=r"v\.txt, line \d: the bytes there are no text in any known encoding"):
        read_text(_file(tmp_path, content))


def test_marks_of_windows_amid_utf_8_are_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    content = "naïve café, Über allem, déjà vu\n".encode() + "It’s here – now.".encode("cp1252") + "né".encode()[:-1]
    assert read_text(_file(tmp_path, content)) == "naïve café, Über allem, déjà vu\nIt’s here – now.n\ufffd"
    assert "is not UTF-8" in caplog.text


def test_garbled_characters_are_repaired_with_a_message(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        version = read_version(_file(tmp_path, "Itâ€™s the cafÃ©.".encode()))
    assert version.text == "It’s the café."
    assert "a wrong encoding had garbled were repaired" in caplog.text


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"{\\rtf1 The text.}", r"rich text \(RTF\)"),
        (b"PK\x03\x04word/", "a document of Word"),
    ],
)
def test_documents_are_not_taken_for_plain_text(content: bytes, kind: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=rf"v\.txt is {kind}.*, not plain text; give it the ending of its format"):
        read_text(_file(tmp_path, content))
