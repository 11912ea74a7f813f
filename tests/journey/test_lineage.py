"""Lineage: copies of copies find their parents, independent texts none, and what is lost does not come back."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drift.analysis import Analysis
from drift.api import analyze
from drift.journey.lineage import infer
from drift.journey.wording import compare_wording
from drift.output.lineage import newick
from drift.types import Descent, Lineage, Story, Thread
from tests.report_stories import of_lines

TEXT = [
    "The council of Varn denied the report on Monday.",
    "Its speaker Anna Holt said that 13 workers had been hurt at the dam.",
    "The dam will be closed until the inspection ends in March.",
    "Farmers in the valley asked for water before the summer.",
    "A lawyer for the owners called the demand unfair.",
    "The next meeting is planned for 4 May in the old hall.",
]


def changed(lines: list[str], *changes: tuple[str, str]) -> list[str]:
    text = "\n".join(lines)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text.split("\n")


COPY = changed(TEXT, ("report", "account"), ("hurt", "injured"), ("13", "30"), ("asked for", "demanded"))
OF_COPY = changed(COPY, ("closed", "shut"), ("unfair", "unjust"), ("planned", "scheduled"))
OTHER = changed(TEXT, ("summer", "heat"), ("closed", "barred"), ("meeting", "session"), ("old hall", "former hall"))
APART = [
    "Shares of the mining firm fell by a fifth.", "Analysts blame weak prices.", "Its chairman resigned late yesterday.",
    "Unions fear for jobs.", "Trading resumes tomorrow.", "Rivals gained slightly.",
]  # fmt: skip


def story(texts: dict[str, list[str]], original: str = "", parents: dict[str, str] | None = None) -> Story:
    versions = [replace(of_lines(name, lines), parent=(parents or {}).get(name, "")) for name, lines in texts.items()]
    threads = tuple(Thread(dict.fromkeys(texts, (i,))) for i in range(len(TEXT)))
    return Story("story", tuple(versions), original, threads=threads)


def parents(lineage: Lineage | None) -> dict[str, str]:
    assert lineage is not None
    return {descent.child: descent.parent for descent in lineage.descents}


TEXTS = {"a": OF_COPY, "b": TEXT, "c": OTHER, "d": COPY}


def test_a_copy_of_a_copy_is_told_from_a_copy() -> None:
    found = infer(story(TEXTS, "b"))
    assert parents(found) == {"a": "d", "c": "b", "d": "b"}
    assert found is not None
    assert all(0.5 <= descent.support <= 1 and not descent.is_known for descent in found.descents)


@pytest.mark.parametrize("order", ["abcd", "dcba", "cadb"])
def test_the_order_of_the_versions_is_nothing(order: str) -> None:
    found = infer(story({name: TEXTS[name] for name in order}, "b"))
    assert parents(found) == {"a": "d", "c": "b", "d": "b"}


def test_the_seed_decides_the_samples_and_nothing_else() -> None:
    made = story(TEXTS, "b")
    assert infer(made, 3) == infer(made, 3)
    assert parents(infer(made, 3)) == parents(infer(made, 4))


def test_a_text_of_the_same_subject_only_is_independent() -> None:
    found = infer(story({**TEXTS, "e": APART}))
    assert found is not None
    assert "e" not in {name for descent in found.descents for name in (descent.parent, descent.child)}


def test_two_texts_neither_of_which_is_made_from_the_other_have_an_unseen_ancestor() -> None:
    one = changed(TEXT, ("council", "board"), ("denied", "rejected"), ("closed", "shut"), ("asked for", "demanded"),
                  ("meeting", "session"), ("planned", "set"), ("called", "found"), ("hurt", "wounded"),
                  ("Farmers", "Growers"), ("water", "irrigation"), ("until", "till"), ("inspection", "survey"))  # fmt: skip
    two = changed(TEXT, ("report", "story"), ("speaker", "voice"), ("ends", "finishes"), ("before", "ahead of"),
                  ("lawyer", "counsel"), ("old", "former"), ("owners", "holders"), ("workers", "men"),
                  ("said", "told us"), ("valley", "lowland"), ("hall", "room"), ("unfair", "wrong"))  # fmt: skip
    found = infer(story({"one": one, "two": two, "apart": APART}))
    assert found is not None
    assert found.unseen == ("?1",)
    assert parents(found) == {"one": "?1", "two": "?1"}


def test_known_parents_are_kept() -> None:
    found = infer(story(TEXTS, "b", {"a": "c"}))
    assert parents(found)["a"] == "c"
    assert found is not None
    assert {descent.child for descent in found.descents if descent.is_known} == {"a"}
    assert next(descent.support for descent in found.descents if descent.is_known) == 1.0


def test_two_versions_have_no_lineage() -> None:
    assert infer(story({"a": TEXT, "b": COPY})) is None


def test_what_is_lost_does_not_come_back() -> None:
    """A copy conflates "dam" and "weir" as "dam": from it nobody could tell them apart again."""
    source = ["The dam holds.", "The weir leaks.", "The dam is old.", "The weir is new.", "A dam broke.", "A dam fell."]
    copy = [line.replace("weir", "dam") for line in source]
    threads = tuple(Thread({"source": (i,), "copy": (i,)}) for i in range(6))
    wording = compare_wording(Story("story", (of_lines("source", source), of_lines("copy", copy)), threads=threads))
    assert wording.inconsistent[:, 0, 1].sum() == 0
    assert wording.inconsistent[:, 1, 0].sum() == 2


def test_versions_in_another_language_are_not_told_by_their_words() -> None:
    versions = [of_lines("en", TEXT), of_lines("es", ["No hay nada que decir."] * 6, "es")]
    wording = compare_wording(
        Story("s", tuple(versions), threads=tuple(Thread({"en": (i,), "es": (i,)}) for i in range(6)))
    )
    assert not wording.inconsistent.any()
    assert wording.shares(np.ones(6))[0, 1] == pytest.approx(0.6)


def test_names_with_quotation_marks_are_doubled_in_newick() -> None:
    versions = tuple(of_lines(name, TEXT) for name in ("it's", "b"))
    kin = Lineage((Descent("it's", "b", 1.0),))
    assert newick(Story("s", versions, lineage=kin)) == ["('b')'it''s';"]


def test_the_results_hold_a_row_a_version_and_trees(tmp_path: Path) -> None:
    texts = {name: "\n\n".join(lines) for name, lines in TEXTS.items()}
    analyze(texts, "b", model="lexical").save(tmp_path)
    with (tmp_path / "lineage.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["version"]: row for row in csv.DictReader(file)}
    assert {name: row["parent"] for name, row in rows.items()} == {"a": "d", "b": "", "c": "b", "d": "b"}
    assert (tmp_path / "lineage.nwk").read_text(encoding="utf-8") == "('c',('a')'d')'b';\n"
    assert Analysis.load(tmp_path / "analysis.jsonl").stories[0].lineage is not None
