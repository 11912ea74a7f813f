"""Records across languages: what is held out, what rules change, what is marked."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from drift.types import KINDS
from research.training.across.bases import Across
from research.training.across.foreign import HARMFUL, HARMLESS, Pools, negation, number, same_number
from research.training.across.synthetic import foreign_changed
from research.training.across.taught import taught
from research.training.batches import marked
from research.training.held import UNJUDGED, Held, row_part, text_key
from research.training.people import gravest
from research.training.perturb.edits import applied
from research.training.records import swapped

GERMAN = Across(
    "Der Minister sagte am 12. Mai, dass Berlin die Steuern nicht erhöhen wird, und reiste nach Paris.",
    "The minister said on 12 May that Berlin will not raise taxes, and left for Paris.", "de", "wmt_outputs",
)  # fmt: skip
CZECH = Across(
    "Premiér Novák v Praze řekl, že 300 lidí není doma, ale vláda pomůže.",
    "Prime Minister Novák said in Prague that 300 people are not at home, but the government will help.", "cs",
    "wmt_outputs",
)  # fmt: skip
HINDI = Across("उन्होंने १२ लोगों को नहीं देखा।", "They did not see 12 people.", "hi", "demetr")


def changed(base: Across, change: object) -> str:
    return applied(base.foreign, change.edits)[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ({"id": 360}, "train"), ({"id": 361}, "dev"), ({"id": 401}, "test"),
        ({"id": "ru-dev-3", "part": "dev", "original": "x"}, "test"),
    ],
)  # fmt: skip
def test_a_rows_part(row: dict[str, object], part: str) -> None:
    assert row_part(row) == part


def test_ids_of_news_sentences_are_split_by_sentence() -> None:
    parts = {row_part({"id": f"2021-cs-{k}"}) for k in range(40)}
    assert parts == {"train", "dev", "test"}


def test_a_test_rows_text_is_kept_out_of_training() -> None:
    held = object.__new__(Held)
    held.texts = {
        "test": {text_key("A sentence of the test part.")}, "dev": set(), "train": {text_key("One that is trained on.")},
    }  # fmt: skip
    assert held.part({"id": 1, "original": "A sentence of the test part", "source": "…"}) == "none"
    assert held.part({"id": 370, "original": "One that is trained on.", "source": "…"}) == "none"
    assert held.part({"id": 1, "original": "Another sentence altogether.", "source": "…"}) == "train"


def test_unjudged_outputs_keep_clear_of_what_others_hold_out() -> None:
    held = object.__new__(Held)
    held.texts = {"test": set(), "dev": {text_key("One kept for calibration.")}, "train": set()}
    texts = ["One kept for calibration.", "Another sentence altogether."]
    held.rows = {UNJUDGED: [{"id": f"2021-cs-{k}", "original": t, "source": "…"} for k in range(40) for t in texts]}
    found = held.of(UNJUDGED, "train")
    assert 20 < len(found) < 40 and {r["original"] for r in found} == {texts[1]} and held.of(UNJUDGED, "dev") == []


def test_the_gravest_error_counts_whole_and_the_others_half() -> None:
    assert gravest([1 / 3, 2 / 3]) == pytest.approx(5 / 6)
    assert gravest([]) == 0.0


def test_a_negation_is_taken_away() -> None:
    assert changed(GERMAN, negation(GERMAN, Pools(), Random(1))).count("nicht") == 0
    assert " je doma" in changed(CZECH, negation(CZECH, Pools(), Random(1)))


def test_a_number_changes_in_its_own_script() -> None:
    text = changed(HINDI, number(HINDI, Pools(), Random(2)))
    assert "१२" not in text and any("०" <= c <= "९" for c in text)


def test_the_same_number_in_other_digits() -> None:
    assert "12" in changed(HINDI, same_number(HINDI, Pools(), Random(1)))


@pytest.mark.parametrize("name", HARMFUL)
def test_harmful_changes_alter_the_text_where_they_apply(name: str) -> None:
    pools = Pools.of([GERMAN, CZECH, HINDI])
    perturb = HARMFUL[name][0]
    for base in (GERMAN, CZECH, HINDI):
        change = perturb(base, pools, Random(3))
        assert change is None or (change.kind and changed(base, change) != base.foreign)


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_changes_have_no_kind(name: str) -> None:
    for base in (GERMAN, CZECH, HINDI):
        change = HARMLESS[name][0](base, Pools(), Random(3))
        assert change is None or (change.kind is None and change.severity < 0.1)


def test_a_group_holds_faithful_and_changed_records() -> None:
    records = foreign_changed(CZECH, Pools.of([GERMAN, CZECH]), 7, Random(5))
    drifts = [r.drift for r in records if r.drift is not None]
    assert min(drifts) < 0.1 and max(drifts) >= 0.5 and {r.group for r in records} == {7}
    assert all(CZECH.english in (r.original, r.version) for r in records)


def test_what_a_teacher_said_is_a_record(tmp_path: Path) -> None:
    line = {
        "original": "Он пришёл.", "version": "He left.", "source": "mlqe_pe.ru", "levels": [0.9, 0.8, 0.3],
        "kinds": [0.9, 0.2, *[0.0] * 13], "marks": [[3, 7, 0.8]],
    }  # fmt: skip
    path = tmp_path / "said.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    held = object.__new__(Held)
    held.texts = {"test": set(), "dev": set(), "train": set()}
    held.rows = {"drift/mlqe_pe": [{"id": "ru-train-1", "part": "train", "source": "Он пришёл.", "original": "He came.",
                                    "version": "He left.", "adequacy": 20.0, "hter": 0.5}]}  # fmt: skip
    (record,) = taught(path, held)
    assert record.adequacy == 0.2 and record.kinds == [KINDS[0]] and record.unsure == [KINDS[1]]
    assert record.levels == pytest.approx([0.93, 0.71, 0.27]) and swapped(record).levels == record.levels
    offsets = np.array([[0, 2], [3, 7], [7, 8]])
    assert record.version_spans is not None
    assert marked(offsets, record.version_spans).tolist() == pytest.approx([0, 0.8, 0])
