"""XLIFF 1.2 and 2, also as SDL and memoQ write them.

The source is the original, the target the version, a segment a link; each `file` element is a story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from drift.stories import markup
from drift.stories.draft import Draft, Unit
from drift.stories.inline import Segment, is_deleted, read_segment
from drift.stories.sources import shown
from drift.types import DriftError, SetAside

_SIDES = ("source", "target")
_READ = frozenset({"source", "target", "seg-source", "segment", "originalData"})
_NO_TEXT = frozenset(
    "skl skeleton reference tool phase-group count-group prop-group seg-defs tag-defs cxt-defs cxts fmt-defs node-defs "
    "node rep-defs file-info filetype-info sniff-info ref-files".split()
)
"""What says how a file is to be rebuilt or what a tool thinks of it, SDL's own elements among it."""
_HEADER = "x-gettext-domain-header"  # a unit that is the head of a PO file
_NOT_TRANSLATED = 'translate="no"'


@dataclass(slots=True)
class _Found:
    """What one `file` element holds: pairs of texts with their ids, what is no text of either side, what codes stand for."""

    pairs: list[tuple[str, Segment, Segment]] = field(default_factory=list)
    source_aside: list[SetAside] = field(default_factory=list)
    target_aside: list[SetAside] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> list[Draft]:
    """Two versions a file element, `original` and `version`; a unit without a target is empty in the version.

    Raises:
        DriftError: The file is not well-formed or has no translation units.
    """
    root = markup.parse(path, "xliff")
    drafts: list[Draft] = []
    aside = [
        piece
        for info in markup.children(root, "doc-info")
        for comment in markup.descendants(info, "Comment")
        for piece in markup.left_out(comment, "comment")
    ]
    stories: Counter[str] = Counter()
    for element in markup.descendants(root, "file"):
        found = _Found(codes=_codes(element))
        _walk(element, found, _translates(element, True))
        if not found.pairs:
            aside += [*found.source_aside, *found.target_aside]
            continue
        story = element.get("original") or element.get("id") or ""
        stories[story] += 1
        drafts += _drafts(element, root, path, found, f"{story}, {stories[story]}" if stories[story] > 1 else story)
    if not drafts:
        raise DriftError(f"{shown(path)} has no translation units; export it anew.")
    return [replace(drafts[0], left_out=(*drafts[0].left_out, *aside)), *drafts[1:]]


def _drafts(element: Any, root: Any, path: Path, found: _Found, story: str) -> list[Draft]:
    """The two versions of a `file` element."""
    source = markup.primary(element.get("source-language") or root.get("srcLang") or "")
    target = markup.primary(element.get("target-language") or root.get("trgLang") or "")
    where = f"{path}, {story}" if story else str(path)
    sides = [tuple(_units(found.pairs, side)) for side in (0, 1)]
    return [
        Draft("original", "", sides[0], story, source, where, tuple(found.source_aside), is_original=True),
        Draft("version", "", sides[1], story, target, where, tuple(found.target_aside), absent="untranslated"),
    ]


def _codes(element: Any) -> dict[str, str]:
    """What `x` elements stand for, by their ids: tags that SDL defines in the file's head, and units that are locked."""
    tags = {
        tag.get("id", ""): "".join(code.itertext())
        for defined in markup.descendants(element, "tag-defs")
        for tag in markup.children(defined, "tag")
        for code in markup.children(tag, "ph")
    }
    locked = {
        unit.get("id", ""): _text((markup.children(unit, "source") or [None])[0], tags).text
        for unit in markup.descendants(element, "trans-unit")
        if unit.get("id", "").startswith("lockTU")
    }
    return tags | locked


def _units(pairs: list[tuple[str, Segment, Segment]], side: int) -> Iterator[Unit]:
    """The units of one side, each followed by the sub-texts in its codes."""
    for unit_id, *segments in pairs:
        yield Unit(unit_id, segments[side].text)
        for place in range(max(len(segment.subs) for segment in segments)):
            subs = segments[side].subs
            yield Unit(f"{unit_id}/sub{place + 1}", subs[place] if place < len(subs) else "")


def _walk(element: Any, found: _Found, translates: bool) -> None:
    """Read the units below the element, in file order; whether they are to be translated is inherited."""
    for child in element:
        name = markup.local_name(child)
        kept = _translates(child, translates)
        if name in ("trans-unit", "unit"):
            _read_unit(child, found, kept)
        elif name in ("body", "group", "header"):
            _walk(child, found, kept)
        elif name and name not in _NO_TEXT:
            found.source_aside += markup.left_out(child, "note" if name == "notes" else name)


def _translates(element: Any, inherited: bool) -> bool:
    return {"yes": True, "no": False}.get(element.get("translate", ""), inherited)


def _read_unit(unit: Any, found: _Found, translates: bool) -> None:
    unit_id = unit.get("id") or str(len(found.pairs) + 1)
    is_first = markup.local_name(unit) == "trans-unit"
    pairs = _pairs_of_first(unit, found) if is_first else list(_pairs_of_second(unit))
    several = len(pairs) > 1
    is_header = unit.get("restype") == _HEADER
    for part, source, target in pairs:
        if translates and not is_header:
            found.pairs.append((f"{unit_id}/{part}" if several else unit_id, source, target))
        else:
            found.source_aside += _aside(source, "header" if is_header else _NOT_TRANSLATED)
            found.target_aside += _aside(target, "header" if is_header else _NOT_TRANSLATED)
    for mark in filter(is_deleted, unit.iter()):
        found.target_aside += markup.left_out(mark, "deleted")
    for child in unit.iterchildren():
        name = markup.local_name(child)
        if name == "ignorable":
            for side, aside in zip(_SIDES, (found.source_aside, found.target_aside), strict=True):
                aside += (piece for part in markup.children(child, side) for piece in markup.left_out(part, name))
        elif name and name not in _READ | _NO_TEXT:
            aside = found.source_aside if name in ("note", "notes") else found.target_aside
            aside += markup.left_out(child, "note" if name == "notes" else name)


def _aside(segment: Segment, reason: str) -> list[SetAside]:
    return [SetAside(text, reason) for text in (segment.text, *segment.subs) if text]


def _pairs_of_first(unit: Any, found: _Found) -> list[tuple[str, Segment, Segment]]:
    """(mid, source, target) of a `trans-unit`: its segments where both sides are segmented, else the unit as a whole."""
    whole = {name: (markup.children(unit, name) or [None])[0] for name in ("source", "seg-source", "target")}
    source = whole["source"] if whole["seg-source"] is None else whole["seg-source"]
    sources, targets = _segments(source, found.codes), _segments(whole["target"], found.codes)
    target = _text(whole["target"], found.codes)
    if not sources or (not targets and target.text):
        return [("", _text(whole["source"] if whole["source"] is not None else source, found.codes), target)]
    for element, aside in ((source, found.source_aside), (whole["target"], found.target_aside)):
        aside += _between_segments(element)
    mids = [*sources, *(mid for mid in targets if mid not in sources)]
    return [(mid, sources.get(mid, Segment("")), targets.get(mid, Segment(""))) for mid in mids]


def _segments(element: Any, codes: dict[str, str]) -> dict[str, Segment]:
    """The segments of a side by their `mid`."""
    marks = [] if element is None else [mark for mark in markup.descendants(element, "mrk") if _is_segment(mark)]
    return {mark.get("mid") or str(place): read_segment(mark, codes) for place, mark in enumerate(marks, start=1)}


def _is_segment(element: Any) -> bool:
    return markup.local_name(element) == "mrk" and element.get("mtype") == "seg"


def _between_segments(element: Any) -> Iterator[SetAside]:
    """Text of a segmented side that stands in none of its segments."""
    if element is None or _is_segment(element):
        return
    for child in element:
        if any(map(_is_segment, child.iter())):
            yield from _between_segments(child)
    own = [element.text, *(child.tail for child in element)]
    own += [read_segment(child).text for child in element if not any(map(_is_segment, child.iter()))]
    yield from (SetAside(" ".join(text.split()), "outside of segments") for text in own if text and text.strip())


def _pairs_of_second(unit: Any) -> Iterator[tuple[str, Segment, Segment]]:
    """(id, source, target) of every `segment` of a unit of XLIFF 2."""
    data = {
        node.get("id", ""): "".join(node.itertext())
        for held in markup.children(unit, "originalData")
        for node in markup.children(held, "data")
    }
    for place, segment in enumerate(markup.children(unit, "segment"), start=1):
        source, target = ((markup.children(segment, side) or [None])[0] for side in _SIDES)
        yield segment.get("id") or str(place), _text(source, data), _text(target, data)


def _text(element: Any, data: dict[str, str] | None = None) -> Segment:
    return Segment("") if element is None else read_segment(element, data)
