"""Drafts -> stories: the one place where texts are normalised, whether they come from files or as strings."""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from drift.stories.draft import Draft
from drift.stories.names import find_version, printable
from drift.stories.normalise import is_garbled, normalise, normalise_with_offsets
from drift.types import Cue, DriftError, Sentence, Story, Version

logger = logging.getLogger(__name__)


def from_texts(texts: Mapping[str, str], name: str = "story") -> Story:
    """A story from its versions' texts by name.

    >>> from_texts({"original": "He denied it.", "copy": "He confirmed it."}).original
    'original'
    """
    return make_story(name, [make_version(Draft(version, text, source=version)) for version, text in texts.items()])


def make_version(draft: Draft) -> Version:
    """The version that a draft describes, its text normalised; of units, each on one line."""
    name, source = printable(draft.name), printable(draft.source)
    texts = [draft.text] if draft.units is None else [unit.text for unit in draft.units]
    if any(map(is_garbled, texts)):
        logger.warning("%s: characters that a wrong encoding had garbled were repaired.", source)
    if draft.units is None:
        text, cues = (normalise(draft.text), ()) if not draft.cues else _with_cues(draft)
        return Version(
            name,
            text,
            draft.language,
            source=source,
            left_out=draft.left_out,
            parent=printable(draft.parent),
            cues=cues,
        )
    lines = [" ".join(normalise(unit.text).split()) for unit in draft.units]
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    sentences = tuple(
        Sentence(line, start, start + len(line), unit=unit.id)
        for line, start, unit in zip(lines, starts, draft.units, strict=False)
    )
    return Version(
        name,
        "\n".join(lines),
        draft.language,
        sentences,
        source,
        paired=True,
        absent=draft.absent,
        left_out=draft.left_out,
        parent=printable(draft.parent),
    )


def _with_cues(draft: Draft) -> tuple[str, tuple[Cue, ...]]:
    """The draft's text normalised, and where its cues are in that."""
    text, offsets = normalise_with_offsets(draft.text)
    place = {edge: bisect_left(offsets.starts, edge) for cue in draft.cues for edge in (cue.start, cue.end)}
    return text, tuple(replace(cue, start=place[cue.start], end=place[cue.end]) for cue in draft.cues)


def story_of(name: str, drafts: Sequence[Draft]) -> Story:
    """The story of a file's drafts; the original is the one that the file names as such, else one called so.

    Raises:
        DriftError: See `make_story`.
    """
    story = make_story(name, map(make_version, drafts))
    named = [printable(draft.name) for draft in drafts if draft.is_original]
    return replace(story, original=named[0]) if named else story


def make_story(name: str, versions: Iterable[Version]) -> Story:
    """A story of versions sorted by name, its original set if one is named so.

    Raises:
        DriftError: A version has no text, two have one name, or there are fewer than two.
    """
    versions = list(versions)
    has_text = any(version.text.strip() for version in versions)
    by_name: dict[str, Version] = {}
    for version in versions:
        if not version.text.strip() and not (version.paired and has_text):
            raise DriftError(f"{version.source}: version {version.name} has no text; fill it in or leave it out.")
        twin = by_name.setdefault(version.name, version)
        if twin is not version:
            raise DriftError(
                f"story {name} has two versions named {version.name} ({twin.source} and {version.source}); rename one."
            )
    if len(by_name) < 2:
        only = next(iter(by_name.values())).source if by_name else "none"
        raise DriftError(f"story {name} has fewer than two versions ({only}); add another to hold it against.")
    return choose_original(Story(name, tuple(by_name[key] for key in sorted(by_name))), None)


def choose_original(story: Story, name: str | None) -> Story:
    """The story with its original set.

    Args:
        story: Its versions, with or without an original.
        name: A version's name, its file's name or a unique prefix of either; None for the version called `original`,
            else for the one that the file itself names.

    Raises:
        DriftError: The name fits no version, or several.
    """
    if name is None:
        named = [version.name for version in story.versions if version.name.casefold() == "original"]
        return replace(story, original=named[0] if named else story.original)
    return replace(story, original=find_version(story, name, "--original"))


def refuse_twins(stories: Iterable[Story]) -> None:
    """Refuse two stories that bear one name.

    Raises:
        DriftError: If there are two.
    """
    seen: dict[str, Story] = {}
    for story in stories:
        twin = seen.setdefault(story.name, story)
        if twin is not story:
            first, second = twin.versions[0].source, story.versions[0].source
            raise DriftError(f"two stories are named {story.name} ({first} and {second}); rename one.")
