"""Documents with what a plain writer does not put into them: tracked changes, text boxes, notes, protection, damage."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from drift.sentences.split import split
from drift.stories.read import read_version
from drift.types import DriftError, Version
from tests.stories.documents import write_docx, write_epub, write_odt, write_pdf


def _aside(version: Version) -> dict[str, str]:
    return {piece.reason: piece.text for piece in version.left_out}


# Word


def _word(folder: Path, *runs: str) -> Path:
    """A document with one paragraph of these runs, each in WordprocessingML."""
    document = docx.Document()
    paragraph: Any = document.add_paragraph()._p
    for run in runs:
        paragraph.append(parse_xml(run.replace(">", f" {nsdecls('w', 'wp')}>", 1)))
    document.save(str(folder / "d.docx"))
    return folder / "d.docx"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (("<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t></w:r>",), "One two"),
        (("<w:ins><w:r><w:t>New.</w:t></w:r></w:ins>",), "New."),
        (("<w:hyperlink><w:r><w:t>A link.</w:t></w:r></w:hyperlink>",), "A link."),
        (("<w:sdt><w:sdtContent><w:r><w:t>A field.</w:t></w:r></w:sdtContent></w:sdt>",), "A field."),
        (("<w:r><w:instrText>PAGE</w:instrText></w:r>", "<w:r><w:t>7</w:t></w:r>"), "7"),
        (("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>",), "co-op"),
        (('<w:r><w:sym w:font="Symbol" w:char="2192"/></w:r>', "<w:r><w:t>b</w:t></w:r>"), "→b"),
        (("<w:r><w:t>One</w:t><w:br/><w:t>line.</w:t><w:br/><w:t>Two.</w:t></w:r>",), "One line.\nTwo."),
        (
            (
                "<w:r><w:t>Beside.</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            ),
            "Beside.\nIn the box.",
        ),
    ],
)
def test_what_is_text_in_a_word_document(runs: tuple[str, ...], text: str, tmp_path: Path) -> None:
    assert read_version(_word(tmp_path, *runs)).text == text


def test_what_is_none_is_set_aside(tmp_path: Path) -> None:
    path = _word(
        tmp_path,
        "<w:r><w:t>Kept.</w:t></w:r>",
        "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>Moved.</w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen.</w:t></w:r>",
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Seen.</w:t></w:r>',
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="A boat."/></wp:inline></w:drawing></w:r>',
    )
    version = read_version(path)
    assert version.text == "Kept.Seen."
    assert [(piece.reason, piece.text) for piece in version.left_out] == [
        ("deleted", "Gone."),
        ("deleted", "Moved."),
        ("hidden", "Unseen."),
        ("description of a picture", "A boat."),
    ]


def test_comments_headers_and_footers(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The body.")
    document.add_comment(paragraph.runs, "Is it so?", author="Desk", initials="D")
    document.sections[0].header.paragraphs[0].text = "The header"
    document.sections[0].footer.paragraphs[0].text = "The footer"
    document.save(str(tmp_path / "d.docx"))
    version = read_version(tmp_path / "d.docx")
    assert version.text == "The body."
    assert {piece.text for piece in version.left_out} == {"Is it so?", "The header", "The footer"}


# PDF


def test_lines_that_the_width_broke_are_joined(tmp_path: Path) -> None:
    page = [
        "A heading",
        "The harbour was closed for eleven days in the winter, and the har-",
        "bour master, who is well-known, said that it was the longest clo-",
        "sure since the pier was built, in 1978, by Mr Miller and his well-",
        "known brothers. Nobody had asked them.",
        "- A first item",
        "- A second item",
    ]
    write_pdf(tmp_path / "d.pdf", [page])
    sentences = [sentence.text for sentence in split(read_version(tmp_path / "d.pdf")).sentences]
    assert sentences == [
        "A heading",
        "The harbour was closed for eleven days in the winter, and the harbour master, who is well-known, said that it was "
        "the longest closure since the pier was built, in 1978, by Mr Miller and his well-known brothers.",
        "Nobody had asked them.",
        "- A first item",
        "- A second item",
    ]


def test_what_repeats_at_the_edges_of_pages_is_set_aside(tmp_path: Path) -> None:
    pages = [["The Harbour News", f"Sentence number {word} stands here.", f"{k}"] for k, word in enumerate("abcd")]
    write_pdf(tmp_path / "d.pdf", pages)
    version = read_version(tmp_path / "d.pdf")
    assert [sentence.text for sentence in split(version).sentences] == [
        f"Sentence number {word} stands here." for word in "abcd"
    ]
    assert _aside(version) == {"header or footer of a page": "3"}


def test_a_pdf_without_text_or_under_a_password(tmp_path: Path) -> None:
    write_pdf(tmp_path / "scan.pdf", [[]])
    with pytest.raises(DriftError, match=r"scan\.pdf has no text layer: .*OCR"):
        read_version(tmp_path / "scan.pdf")
    write_pdf(tmp_path / "d.pdf", [["The text."]])
    for password in ("", "secret"):
        writer = PdfWriter(clone_from=PdfReader(tmp_path / "d.pdf"))
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
        writer.write(tmp_path / "locked.pdf")
        if password:
            with pytest.raises(DriftError, match=r"locked\.pdf is protected by a password"):
                read_version(tmp_path / "locked.pdf")
        else:
            assert read_version(tmp_path / "locked.pdf").text == "The text."


# EPUB and OpenDocument


def test_the_spine_gives_the_order_and_the_navigation_is_set_aside(tmp_path: Path) -> None:
    write_epub(tmp_path / "b.epub", ["One.", "Two.", "Three.", "Four."])
    changed = tmp_path / "c.epub"
    with zipfile.ZipFile(tmp_path / "b.epub") as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith(".opf"):
                text = text.replace(
                    '<itemref idref="c0"/><itemref idref="c1"/>',
                    '<itemref idref="c1"/><itemref idref="n"/><itemref idref="c0"/>',
                )
                text = text.replace(
                    "<manifest>",
                    '<manifest><item id="n" href="n%20v.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
                )
            new.writestr(name, text)
        new.writestr("OEBPS/n v.xhtml", "<html><body><a id='x'/><p>Contents</p></body></html>")
    version = read_version(changed)
    assert version.text.split("\n") == ["Four.", "One.", "Two.", "Three."]
    assert _aside(version) == {"table of contents": "Contents"}


def test_a_book_under_copy_protection(tmp_path: Path) -> None:
    write_epub(tmp_path / "b.epub", ["One."])
    with zipfile.ZipFile(tmp_path / "b.epub", "a") as book:
        reference = '<CipherReference URI="OEBPS/c0.xhtml"/>'
        book.writestr(
            "META-INF/encryption.xml",
            f"<encryption><EncryptedData><CipherData>{reference}</CipherData></EncryptedData></encryption>",
        )
    with pytest.raises(DriftError, match=r"b\.epub is protected against copying"):
        read_version(tmp_path / "b.epub")


def test_spaces_breaks_and_frames_of_opendocument(tmp_path: Path) -> None:
    write_odt(tmp_path / "d.fodt", ["BODY"])
    frame = (
        '<d:frame xmlns:d="d"><d:text-box><text:p>In the box.</text:p></d:text-box><d:desc>A boat.</d:desc></d:frame>'
    )
    body = f'One<text:s text:c="3"/>two<text:tab/>three<text:line-break/>\n   Four.{frame} Five.'
    path = tmp_path / "d.fodt"
    path.write_text(path.read_text().replace("BODY", body))
    version = read_version(path)
    assert version.text.split("\n") == ["One two three", "Four. Five.", "In the box."]
    assert _aside(version) == {"description of a picture": "A boat."}


# Damage


@pytest.mark.parametrize("name", ["d.docx", "d.odt", "d.epub"])
def test_documents_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(DriftError, match="protected by a password, or a file of Microsoft's old kind"):
        read_version(path)
    path.write_bytes(b"PK\x03\x04 but no more")
    with pytest.raises(DriftError, match=rf"{name} is no \w+ \w+; check the suffix"):
        read_version(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "Something else.")
    with pytest.raises(DriftError, match=rf"{name} is no \w+ \w+ \(it has no [\w./-]+\); check the suffix"):
        read_version(path)


@pytest.mark.parametrize("write", [write_docx, write_odt, write_epub])
def test_a_document_with_a_damaged_part(write: Any, tmp_path: Path) -> None:
    path = tmp_path / f"d.{write.__name__.removeprefix('write_')}"
    write(path, ["The text of the document stands here. " * 40])
    raw = bytearray(path.read_bytes())
    part = {"docx": b"word/document.xml", "odt": b"content.xml", "epub": b"OEBPS/c0.xhtml"}[path.suffix[1:]]
    place = raw.index(part) + len(part) + 60
    raw[place : place + 30] = bytes(30)
    path.write_bytes(bytes(raw))
    with pytest.raises(DriftError, match=r"damaged or encrypted|not well-formed"):
        read_version(path)


@pytest.mark.parametrize("write", [write_docx, write_odt])
def test_a_document_without_text(write: Any, tmp_path: Path) -> None:
    path = tmp_path / f"d.{write.__name__.removeprefix('write_')}"
    write(path, [" "])
    with pytest.raises(DriftError, match="holds no text; a picture of a text cannot be read"):
        read_version(path)
