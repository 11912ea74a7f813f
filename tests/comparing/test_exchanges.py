"""Which of two wordings a version in another language holds with, and so which hop changed the words."""

from __future__ import annotations

import pytest

from drift.api import analyze
from drift.journey.hops import hops

ORIGINAL = "The council closed the old bridge in summer. Nobody was hurt."


@pytest.mark.parametrize(
    ("spanish", "expected"),
    [
        ("El consejo cerró el viejo puente en verano. Nadie resultó herido.", "o.es.en"),
        ("El consejo cerró el viejo puente en invierno. Nadie resultó herido.", "o.es"),
    ],
)
def test_the_text_in_between_tells_at_which_hop_words_were_changed(spanish: str, expected: str) -> None:
    copy = "The council closed the old bridge in winter. Nobody was hurt."
    (story,) = analyze({"o": ORIGINAL, "o.es": spanish, "o.es.en": copy}).stories
    assert [hop.version for hop in hops(story) if hop.is_first_bad] == [expected]
    assert set(story.threads[0].holds) == {"o.es.en"}
    assert story.threads[1].holds == {}


def test_within_one_language_nobody_is_asked() -> None:
    texts = {"o": ORIGINAL, "o.en": ORIGINAL.replace("summer", "winter")}
    (story,) = analyze(texts).stories
    assert not any(thread.holds for thread in story.threads)
