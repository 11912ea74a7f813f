"""The program's nouns, one meaning each. This module imports nothing of ours.

All offsets are Python character offsets with an exclusive end. Every value object is frozen: a stage of the pipeline
makes new objects and never edits those of the stage before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["none", "minor", "major", "critical", "unjudged"]
Side = Literal["original", "version"]
Kind = Literal[
    "antonym", "negation", "number", "entity", "modality", "quantity", "role", "tense", "question", "gender",
    "general", "mistranslation", "omission", "addition", "untranslated",
]  # fmt: skip

ENGLISH = frozenset({"en", ""})  # languages that pass for English; "" is an unknown one
SEVERITIES: tuple[Severity, ...] = ("none", "minor", "major", "critical")
MINOR, MAJOR, CRITICAL = 1 / 6, 1 / 2, 5 / 6  # the drifts at which these bands begin: `severity_of`
KINDS: tuple[Kind, ...] = (
    "antonym", "negation", "number", "entity", "modality", "quantity", "role", "tense", "question", "gender",
    "general", "mistranslation", "omission", "addition", "untranslated",
)  # fmt: skip


class DriftError(Exception):
    """Unusable input, said in one sentence that names the place and the mend; the command line exits with 2."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a version; `version.text[start:end] == text`.

    `set_aside` says why it does not count (the rule that took it for page furniture, such as a cookie notice), "" for a
    sentence that counts. What is set aside is kept and listed, but neither aligned nor judged. `unit` is the id of the
    translation unit that it is in the file it came from, or its times in subtitles, "" in other running text.
    """

    text: str
    start: int
    end: int
    set_aside: str = ""
    unit: str = ""


OUTSIDE_OF_ARTICLE = "outside of the article"
"""The reason of what a web page says around its article."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Text of the input that stands in no version's text, and why: a page's menu, a unit that is not to be translated."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of a version's text that its file of subtitles shows at once: offsets, and the times as they stand there."""

    start: int
    end: int
    begins: str
    ends: str


@dataclass(frozen=True, slots=True)
class Version:
    """One copy of a story: its text, its language (ISO 639-1, "" while unknown) and, once split, its sentences.

    `paired`: its sentences are the translation units of its file, an empty one where the version has no text for a unit;
    the units of one place in two such versions belong together, whatever they say. `left_out` is what the reader took
    for no part of the text. `parent` is the version that it was made from, "" where that is not known or it is the root
    of its route; `made_by` and `date` are what the story's folder says of its making. `cues` are those of subtitles until the version is
    split; then its sentences bear the times as their units.
    """

    name: str
    text: str
    language: str = ""
    sentences: tuple[Sentence, ...] = ()
    source: str = ""  # the file (and row) it was read from, for messages
    paired: bool = False
    absent: Kind = "omission"
    left_out: tuple[SetAside, ...] = ()
    parent: str = ""
    made_by: str = ""
    date: str = ""
    cues: tuple[Cue, ...] = ()

    def passage(self, indices: Sequence[int]) -> str:
        """The text of a link's side: these sentences joined by a space; spans count characters of this text."""
        return " ".join(self.sentences[i].text for i in indices)


@dataclass(frozen=True, slots=True)
class Link:
    """An alignment unit: indices into the sentences of the original and of the version; either may be empty (a gap).

    `similarity` is the cosine of the two sides, None for a gap; `confidence` in [0, 1] says how sure the aligner is of
    the link; `moved` marks a passage that stands elsewhere in the version's order.
    """

    original: tuple[int, ...]
    version: tuple[int, ...]
    similarity: float | None = None
    confidence: float = 1.0
    moved: bool = False

    @property
    def is_gap(self) -> bool:
        """Whether one side is empty."""
        return not self.original or not self.version


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a side's text with its character offsets."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WordLink:
    """Words `original` and `version` (indices) say the same thing, with `similarity` in [-1, 1]."""

    original: int
    version: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts to be compared, with what every detector needs: their words and which word stands for which."""

    original: str
    version: str
    original_words: tuple[Word, ...] = ()
    version_words: tuple[Word, ...] = ()
    word_links: tuple[WordLink, ...] = ()
    similarity: float | None = None
    nearest: tuple[tuple[float, ...], tuple[float, ...]] = (
        (),
        (),
    )  # of each token of either side, on the other: cosine


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one side's text."""

    side: Side
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether both have a character in common."""
        return self.side == other.side and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Finding:
    """One detected change.

    Attributes:
        kind: What sort of change.
        spans: Its evidence, on either side or both.
        weight: How far the meaning moves if the finding is right, times how sure the detector is, in [0, 1].
        detector: The name of the rule, or of what else found it.
    """

    kind: Kind
    spans: tuple[Span, ...]
    weight: float
    detector: str = ""


@dataclass(frozen=True, slots=True)
class Drift:
    """The verdict on one link or pair: the expected severity in [0, 1], its band, and the findings, gravest first.

    `drift` is None and `severity` is `unjudged` where no model at hand reads the pair's languages; `note` then says why.
    """

    drift: float | None
    severity: Severity
    findings: tuple[Finding, ...] = ()
    similarity: float | None = None
    note: str = ""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds found, gravest first, each once."""
        return tuple(dict.fromkeys(f.kind for f in self.findings))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One version held against one original: the links in the original's order and a drift for each.

    `judged_by` names the drift model that judged it, "" where none could.
    """

    original: str
    version: str
    links: tuple[Link, ...]
    drifts: tuple[Drift, ...] = ()
    judged_by: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """One sentence followed through all versions.

    Attributes:
        sentences: By version those (indices) that say it; a version without it is not there.
        consensus: Where no original is known, the version whose reading the others bear out; "" where there is no majority.
        outliers: The versions that stand against it.
        distances: By version the drift from the consensus, or where there is none the mean drift from the others.
        holds: By version that changed words of the original, of each version in another language before it on its route,
            whose words that one holds with: above 0 the original's, below 0 the changed ones.
    """

    sentences: dict[str, tuple[int, ...]]
    consensus: str = ""
    outliers: tuple[str, ...] = ()
    distances: dict[str, float] = field(default_factory=dict)
    holds: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Descent:
    """A step of a lineage: `child` was made from `parent`.

    `support` is the share of bootstrap samples that have it, 1 where it `is_known` from a route.
    """

    parent: str
    child: str
    support: float
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which version was made from which. A version that is in no descent is independent.

    `unseen` are the names of ancestors that are no versions of the story.
    """

    descents: tuple[Descent, ...]
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """One text in several versions; `original` is "" when none is known, and then all are compared with each other.

    `hops` are the versions against their parents, where a route says that these are others than the original; `threads`
    hold each sentence that is not set aside once. `lineage` is known by routes or inferred; None for two versions.
    """

    name: str
    versions: tuple[Version, ...]
    original: str = ""
    comparisons: tuple[Comparison, ...] = ()
    hops: tuple[Comparison, ...] = ()
    threads: tuple[Thread, ...] = ()
    lineage: Lineage | None = None

    def version(self, name: str) -> Version:
        """The version called `name`."""
        return next(v for v in self.versions if v.name == name)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a result depends on: program, models and inputs with their sha256, settings, seed."""

    program: str
    models: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str | int | float | bool] = field(default_factory=dict)
    inputs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """All that was found in one run over one story or many; `drift.analysis.Analysis` adds the verbs."""

    stories: tuple[Story, ...]
    signature: Signature


def severity_of(drift: float) -> Severity:
    """The band of a drift in [0, 1]: the nearest of none 0, minor 1/3, major 2/3, critical 1.

    >>> [severity_of(d) for d in (0.0, 0.16, 0.17, 0.5, 0.84)]
    ['none', 'none', 'minor', 'major', 'critical']
    """
    return SEVERITIES[min(3, int(drift * 3 + 0.5))]
