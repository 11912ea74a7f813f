"""LibreOffice opens the workbook and the Word document: texts, colours and comments are what it finds in them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from drift.output.exports.judged import judged_links
from drift.output.sheets import FILLS
from tests.output.exports.stories import ANALYSES, written

OFFICE = shutil.which("soffice")
NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}

pytestmark = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")


def opened(name: str, form: str, ending: str, folder: Path) -> Any:
    """The content of what LibreOffice makes of a file in its own format."""
    path = folder / f"made.{form}"
    path.write_bytes(written(ANALYSES[name], form))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), "--headless", profile, "--convert-to", ending, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(path.with_suffix(f".{ending}")) as made:
        return etree.fromstring(made.read("content.xml"))


def test_the_document_has_its_text_and_its_comments(tmp_path: Path) -> None:
    root = opened("gold", "docx", "odt", tmp_path)
    notes = root.findall(".//office:annotation", NAMES)
    flagged = [judged for judged in judged_links(ANALYSES["gold"]) if judged.is_flagged]
    told = [judged.comment(finding) for judged in flagged for finding in judged.drift.findings]
    said = sorted("".join(note.itertext()) for note in notes)
    assert len(said) == len(told)
    assert all(any(one in text for text in said) for one in told)
    for note in notes:
        note.clear(keep_tail=True)
    shown = ["".join(paragraph.itertext()) for paragraph in root.iterfind(".//text:p", NAMES)]
    (story,) = ANALYSES["gold"].stories
    lines = [line for line in story.version("retelling").text.split("\n") if line.strip()]
    assert [line for line in lines if line not in shown] == []


def test_the_workbook_has_its_texts_its_colours_and_no_formula(tmp_path: Path) -> None:
    root = opened("hostile", "xlsx", "ods", tmp_path)
    assert not root.xpath("//@table:formula", namespaces=NAMES)
    sheets = root.xpath("//table:table/@table:name", namespaces=NAMES)
    assert len(sheets) == 2
    shown = {"".join(p.itertext()) for p in root.iterfind(".//text:p", NAMES)}
    (story,) = ANALYSES["hostile"].stories
    texts = {sentence.text for sentence in story.versions[0].sentences}
    assert {text for text in texts if " ".join(text.split()) not in {" ".join(s.split()) for s in shown}} == set()
    assert f"#{FILLS['critical'].lower()}" in root.xpath("//@fo:background-color", namespaces=NAMES)
    assert root.xpath("//table:database-range[@table:display-filter-buttons='true']", namespaces=NAMES)
