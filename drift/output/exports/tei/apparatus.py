"""A story's edition: its threads as text, or as entries of the apparatus where the versions differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from drift.journey.threads import thread_up
from drift.output.exports.judged import Judged, of_comparison
from drift.output.exports.stretches import places
from drift.output.exports.tei.elements import TEI, append_text, child, tag
from drift.output.exports.tei.header import header, witness_ids
from drift.output.rows import set_aside
from drift.output.xml import LANG, xml
from drift.types import SEVERITIES, Story, Thread, Version

_Mark = tuple[int, int, int, str]  # start, rank of the finding, end, kind


class Edition:
    """One story's edition; `prefix` tells its ids from those of other stories in the file."""

    def __init__(self, story: Story, prefix: str) -> None:
        self.story = story
        self.prefix = prefix
        self.ids = witness_ids(story, prefix)
        self.flagged: dict[tuple[str, int], list[Judged]] = defaultdict(list)
        for judged in (judged for c in story.comparisons for judged in of_comparison(story, c) if judged.is_flagged):
            sides = ((judged.original, judged.link.original), (judged.version, judged.link.version))
            for version, sentences in sides:
                for sentence in sentences:
                    self.flagged[version.name, sentence].append(judged)

    def element(self) -> Any:
        """The `TEI` element."""
        root = etree.Element(tag("TEI"), nsmap={None: TEI})
        root.append(header(self.story, self.ids, self.prefix))
        text = child(root, "text")
        body = child(text, "body")
        paragraph = None
        for thread in _threads(self.story):
            if paragraph is None or _begins_paragraph(self.story, thread):
                paragraph = child(body, "p")
                paragraph.tail = "\n"
            self._add(paragraph, thread)
        if paragraph is None:
            child(body, "p")
        self._add_aside(text)
        return root

    def _add(self, paragraph: Any, thread: Thread) -> None:
        """Put a thread into its paragraph: as text where all versions have the same, else as an entry."""
        base = self.story.original or thread.consensus
        texts = {v.name: v.passage(thread.sentences.get(v.name, ())) for v in self.story.versions}
        found = self._verdicts(thread)
        if len(set(texts.values())) == 1 and not found:
            append_text(paragraph, xml(next(iter(texts.values()))) + "\n")
            return
        entry = child(paragraph, "app")
        entry.tail = "\n"
        groups: dict[str, list[Version]] = defaultdict(list)
        for version in sorted(self.story.versions, key=lambda version: version.name != base):
            groups[texts[version.name]].append(version)
        for text, versions in groups.items():
            is_base = versions[0].name == base
            reading = child(entry, "lem" if is_base else "rdg")
            reading.set("wit", " ".join(f"#{self.ids[version.name]}" for version in versions))
            if versions[0].language and text:
                reading.set(LANG, versions[0].language)
            if is_base:
                reading.text = xml(text)
            else:
                self._fill(reading, versions, thread, found)
        for judged in found:
            note = child(entry, "note", type="drift", corresp=f"#{self.ids[judged.version.name]}")
            names = judged.version.name if self.story.original else f"{judged.original.name} ↔ {judged.version.name}"
            note.text = xml(f"{names}: {judged.verdict}")

    def _verdicts(self, thread: Thread) -> list[Judged]:
        """The flagged links of a thread's sentences, each once."""
        found = {
            (judged.original.name, judged.version.name, judged.number): judged
            for name, sentences in thread.sentences.items()
            for sentence in sentences
            for judged in self.flagged.get((name, sentence), ())
        }
        return [found[key] for key in sorted(found)]

    def _fill(self, reading: Any, versions: Sequence[Version], thread: Thread, found: Sequence[Judged]) -> None:
        """A reading of some versions with what the verdicts on them say, the words that were changed in `seg` elements."""
        names = {version.name for version in versions}
        own = [judged for judged in found if judged.version.name in names]
        severities = [judged.drift.severity for judged in own]
        band = next((name for name in reversed(SEVERITIES) if name in severities), None)
        if band:
            kinds = dict.fromkeys(f"kind.{kind}" for judged in own for kind in judged.drift.kinds)
            reading.set("ana", " ".join(f"#{self.prefix}{name}" for name in (f"severity.{band}", *kinds)))
        first = versions[0]
        marks: dict[int, list[_Mark]] = defaultdict(list)
        for judged in own:
            if judged.version.name == first.name:
                for index, mark in _marks(judged):
                    marks[index].append(mark)
        for place, index in enumerate(thread.sentences.get(first.name, ())):
            append_text(reading, " " if place else "")
            _append_marked(reading, first.sentences[index].text, sorted(marks[index]), self.prefix)

    def _add_aside(self, text: Any) -> None:
        pieces = [(version, piece) for version in self.story.versions for piece in set_aside(version)]
        if not pieces:
            return
        part = child(child(text, "back"), "div", type="setAside")
        child(part, "head").text = "Set aside"
        items = child(part, "list")
        for version, piece in pieces:
            child(items, "item", corresp=f"#{self.ids[version.name]}").text = xml(f"{piece.reason}: {piece.text}")


def _threads(story: Story) -> tuple[Thread, ...]:
    """The story's threads; where the analysis has none, by the links of its comparisons."""
    names = {version.name for version in story.versions}
    threads = story.threads or thread_up(story, {(c.original, c.version): c.links for c in story.comparisons})
    kept = (replace(t, sentences={name: at for name, at in t.sentences.items() if name in names}) for t in threads)
    return tuple(thread for thread in kept if thread.sentences)


def _begins_paragraph(story: Story, thread: Thread) -> bool:
    """Whether a thread's first sentence begins a line of the original, or else of the first version."""
    base = story.version(story.original) if story.original else story.versions[0]
    first = min(thread.sentences.get(base.name, ()), default=0)
    return first > 0 and "\n" in base.text[base.sentences[first - 1].end : base.sentences[first].start]


def _marks(judged: Judged) -> Iterable[tuple[int, _Mark]]:
    """The sentences in which a verdict marks words of the version, each with a mark."""
    for rank, finding in enumerate(judged.drift.findings):
        for span in (span for span in finding.spans if span.side == "version"):
            for index, start, end in places(judged.version, judged.link.version, span):
                yield index, (start, rank, end, finding.kind)


def _append_marked(element: Any, text: str, marks: Iterable[_Mark], prefix: str) -> None:
    """Add text in which marks are `seg` elements; where they overlap the first stays."""
    at = 0
    for start, _, end, kind in marks:
        start = max(start, at)
        if start < end:
            append_text(element, xml(text[at:start]))
            child(element, "seg", ana=f"#{prefix}kind.{kind}").text = xml(text[start:end])
            at = end
    append_text(element, xml(text[at:]))
