"""Stories with threads -> stories with a consensus of each thread, and a lineage."""

from __future__ import annotations

from dataclasses import replace

from drift.journey.consensus import agreed
from drift.journey.lineage import infer
from drift.journey.making import Making
from drift.journey.wording import compare_wording
from drift.types import Story


def followed(story: Story, seed: int = 0, making: Making | None = None) -> Story:
    """The story with what all its versions together tell; a story of two versions as it is.

    Args:
        story: Its comparisons are judged, its threads made.
        seed: For the lineage's bootstrap samples.
        making: What the engine that made the copies makes of each version, if one is named.
    """
    if len(story.versions) < 3:
        return story
    wording = compare_wording(story)
    return replace(story, threads=agreed(story, wording), lineage=infer(story, seed, wording, making))
