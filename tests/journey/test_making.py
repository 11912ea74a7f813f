"""Which copy was made from which, told by who has the engine that made them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from drift.api import analyze
from drift.journey.lineage import infer
from drift.journey.making import making
from drift.retranslation.protocols import Direction
from drift.types import DriftError, Story, Thread
from tests.report_stories import of_lines


class Worn:
    """An engine by which each sentence loses its last word on the way into English, and nothing on the way out."""

    name = "worn"
    asked = 0
    started = 0

    def directions(self) -> Sequence[Direction]:
        return [Direction("en", "es"), Direction("es", "en")]

    def made_by(self, direction: Direction) -> str:
        return self.name

    def revision(self, direction: Direction) -> str:
        return f"{self.name} {'-'.join(direction)}"

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        self.asked += len(sentences)
        self.started += 1
        return [s.rsplit(" ", 1)[0] if direction.target == "en" and " " in s else s for s in sentences]


FIRST = [
    "The council of Varn denied the report on Monday after noon once more",
    "Its speaker said that thirteen workers had been hurt at the dam near town",
    "Farmers in the long valley asked for water well before the summer began again",
]
SECOND = [line.rsplit(" ", 1)[0] for line in FIRST]
THIRD = [line.rsplit(" ", 1)[0] for line in SECOND]
TEXTS = {"c": FIRST, "a": SECOND, "b": THIRD}


def story(texts: dict[str, list[str]]) -> Story:
    versions = tuple(of_lines(name, lines) for name, lines in texts.items())
    return Story("story", versions, threads=tuple(Thread(dict.fromkeys(texts, (i,))) for i in range(len(FIRST))))


@pytest.mark.parametrize("order", list(permutations(TEXTS)))
def test_a_copy_is_the_child_of_what_the_engine_makes_it_of(order: Sequence[str]) -> None:
    made = story({name: TEXTS[name] for name in order})
    found = infer(made, making=making(made, Worn(), [("es",)]))
    assert found is not None
    assert {d.child: d.parent for d in found.descents} == {"a": "c", "b": "a"}
    assert all(descent.support == 1 for descent in found.descents)


def test_a_thread_that_the_copy_lacks_says_nothing_and_one_that_the_parent_lacks_says_no() -> None:
    made = story({"a": FIRST, "b": SECOND})
    threads = (*made.threads[:1], Thread({"a": (1,)}), Thread({"b": (2,)}))
    shares = making(replace(made, threads=threads), Worn(), [("es",)]).shares(np.ones(3))
    assert shares[0, 1] == pytest.approx(1 / 2)  # the first thread is made of a's, the third of nothing
    assert np.diag(shares).tolist() == [0, 0]


def test_versions_in_different_languages_go_straight() -> None:
    made = story({"a": FIRST, "b": FIRST})
    spanish = replace(made.versions[1], language="es")
    shares = making(replace(made, versions=(made.versions[0], spanish)), Worn(), []).shares(np.ones(3))
    assert shares[0, 1] == 1.0
    assert shares[1, 0] < 1.0


def test_the_engine_is_started_once_a_step_for_all_versions() -> None:
    engine = Worn()
    making(story(TEXTS), engine, [("es",)])
    assert engine.started == 2
    assert engine.asked == 2 * len({line for lines in TEXTS.values() for line in lines})


def test_without_a_way_it_is_said_what_to_name() -> None:
    with pytest.raises(DriftError, match="--via"):
        making(story(TEXTS), Worn(), [])
    with pytest.raises(DriftError, match="from en into fr"):
        making(story(TEXTS), Worn(), [("fr",)])


@pytest.mark.parametrize(
    ("engine", "via", "message"),
    [(None, ["es"], "--engine"), ("http", ["es"], "apertium"), ("bablefish", [], "no engine")],
)
def test_an_engine_that_is_not_at_hand_is_refused_before_the_work(
    engine: str | None, via: list[str], message: str
) -> None:
    with pytest.raises(DriftError, match=message):
        analyze({"a": "It rained.", "b": "It rained."}, engine=engine, via=via)
