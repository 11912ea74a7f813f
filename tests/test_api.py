"""From files to verdicts: units that are paired stay paired, and nothing that is given passes unseen."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drift
from drift.analysis import Analysis
from drift.api import score_table

XLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="buttons" source-language="en" target-language="en" datatype="plaintext"><body>
<trans-unit id="a"><source>Share</source><target>Delete</target></trans-unit>
<trans-unit id="b"><source>Delete</source><target>Save</target></trans-unit>
<trans-unit id="c"><source>Save</source><target>Delete</target></trans-unit>
<trans-unit id="d"><source>Max. 10 MB</source><target>Max. 10 MB</target></trans-unit>
<trans-unit id="e"><source>Copyright 2024 The Company</source></trans-unit>
</body></file></xliff>
"""


@pytest.fixture(scope="module")
def buttons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("units") / "buttons.xlf"
    path.write_text(XLIFF, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def analysis(buttons: Path) -> Analysis:
    return drift.analyze(buttons, model="small")


def test_units_are_links_in_the_files_order_with_their_ids(analysis: Analysis) -> None:
    frame = analysis.to_pandas()
    (comparison,) = analysis.stories[0].comparisons
    units = analysis.stories[0].version("original").sentences
    assert [units[link.original[0]].unit for link in comparison.links] == ["a", "b", "c", "d", "e"]
    assert frame["original_text"].tolist() == ["Share", "Delete", "Save", "Max. 10 MB", "Copyright 2024 The Company"]
    assert frame["version_text"].tolist() == ["Delete", "Save", "Delete", "Max. 10 MB", ""]


def test_swapped_buttons_are_no_clean_bill_and_a_missing_target_counts(analysis: Analysis) -> None:
    (comparison,) = analysis.stories[0].comparisons
    assert all(verdict.severity != "none" for verdict in comparison.drifts[:3])
    assert comparison.drifts[3].drift == 0
    assert (comparison.drifts[4].severity, comparison.drifts[4].kinds) == ("major", ("untranslated",))
    assert comparison.judged_by == "small"


def test_the_same_units_are_scored_as_a_table(buttons: Path) -> None:
    table = score_table(buttons, model="small")
    assert table["unit"].tolist() == ["a", "b", "c", "d", "e"]
    assert list(table["kinds"])[4] == ["untranslated"]


def test_units_are_aligned_after_all_where_that_is_asked_for(buttons: Path) -> None:
    (comparison,) = drift.analyze(buttons, model="lexical", align=True).stories[0].comparisons
    assert ((1,), (0,)) in [(link.original, link.version) for link in comparison.links]


def test_an_empty_translation_in_a_table_is_a_major_omission(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("original", "version"), ("The bridge is closed.", ""), ("", "It rains.")])
    table = score_table(path, model="lexical")
    assert table["severity"].tolist() == ["major", "major"]
    assert table["kinds"].tolist() == [["omission"], ["addition"]]


def test_spans_count_the_texts_as_given() -> None:
    original, version = "The  ﬁre \u00adkilled\u00a0 13 men.", "The ﬁre   killed 30 men."
    verdict = drift.compare(original, version, model="small")
    shown = {(s.side, text[s.start : s.end]) for f in verdict.findings for s in f.spans
             for side, text in (("original", original), ("version", version)) if s.side == side}  # fmt: skip
    assert {("original", "13"), ("version", "30")} <= shown


def test_similarity_is_the_same_in_an_analysis_and_in_a_score() -> None:
    original, version = "It rained all day. The match was off.", "It rained all day, so the match was off."
    (comparison,) = drift.analyze({"original": original, "copy": version}, model="lexical").stories[0].comparisons
    (verdict,) = drift.score([(original, version)], model="lexical")
    assert [link.original for link in comparison.links] == [(0, 1)]
    assert comparison.drifts[0].similarity == pytest.approx(verdict.similarity, abs=1e-5)


def test_a_seed_changes_nothing_but_the_signature() -> None:
    texts = {"original": "All the miners were rescued.", "copy": "Some of the miners were rescued."}
    one, other = (drift.analyze(texts, model="lexical", seed=seed) for seed in (0, 7))
    assert one.stories == other.stories
    assert (one.signature.settings["seed"], other.signature.settings["seed"]) == (0, 7)


SENTENCE = st.sampled_from(
    (
        "The council met on Monday.", "Nobody was hurt.", "Accept all cookies", "Share this article", "It rained.",
        "Prices rose by 5 percent.", "No. 7 was closed.", "“Why?” she asked.", "1.",
    )
)  # fmt: skip
TEXT = st.lists(st.tuples(SENTENCE, st.sampled_from((" ", "\n", "\n\n"))), min_size=1, max_size=9).map(
    lambda parts: "".join(sentence + gap for sentence, gap in parts)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT)
def test_every_sentence_is_in_one_row_or_set_aside_with_a_reason(original: str, version: str) -> None:
    (story,) = drift.analyze({"original": original, "copy": version}, model="lexical").stories
    (comparison,) = story.comparisons
    for side, name in (("original", comparison.original), ("version", comparison.version)):
        sentences = story.version(name).sentences
        linked = Counter(i for link in comparison.links for i in getattr(link, side))
        assert all(linked[i] == (0 if sentence.set_aside else 1) for i, sentence in enumerate(sentences))
        given_text = {"original": original, "version": version}[side]
        kept = "".join("".join(s.text.split()) for s in sentences)
        assert kept == "".join(given_text.split())
