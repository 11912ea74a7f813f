"""A drift model's network at work: lists of pairs in, what every head predicts out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from drift.encoders.protocols import Tokens
from drift.judging.network.encode import Encoded, encode_pairs
from drift.judging.network.engines import Engine, choose_engine
from drift.judging.network.weights import load_weights, read_config, weights_revision
from drift.judging.network.words import lent_words, word_table, words_folder
from drift.judging.odds import chance
from drift.types import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from drift.judging.network.network import DriftNetwork

MAX_TOKENS = 510  # of a pair, both sides together
WELL_READ = 192  # of a pair that is read as one; in longer ones a change of one word counts for less and less
_COMMON = 0.3  # read off Edinburgh++ train: links of words F1 .854, with 0 or .8 .845
_SHAPES = {"drift": (0, 3), "kinds": (0, 15), "nli": (0, 2, 3), "adequacy": (0,), "sts": (0,)}


@dataclass(frozen=True, slots=True)
class Marks:
    """The tokens of one side: `offsets` (t, 2) characters, `probability` (t,) that the token is changed or wrong."""

    offsets: np.ndarray
    probability: np.ndarray

    def within(self, start: int, end: int) -> np.ndarray:
        """The probabilities of the tokens that overlap these characters; empty beyond the model's reach."""
        return self.probability[(self.offsets[:, 0] < end) & (self.offsets[:, 1] > start)]

    def highest(self, start: int, end: int) -> float:
        """The highest of them, or 0."""
        return float(self.within(start, end).max(initial=0.0))


@dataclass(frozen=True, slots=True)
class Predictions:
    """What the heads predict for n pairs, as probabilities unless said otherwise.

    `drift` (n, 3): at least minor, major, critical. `kinds` (n, 15), in the order of `drift.types.KINDS`.
    `nli` (n, 2, 3): entailment, neutral, contradiction of original → version and of version → original.
    `adequacy` and `sts` (n,): estimates around [0, 1]. `original`, `version`: the marked tokens of each pair's sides.
    """

    drift: np.ndarray
    kinds: np.ndarray
    nli: np.ndarray
    adequacy: np.ndarray
    sts: np.ndarray
    original: list[Marks] = field(default_factory=list)
    version: list[Marks] = field(default_factory=list)

    @property
    def expected(self) -> np.ndarray:
        """The expected severity (n,) in [0, 1]: the mean of the three cumulative probabilities."""
        return np.asarray(self.drift.mean(1))

    def mean_mark(self, row: int, spans: Iterable[Span]) -> float:
        """The mean probability of the tokens of pair `row` that overlap a span; 0 beyond the model's reach."""
        found = [(self.original if s.side == "original" else self.version)[row].within(s.start, s.end) for s in spans]
        return float(np.concatenate(found).mean()) if any(map(len, found)) else 0.0


class DriftModel:
    """A network with its tokenizer. `load` reads a folder as `research/training/export.py` writes it."""

    def __init__(self, engine: Engine, tokenizer: Tokenizer, frame: tuple[int, int], apart: bool = False) -> None:
        self.engine, self.tokenizer, self.frame, self.apart = engine, tokenizer, frame, apart

    @classmethod
    def load(cls, folder: Path, engine: Engine | None = None) -> DriftModel:
        """Read a folder with config.json, tokenizer.json and weights-*.safetensors.

        Where the config names an encoder for its words, the tokenizer is that encoder's.

        Args:
            folder: The model's folder.
            engine: What runs it; without one, the fastest here.

        Raises:
            DriftError: If it is no such folder.
        """
        config = read_config(folder)
        engine = engine or choose_engine(lambda: load_network(folder), weights_revision(folder), word_table(config))
        apart = config["shape"].get("apart", 0) > 0
        return cls(engine, load_tokenizer(words_folder(config) or folder), tuple(config["frame"]), apart)

    def fits(self, original: str, version: str) -> bool:
        """Whether the network reads both sides well as one; of a longer pair it is to be given parts."""
        if len(original) + len(version) < WELL_READ:  # no token is shorter than a character
            return True
        coded = self.tokenizer.encode_batch([original, version], add_special_tokens=False)
        return sum(len(side.ids) for side in coded) <= WELL_READ

    @property
    def words(self) -> DriftModel | None:
        """Who tells the vectors of tokens: the network itself, if its lower layers read each side by itself."""
        return self if self.apart else None

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """The tokens of each text as the lower layers have them.

        Middle layers tell best which words say the same, of one language and of two (Jalili Sabet et al. 2020). A part of what the
        words of a text have in common is taken off, so that unlike words are unlike.
        """
        coded = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        opening, closing = self.frame
        room = MAX_TOKENS - 2
        ids = [np.array([opening, *c.ids[:room], closing], np.int64) for c in coded]
        vectors = [_unlike(states[1:-1]) for states in self.engine.states(ids)]
        return [(np.array(c.offsets[:room], int).reshape(-1, 2), own) for c, own in zip(coded, vectors, strict=True)]

    def predict(self, pairs: Sequence[tuple[str, str]]) -> Predictions:
        """What the heads predict for (original, version) pairs, in their order."""
        encoded = encode_pairs(self.tokenizer, list(pairs), self.frame, MAX_TOKENS)
        outputs = self.engine.run(encoded)
        arrays = {n: np.stack(outputs[n]) if pairs else np.zeros(shape, np.float32) for n, shape in _SHAPES.items()}
        sides = [[_marks(e, tags, s) for e, tags in zip(encoded, outputs["tags"], strict=True)] for s in (1, 2)]
        return Predictions(
            drift=chance(arrays["drift"]), kinds=chance(arrays["kinds"]), nli=_softmax(arrays["nli"]),
            adequacy=arrays["adequacy"], sts=arrays["sts"], original=sides[0], version=sides[1],
        )  # fmt: skip


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer in `folder`, which neither cuts texts off nor fills them up."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_network(folder: Path) -> DriftNetwork:
    """The network in `folder`, float32."""
    import torch

    from drift.judging.network.network import DriftNetwork, Shape

    config = read_config(folder)
    with torch.device("meta"):
        network = DriftNetwork(Shape(**config["shape"]))
    network.load_state_dict({**load_weights(folder), **lent_words(config)}, assign=True)
    return network.eval()


def _marks(encoded: Encoded, tags: np.ndarray, side: int) -> Marks:
    here = encoded.side == side
    return Marks(encoded.offsets[here], chance(tags[here]))


def _unlike(states: np.ndarray) -> np.ndarray:
    """Unit rows (t, width) of the states of one text's tokens, less `_COMMON` of their mean."""
    if not len(states):
        return states
    apart = states - _COMMON * states.mean(0)
    return np.asarray(apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9), np.float32)


def _softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))
