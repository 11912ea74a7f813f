"""What is translated into English says "the" and "of" more often."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drift.journey.translationese import translationese
from drift.types import Version
from tests.report_stories import of_lines

STORIES = sorted(path.parent for path in (Path(__file__).parents[2] / "drift" / "samples").glob("*/original.txt"))


@pytest.mark.parametrize("folder", STORIES, ids=lambda folder: folder.name)
def test_translations_of_the_samples_say_it_more_often(folder: Path) -> None:
    paths = [folder / "original.txt", *sorted(folder.glob("via-*.txt"))]
    found = translationese(tuple(Version(path.stem, path.read_text(encoding="utf-8"), "en") for path in paths))
    assert found[0] == min(found)


def test_a_text_in_another_language_leaves_it_open() -> None:
    english = of_lines("a", ["The price of bread rose."])
    assert translationese((english,)) == pytest.approx([2 / 5])
    assert translationese((english, replace(english, language="es"))).tolist() == [0, 0]
    assert translationese((of_lines("a", ["12 ..."]),)).tolist() == [0]
