"""Word documents (docx, docm): paragraphs in their order, those of tables and text boxes too, footnotes at the end.

The XML is walked itself: what libraries give as a paragraph's text leaves out insertions, content controls, text boxes
and notes. Deleted text, comments, headers and footers, hidden text, descriptions of pictures and the table of contents
are set aside.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drift.stories.draft import Draft
from drift.stories.markup import children, descendants, local_name
from drift.stories.package import Package, beside
from drift.stories.prose import Prose

_MAIN = "word/document.xml"
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SILENT = frozenset("rPr pPr tblPr trPr tcPr sectPr sdtPr sdtEndPr instrText delText delInstrText Fallback".split())
_DELETED = frozenset({"del", "moveFrom"})
_PARTS = {"header": "header or footer", "footer": "header or footer", "comments": "comment"}


def read(path: Path) -> list[Draft]:
    """The document's one version, named by the file's stem.

    Raises:
        DriftError: It is no such document, is protected, or holds no text.
    """
    package = Package(path, "Word document")
    main = next((target for kind, target in _relations(package, "") if kind == "officeDocument"), _MAIN)
    found = Prose()
    _blocks(package.needed(main), found)
    for kind, part in _relations(package, main):
        root = package.xml(part) if kind in (*_PARTS, "footnotes", "endnotes") else None
        if root is None:
            continue
        own = Prose()
        for element in root if kind not in ("header", "footer") else [root]:
            if "separator" not in (_attribute(element, "type") or "").lower():
                _blocks(element, own)
        found.aside += own.aside
        if kind in _PARTS:
            for line in own.lines:
                found.leave_out(line, _PARTS[kind])
        else:
            found.notes += own.lines
    return [found.draft(path)]


def _relations(package: Package, part: str) -> list[tuple[str, str]]:
    """The kind and the name of each part that a part refers to."""
    folder, _, name = part.rpartition("/")
    root = package.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    relations = [] if root is None else children(root, "Relationship")
    return [
        (relation.get("Type", "").rpartition("/")[2], beside(part, relation.get("Target", "")))
        for relation in relations
        if relation.get("TargetMode") != "External"
    ]


def _blocks(element: Any, found: Prose) -> None:
    """Add the paragraphs below an element."""
    for child in element:
        name = local_name(child)
        if name == "p":
            boxes: list[Any] = []
            found.add("".join(_pieces(child, found, boxes)))
            for box in boxes:
                _blocks(box, found)
        elif name in _DELETED:
            found.leave_out(_deleted(child), "deleted")
        elif name == "sdt" and _is_contents(child):
            found.leave_out(" ".join(t.text or "" for t in descendants(child, "t")), "table of contents")
        elif name and name not in _SILENT:
            _blocks(child, found)


def _pieces(element: Any, found: Prose, boxes: list[Any]) -> list[str]:
    """The pieces of a paragraph's text; its text boxes are put into `boxes`."""
    pieces: list[str] = []
    for child in element:
        name = local_name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name == "sym":
            pieces.append(_symbol(child))
        elif name in _DELETED:
            found.leave_out(_deleted(child), "deleted")
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "docPr":
            found.leave_out(child.get("descr", ""), "description of a picture")
        elif name == "rt" or (name == "r" and _is_hidden(child)):
            found.leave_out("".join(_pieces(child, found, [])), "hidden" if name == "r" else "reading aid")
        elif name and name not in _SILENT:
            pieces += _pieces(child, found, boxes)
    return pieces


def _deleted(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter() if local_name(node) in ("delText", "t"))


def _symbol(element: Any) -> str:
    """The character of a symbol; those of symbol fonts have no meaning outside of them."""
    code = int(_attribute(element, "char") or "0", 16)
    return chr(code) if code and not 0xE000 <= code <= 0xF8FF else ""


def _is_hidden(run: Any) -> bool:
    marks = [mark for properties in children(run, "rPr") for mark in children(properties, "vanish")]
    return any((_attribute(mark, "val") or "1").lower() not in ("0", "false", "off") for mark in marks)


def _is_contents(element: Any) -> bool:
    return any(
        (_attribute(node, "val") or "") == "Table of Contents"
        for properties in children(element, "sdtPr")
        for node in descendants(properties, "docPartGallery")
    )


def _attribute(element: Any, name: str) -> str | None:
    """An attribute by its name in any namespace: documents of the strict kind have others."""
    found: list[str] = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == name]
    return found[0] if found else None
