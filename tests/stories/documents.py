"""Writers of documents for tests: the lines of a text as paragraphs, or two texts as units, in the formats that we read."""

from __future__ import annotations

import html
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import polib
import pysubs2
from openpyxl import Workbook


def write_docx(path: Path, lines: Sequence[str]) -> None:
    document = docx.Document()
    for k, line in enumerate(lines):
        if k % 4 == 3:
            document.add_table(1, 1).cell(0, 0).text = line
        else:
            document.add_paragraph(line)
    document.save(str(path))


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def write_odt(path: Path, lines: Sequence[str]) -> None:
    paragraphs = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in lines)
    content = (
        f'<office:document-content xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0">'
        f"<office:body><office:text>{paragraphs}</office:text></office:body></office:document-content>"
    )
    if path.suffix == ".fodt":
        path.write_text(content.replace("document-content", "document"), encoding="utf-8")
        return
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)


def write_epub(path: Path, lines: Sequence[str]) -> None:
    """A book with a chapter for every three lines."""
    chapters = [lines[k : k + 3] for k in range(0, len(lines), 3)]
    items = "".join(
        f'<item id="c{k}" href="c{k}.xhtml" media-type="application/xhtml+xml"/>' for k in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{k}"/>' for k in range(len(chapters)))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OEBPS/content.opf",
            f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>',
        )
        for k, chapter in enumerate(chapters):
            body = "".join(f"<p>{html.escape(line)}</p>" for line in chapter)
            page = f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html>'
            archive.writestr(f"OEBPS/c{k}.xhtml", page)


def write_pdf(path: Path, pages: Sequence[Sequence[str]]) -> None:
    """Pages of lines, in a font without outlines whose codes a table leads back to characters (PDF 32000, 9.10.3)."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    codes = {letter: f"{code:04x}" for code, letter in enumerate(letters, start=1)}
    maps = "\n".join(f"<{code}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    to_unicode = f"begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{len(codes)} beginbfchar\n{maps}\nendbfchar\nendcmap"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * k} 0 R' for k in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>",
        _stream(to_unicode),
    ]
    for k, page in enumerate(pages):
        shown = "".join(f"<{''.join(codes[letter] for letter in line)}> Tj T*\n" for line in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 900] /Contents {7 + 2 * k} 0 R /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(_stream(f"BT /F 10 Tf 14 TL 20 860 Td\n{shown}ET"))
    raw = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(raw))
        raw += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{len(raw)}\n%%EOF\n"
    path.write_bytes(raw + end.encode("latin-1"))


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def write_po(path: Path, pairs: Sequence[tuple[str, str]]) -> None:
    catalogue = polib.POFile(wrapwidth=78)
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for k, (original, version) in enumerate(pairs):
        catalogue.append(polib.POEntry(msgctxt=f"c{k}", msgid=original, msgstr=version))
    catalogue.save(str(path))


def write_xlsx(path: Path, rows: Sequence[Sequence[object]]) -> None:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    book.save(path)


def write_timed(path: Path, lines: Sequence[str]) -> None:
    """Subtitles, a cue a line, in what pysubs2 writes under the path's ending."""
    subtitles = pysubs2.SSAFile()
    for k, line in enumerate(lines):
        subtitles.append(pysubs2.SSAEvent(1000 * k, 1000 * k + 900, line))
    subtitles.save(str(path), format_="ttml" if path.suffix == ".dfxp" else None)
