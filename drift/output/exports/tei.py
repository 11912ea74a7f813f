"""A critical apparatus in TEI P5: the original's text, the readings of the versions where they differ from it, the verdicts.

Parallel segmentation (TEI P5, section 12.2.3): an `app` holds a thread, what belongs together in all versions, the original's as its
`lem`. What a reading changed is in `@ana`, which points to the severities and kinds of the header, and in a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, BinaryIO

from lxml import etree

from drift.journey.threads import thread_up
from drift.output.exports.judged import Judged, of_comparison
from drift.output.exports.stretches import places
from drift.output.report.wording import BANDS, KIND_MEANING, SEVERITY_MEANING
from drift.output.rows import set_aside
from drift.output.xml import ID, LANG, xml
from drift.types import SEVERITIES, DriftError, Results, Story, Thread, Version

TEI = "http://www.tei-c.org/ns/1.0"
_NOT_OF_A_NAME = re.compile(r"[^\w.-]")


def write(analysis: Results, file: BinaryIO) -> None:
    """Write a `TEI` element a story, in a `teiCorpus` if there are several.

    Raises:
        DriftError: If there is no story.
    """
    if not analysis.stories:
        raise DriftError("there is no story to write; run `drift analyze` again.")
    several = len(analysis.stories) > 1
    made = [
        _Edition(story, f"s{number}." if several else "").made() for number, story in enumerate(analysis.stories, 1)
    ]
    root = _corpus(made) if several else made[0]
    root.find(f".//{_tag('encodingDesc')}").insert(0, _made_by(analysis))
    file.write(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def _corpus(editions: list[Any]) -> Any:
    root = etree.Element(_tag("teiCorpus"), nsmap={None: TEI})
    header = _header("drift")
    _child(_child(header[0], "sourceDesc"), "p").text = "Each text describes its own sources."
    _child(header, "encodingDesc")
    root.append(header)
    root.extend(editions)
    return root


class _Edition:
    """One story's edition; `prefix` tells its ids from those of other stories."""

    def __init__(self, story: Story, prefix: str) -> None:
        self.story = story
        self.prefix = prefix
        self.ids = _witness_ids(story, prefix)
        self.flagged: dict[tuple[str, int], list[Judged]] = defaultdict(list)
        for judged in (judged for c in story.comparisons for judged in of_comparison(story, c) if judged.is_flagged):
            sides = ((judged.original, judged.link.original), (judged.version, judged.link.version))
            for version, sentences in sides:
                for sentence in sentences:
                    self.flagged[version.name, sentence].append(judged)

    def made(self) -> Any:
        """The `TEI` element."""
        root = etree.Element(_tag("TEI"), nsmap={None: TEI})
        root.append(self._header())
        text = _child(root, "text")
        body = _child(text, "body")
        paragraph = None
        for thread in _threads(self.story):
            if paragraph is None or _begins_paragraph(self.story, thread):
                paragraph = _child(body, "p")
                paragraph.tail = "\n"
            self._add(paragraph, thread)
        if paragraph is None:
            _child(body, "p")
        self._add_aside(text)
        return root

    def _header(self) -> Any:
        header = _header(self.story.name)
        listed = _child(_child(header[0], "sourceDesc"), "listWit")
        for version in self.story.versions:
            element = _child(listed, "witness")
            element.set(ID, self.ids[version.name])
            element.text = xml(f"{version.name} ({version.source})" if version.source else version.name)
            drifts = [d for c in self.story.comparisons if c.version == version.name for d in c.drifts]
            if unjudged := sum(drift.drift is None for drift in drifts):
                element.text += f"; {unjudged} of {len(drifts)} passages could not be judged"
        encoding = _child(header, "encodingDesc")
        _child(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
        declared = _child(encoding, "classDecl")
        for group, meanings in (("severity", {name: SEVERITY_MEANING[name] for name in BANDS}), ("kind", KIND_MEANING)):
            taxonomy = _child(declared, "taxonomy")
            for category, meaning in meanings.items():
                element = _child(taxonomy, "category")
                element.set(ID, f"{self.prefix}{group}.{category}")
                _child(element, "catDesc").text = meaning
        return header

    def _add(self, paragraph: Any, thread: Thread) -> None:
        """Put a thread into its paragraph: as text where all versions have the same, else as an entry of the apparatus."""
        base = self.story.original
        texts = {v.name: v.passage(thread.sentences.get(v.name, ())) for v in self.story.versions}
        found = self._verdicts(thread)
        if len(set(texts.values())) == 1 and not found:
            _append_text(paragraph, xml(next(iter(texts.values()))) + "\n")
            return
        entry = _child(paragraph, "app")
        entry.tail = "\n"
        groups: dict[str, list[Version]] = defaultdict(list)
        for version in sorted(self.story.versions, key=lambda version: version.name != base):
            groups[texts[version.name]].append(version)
        for versions in groups.values():
            is_base = versions[0].name == base
            reading = _child(entry, "lem" if is_base else "rdg")
            reading.set("wit", " ".join(f"#{self.ids[version.name]}" for version in versions))
            if versions[0].language and texts[versions[0].name]:
                reading.set(LANG, versions[0].language)
            if is_base:
                reading.text = xml(texts[base])
                continue
            self._fill(reading, versions[0], thread, [judged for judged in found if judged.version is versions[0]])
        for judged in found:
            note = _child(entry, "note", type="drift")
            note.set("corresp", f"#{self.ids[judged.version.name]}")
            note.text = xml(self._said(judged))

    def _said(self, judged: Judged) -> str:
        names = judged.version.name if self.story.original else f"{judged.original.name} ↔ {judged.version.name}"
        return f"{names}: {judged.verdict}"

    def _verdicts(self, thread: Thread) -> list[Judged]:
        """The flagged links of a thread's sentences, each once."""
        found: dict[tuple[str, str, int], Judged] = {}
        for name, sentences in thread.sentences.items():
            for sentence in sentences:
                for judged in self.flagged.get((name, sentence), ()):
                    found[judged.original.name, judged.version.name, judged.number] = judged
        return [found[key] for key in sorted(found)]

    def _fill(self, reading: Any, version: Version, thread: Thread, found: list[Judged]) -> None:
        """A version's reading, the words that were changed in `seg` elements."""
        severities = [judged.drift.severity for judged in found]
        kinds = dict.fromkeys(kind for judged in found for kind in judged.drift.kinds)
        band = next((name for name in reversed(SEVERITIES) if name in severities), None)
        if band:
            reading.set(
                "ana", " ".join(f"#{self.prefix}{name}" for name in (f"severity.{band}", *(f"kind.{k}" for k in kinds)))
            )
        marks: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
        for judged in found:
            for rank, finding in enumerate(judged.drift.findings):
                for span in finding.spans:
                    if span.side == "version":
                        for index, start, end in places(version, judged.link.version, span):
                            marks[index].append((start, rank, end, finding.kind))
        for place, index in enumerate(thread.sentences.get(version.name, ())):
            if place:
                _append_text(reading, " ")
            _append_marked(reading, version.sentences[index].text, sorted(marks[index]), self.prefix)

    def _add_aside(self, text: Any) -> None:
        pieces = [(version, piece) for version in self.story.versions for piece in set_aside(version)]
        if not pieces:
            return
        part = _child(_child(text, "back"), "div", type="setAside")
        _child(part, "head").text = "Set aside"
        items = _child(part, "list")
        for version, piece in pieces:
            item = _child(items, "item", corresp=f"#{self.ids[version.name]}")
            item.text = xml(f"{piece.reason}: {piece.text}")


def _append_marked(element: Any, text: str, marks: Iterable[tuple[int, int, int, str]], prefix: str) -> None:
    """Add text in which marks (start, rank, end, kind), in order, are `seg` elements; where they overlap the first stays."""
    at = 0
    for start, _, end, kind in marks:
        start = max(start, at)
        if start < end:
            _append_text(element, xml(text[at:start]))
            _child(element, "seg", ana=f"#{prefix}kind.{kind}").text = xml(text[start:end])
            at = end
    _append_text(element, xml(text[at:]))


def _append_text(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _header(name: str) -> Any:
    header = etree.Element(_tag("teiHeader"), nsmap={None: TEI})
    header.tail = "\n"
    file = _child(header, "fileDesc")
    _child(_child(file, "titleStmt"), "title").text = xml(name)
    _child(_child(file, "publicationStmt"), "p").text = "Unpublished: made by a program."
    return header


def _made_by(analysis: Results) -> Any:
    program, _, version = analysis.signature.program.rpartition(" ")
    information = etree.Element(_tag("appInfo"))
    application = _child(information, "application", ident=program or "drift", version=version or "0")
    _child(application, "label").text = "drift"
    return information


def _threads(story: Story) -> tuple[Thread, ...]:
    """The story's threads; where the analysis has none, by the links of its comparisons."""
    names = {version.name for version in story.versions}
    threads = story.threads or thread_up(story, {(c.original, c.version): c.links for c in story.comparisons})
    kept = (Thread({name: at for name, at in thread.sentences.items() if name in names}) for thread in threads)
    return tuple(thread for thread in kept if thread.sentences)


def _begins_paragraph(story: Story, thread: Thread) -> bool:
    """Whether a thread's first sentence begins a line of the original, or else of the first version."""
    base = story.version(story.original) if story.original else story.versions[0]
    first = min(thread.sentences.get(base.name, ()), default=0)
    return first > 0 and "\n" in base.text[base.sentences[first - 1].end : base.sentences[first].start]


def _witness_ids(story: Story, prefix: str) -> dict[str, str]:
    """An id for each version: its name where that can be one and is still free, else its number."""
    ids: dict[str, str] = {}
    for number, version in enumerate(story.versions, start=1):
        name = _NOT_OF_A_NAME.sub("-", version.name)
        usable = name[:1].isalpha() and name.isascii() and f"{prefix}{name}" not in ids.values()
        ids[version.name] = f"{prefix}{name}" if usable else f"{prefix}w{number}"
    return ids


def _tag(name: str) -> str:
    return f"{{{TEI}}}{name}"


def _child(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, _tag(name), attributes)
