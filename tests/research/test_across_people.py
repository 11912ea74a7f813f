"""People's judgement across languages as records, and the order in which records come."""

from __future__ import annotations

from itertools import groupby, islice
from typing import Any

import pytest

from research.training.across.evaluate import family, figures
from research.training.across.generate import short
from research.training.across.people import adequacy, categorised, demetr
from research.training.held import SETS, Held
from research.training.mixing import BLOCK, alternating, by_original, interleaved
from research.training.people import uncategorised
from research.training.records import Record


def held(**rows: list[dict[str, Any]]) -> Held:
    """The sets of these names (their last part), all of whose ids and texts are training's."""
    found = object.__new__(Held)
    found.rows = {name: rows.get(name.partition("/")[2], []) for name in SETS}
    found.texts = {"test": set(), "dev": set(), "train": set()}
    return found


TRAIN_ID = next(f"doc{k}-1" for k in range(20) if Held.part(held(), {"id": f"doc{k}-1"}) == "train")


def test_spans_without_category_give_drift_and_marks() -> None:
    row = {"id": TRAIN_ID, "lang": "de", "original": "He came.", "version": "Er ging weg.", "raters": 1,
           "version_spans": [[3, 7, "major"], [8, 11, "minor"]]}  # fmt: skip
    faultless = {**row, "version": "Er kam.", "version_spans": []}
    bad, good = uncategorised(held(mqm_en_x=[row, faultless, row]), "cross/mqm_en_x", "original", "train")
    assert bad.drift == pytest.approx(5 / 6) and bad.version_spans == [[3, 7], [8, 11]]
    assert bad.kinds is None and bad.original_spans is None and bad.source == "mqm_en_x.de"
    assert good.drift == 0 and good.kinds == [] and good.original_spans == []


def test_an_omission_is_marked_in_the_source_and_style_counts_for_nothing() -> None:
    row = {"id": TRAIN_ID, "lang": "de", "source": "Er kam gestern.", "original": "He came yesterday.", "version": "He came.",
           "version_spans": [[0, 2, "Style", "Awkward", "Major"]],
           "source_spans": [[7, 14, "Accuracy", "Omission", "Major"]]}  # fmt: skip
    (record,) = categorised(held(bio_mqm=[row]), "drift/bio_mqm", "source", "source_spans", "train")
    assert record.original == "Er kam gestern." and record.original_spans == [[7, 14]] and record.version_spans == []
    assert record.kinds == ["omission"] and record.drift == pytest.approx(2 / 3)


def test_demetrs_changes_stand_beside_a_faithful_pair() -> None:
    row = {"id": 7, "lang": "german", "original": "He came late.", "translation": "He arrived late.", "source": "Er kam spät.",
           "perturbed": "He arrived early.", "kind": "antonym", "severity": "critical"}  # fmt: skip
    (group,) = demetr(held(demetr=[row]), "train")
    by = {r.source: r for r in group}
    changed, plain = by["demetr.antonym.german"], by["demetr.translation.german"]
    sides = {changed.original, changed.version}
    assert sides == {"Er kam spät.", "He arrived early."} and changed.drift == 1.0 and plain.drift == 0.0
    assert changed.group == plain.group


def test_adequacy_says_something_of_drift_at_its_ends_alone() -> None:
    rows = [{"id": "de-train-0", "part": "train", "lang": "de", "original": f"A sentence {a}.", "version": f"Ein Satz {a}.",
             "adequacy": a} for a in (95.0, 60.0, 30.0)]  # fmt: skip
    records = list(adequacy(held(da_en_x=rows), "cross/da_en_x", "original", "train"))
    said = {r.adequacy: (r.drift, r.floor) for r in records}
    assert all(said[a] == w for a, w in ((0.95, (0.0, False)), (0.6, (None, False)), (0.3, (0.5, True))) if a in said)


def test_any_beginning_holds_the_shares() -> None:
    streams = {name: [[Record(name, str(k), name)] for k in range(300)] for name in ("across", "demetr", "da_en_x")}
    begun = list(islice(interleaved(streams, {"across": 0.6, "demetr": 0.3, "da_en_x": 0.1}, {}, 400, 1), 100))
    assert [sum(r.source == n for r in begun) for n in streams] == pytest.approx([60, 30, 10], abs=2)


def test_translations_of_one_sentence_come_together() -> None:
    records = [Record("a", str(k), "mqm_en_x.de") for k in range(5)] + [Record("b", "6", "mqm_en_x.de")]
    groups = by_original(records)
    assert [len(g) for g in groups] == [4, 1, 1] and len({r.group for r in groups[0]}) == 1
    assert groups[2][0].group == -1


def test_long_pairs_are_left_out() -> None:
    assert short([[Record("a" * 600, "b" * 60, "x"), Record("a", "b", "x")], [Record("a" * 700, "", "x")]]) == [
        [Record("a", "b", "x")]
    ]


def test_a_records_family() -> None:
    names = ("demetr.antonym.japanese", "demetr.en.antonym", "mqm_en_x.de", "bio_mqm")
    assert [family(Record("", "", n)) for n in names] == ["demetr.japanese", "demetr.en", "mqm_en_x.de", "bio_mqm.en"]
    assert callable(figures)


def test_lists_take_turns_in_blocks_and_keep_groups_whole() -> None:
    first = [Record(f"a{k}", "x", "across", group=k // 5) for k in range(3 * BLOCK)]
    second = [Record(f"b{k}", "x", "demetr") for k in range(3 * BLOCK)]
    mixed = list(alternating([(first, 2), (second, 1)]))
    runs = [(source, len(list(run))) for source, run in groupby(r.source for r in mixed)]
    assert [source for source, _ in runs[:3]] == ["across", "demetr", "across"]
    assert 2 * BLOCK <= runs[0][1] < 2 * BLOCK + 10 and runs[1][1] == BLOCK
    groups = [group for group, _ in groupby(r.group for r in mixed if r.group >= 0)]
    assert len(groups) == len(set(groups))
