"""What rules may decide by themselves they decide rightly: on faithful translations they keep silent, as the policy states."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pytest

from drift.detectors import detect
from drift.judging.features import FEATURES
from drift.judging.policy import POLICY, POLICY_ACROSS, Policy, floors
from drift.language.reading import read
from drift.language.word_links import make_pair
from drift.types import MINOR, Finding
from research.training.held import row_part
from tests.conftest import SETS

LEAST = 0.97  # of the faithful pairs each exception spares
EACH = 150  # pairs of a set


def faithful(root: Path) -> Iterator[tuple[str, str]]:
    """Pairs of the calibration parts in which people marked nothing, or that two people translated."""
    for name in ("human_pairs", "wmt21_mqm", "bio_mqm", "demetr"):
        with gzip.open(root / "drift" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row_part(row) == "dev"]
        rows = [row for row in rows if not row.get("version_spans") and not row.get("source_spans")]
        pairs = {(row["original"], row["translation"] if name == "demetr" else row["version"]) for row in rows}
        yield from Random(7).sample(sorted(pairs), min(EACH, len(pairs)))


def faithful_across(root: Path) -> Iterator[tuple[str, str]]:
    """Foreign sentences of the calibration parts and people's translations of them, out of ten languages."""
    for name in ("human_pairs", "wmt21_mqm", "bio_mqm", "mlqe_pe", "demetr"):
        with gzip.open(root / "drift" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row.get("part") == "train" or row_part(row) == "dev"]
        pairs = {(row["source"], row["original"]) for row in rows}
        yield from Random(7).sample(sorted(pairs), min(EACH, len(pairs)))


@cache
def spared(root: Path, across: bool = False) -> dict[str, float]:
    """Of each row of the policy the share of faithful pairs on which it sets no floor from `minor` up."""
    pairs, policy = (list(faithful_across(root)), POLICY_ACROSS) if across else (list(faithful(root)), POLICY)
    lifted: Counter[str] = Counter()
    silent = np.zeros((1, len(FEATURES)))
    for original, version in pairs:
        reading = read(make_pair(original, version))
        lifted.update(
            {name_of(f, policy) for f in detect(reading) if floors([reading], [[f]], silent, policy)[0] >= MINOR}
        )
    return {name: 1 - lifted[name] / len(pairs) for name in policy}


def name_of(found: Finding, policy: Policy) -> str:
    """The row of the policy that a finding falls under."""
    own = f"{found.detector}/{found.kind}"
    return own if own in policy else found.kind


@pytest.mark.skipif(not SETS.is_dir(), reason="needs the annotated sets in ../shared/data")
@pytest.mark.parametrize(
    ("across", "name"), [*((False, name) for name in POLICY), *((True, name) for name in POLICY_ACROSS)]
)
def test_an_exception_spares_faithful_pairs_as_stated(across: bool, name: str) -> None:
    share = spared(SETS, across)[name]
    assert share >= LEAST
    assert (
        share >= (POLICY_ACROSS if across else POLICY)[name].spared - 0.015
    )  # words are linked here by their spelling alone
