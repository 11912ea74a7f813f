"""What a combination is fitted on: records, their severities and the features that are measured of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np

from drift.detectors import detect
from drift.encoders import load_encoder
from drift.encoders.protocols import TokenEncoder
from drift.judging.features import FEATURES, feature_rows
from drift.judging.gaps import trivial_drift
from drift.judging.models import ModelEntry
from drift.judging.network import PairReader
from drift.judging.opposites import with_opposites
from drift.judging.restating import predict_restated
from drift.judging.scorer import CHUNK, prepare
from drift.language.reading import read
from research.training.records import Record, read_records
from research.training.split import TRAINING_RECORDS

UNREACHED = {"demetr": 3000, "mlqe": 1500, "stsb": 600, "synthetic": 4000}
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which records a combination is fitted on.

    Attributes:
        unread: The number of the first training record that no drift model was trained on.
        unreached: How many of the records from there on are taken, by family.
        most: How many of a source's records held out are taken at most.
    """

    unread: int = TRAINING_RECORDS
    unreached: Mapping[str, int] = field(default_factory=lambda: UNREACHED)
    most: int | None = None


def chosen(records: Path, choice: Chosen) -> list[tuple[Record, float, bool]]:
    """Records with their severities, and whether people's judgement was held out for calibration."""
    aside = list(judged(read_records(records / "dev.jsonl.gz")))
    if choice.most is not None:
        Random(1).shuffle(aside)
    taken: Counter[str] = Counter()
    held_out = []
    for record, drift in aside:
        taken[record.source] += 1
        if choice.most is None or taken[record.source] <= choice.most:
            held_out.append((record, drift, True))
    left = Counter(choice.unreached)
    others = []
    for record, drift in judged(islice(read_records(records / "train.jsonl.gz"), choice.unread, None)):
        if left[record.family] > 0:
            left[record.family] -= 1
            others.append((record, drift, False))
        if not any(count > 0 for count in left.values()):
            break
    return held_out + others


def judged(records: Iterable[Record]) -> Iterator[tuple[Record, float]]:
    """The records that say how far they drift and that a model has to judge."""
    for record in records:
        drift = severity(record)
        if drift is not None and trivial_drift(record.original, record.version) is None:
            yield record, drift


def severity(record: Record) -> float | None:
    """The drift that a record stands for; adequacy and similarity run straight from critical to none."""
    if record.adequacy is not None:
        return 1 - record.adequacy
    if record.sts is not None:
        return 1 - record.sts
    return None if record.floor else record.drift


def measured(records: Sequence[Record], model: PairReader | None, encoder: TokenEncoder) -> np.ndarray:
    """The features of every record, (n, len(FEATURES))."""
    from tqdm import tqdm

    order = sorted(range(len(records)), key=lambda i: len(records[i].original))
    rows = np.zeros((len(records), len(FEATURES)))
    for start in tqdm(range(0, len(order), CHUNK), desc="features"):
        chunk = order[start : start + CHUNK]
        pairs = list(
            prepare([(records[i].original, records[i].version) for i in chunk], encoder, model.words if model else None)
        )
        readings = [read(pair) for pair in pairs]
        findings = [detect(reading) for reading in readings]
        predictions = None
        if model:
            predictions = predict_restated(model, readings)
            findings = with_opposites(findings, readings, predictions, model, encoder)
        rows[chunk] = feature_rows(pairs, findings, predictions)
    return rows


def table(records: Path, folder: Path, kept: Path, choice: Chosen) -> dict[str, np.ndarray]:
    """Features, severities, sources, folds and whether held out, of all chosen records; remembered in `kept` for
    the model's weights as they are. Words are linked by the encoder for the model's languages, where its network does not."""
    entry = ModelEntry(folder.name, folder)
    revision = entry.networks_revision
    if kept.is_file() and (known := dict(np.load(kept))).get("model") == revision:
        return known
    found = chosen(records, choice)
    encoder = load_encoder(languages=entry.languages)
    known = {
        "model": np.array(revision),
        "rows": measured([record for record, _, _ in found], entry.load(), encoder),
        "drift": np.array([drift for _, drift, _ in found]),
        "source": np.array([record.source for record, _, _ in found]),
        "fold": np.array([crc32(record.original.encode()) % FOLDS for record, _, _ in found]),
        "held_out": np.array([held_out for _, _, held_out in found]),
    }
    kept.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(kept, **known)  # type: ignore[arg-type]
    return known
