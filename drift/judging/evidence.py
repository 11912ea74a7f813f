"""What is shown for a drift: the rules' findings, the network's, and where neither spoke, the words that are least alike."""

from __future__ import annotations

from collections.abc import Sequence

from drift.detectors.numbers import count_restated
from drift.judging.combination import MARKED_FROM
from drift.judging.network.model import Marks, Predictions
from drift.judging.policy import POLICY, SHOWN, Policy, stands_alone
from drift.language.words import content_words, plain
from drift.types import KINDS, Drift, Finding, Kind, Pair, Side, Span, Word, severity_of

# Read off the records held out from training: on average over all words of a rule's finding, where character F1 against
# people's marks is best, and where kinds are named most often rightly.
CONFIRMED = 0.15
NAMED = 0.3


def verdict(
    pair: Pair,
    drift: float,
    findings: Sequence[Finding],
    predictions: Predictions | None,
    row: int,
    policy: Policy = POLICY,
    marked: float = MARKED_FROM,
) -> Drift:
    """A drift with its evidence: none below `minor`, and never a verdict without any.

    Args:
        pair: The pair.
        drift: Its drift in [0, 1].
        findings: What the rules found.
        predictions: What the network says of this and other pairs, if there is one.
        row: The pair's place among them.
        policy: What rules may decide by themselves.
        marked: The probability from which a token that the network marks is shown.
    """
    severity = severity_of(drift)
    if severity == "none":
        return Drift(drift, severity, (), pair.similarity)
    if predictions is not None:
        findings = joined(findings, pair, predictions, row, policy, marked)
    return Drift(drift, severity, shown(findings) or (least_alike(pair, drift),), pair.similarity)


def joined(
    findings: Sequence[Finding],
    pair: Pair,
    predictions: Predictions,
    row: int,
    policy: Policy = POLICY,
    marked: float = MARKED_FROM,
) -> list[Finding]:
    """The rules' findings that count as evidence, and the network's.

    A rule's finding is evidence if the policy lets it stand alone, or if the network marks its words too, on average; of a
    kind that both name, it is the rule's, whose spans are exact. Where rules see every quantity again, in other words, the
    network's finding that a number changed is none.
    """
    kept = [
        finding
        for finding in findings
        if finding.weight >= SHOWN
        and (stands_alone(finding, policy) or predictions.mean_mark(row, finding.spans) >= CONFIRMED)
    ]
    named: set[Kind] = {finding.kind for finding in kept}
    if count_restated(pair):
        named.add("number")
    return [*kept, *(f for f in network_findings(pair, predictions, row, marked) if f.kind not in named)]


def network_findings(pair: Pair, predictions: Predictions, row: int, marked: float = MARKED_FROM) -> list[Finding]:
    """The network's findings of the pair at `row`, the surest kind first; [] where it marks no word.

    Every kind of a probability of at least `NAMED` is one, and at least the likeliest. What was left out is shown on the
    original's side and what was put in on the version's; any other change on both.
    """
    spans = {
        "original": marked_spans("original", pair.original_words, predictions.original[row], marked),
        "version": marked_spans("version", pair.version_words, predictions.version[row], marked),
    }
    likeliest = sorted(range(len(KINDS)), key=lambda k: -predictions.kinds[row, k])
    named = [k for k in likeliest if predictions.kinds[row, k] >= NAMED] or likeliest[:1]
    expected = float(predictions.expected[row])
    found = []
    for k in named:
        kind = KINDS[k]
        side = {"omission": "original", "addition": "version"}.get(kind)
        evidence = (spans[side] if side else ()) or spans["original"] + spans["version"]
        if evidence:
            found.append(Finding(kind, evidence, float(predictions.kinds[row, k]) * expected, "model"))
    return found


def marked_spans(side: Side, words: Sequence[Word], marks: Marks, marked: float = MARKED_FROM) -> tuple[Span, ...]:
    """The stretches of a side that are marked: whole words, with the function words between two of them."""
    content = set(content_words(words))
    spans: list[Span] = []
    bridge = False  # whether only function words lie between the last span and this word
    for word in words:
        if marks.highest(word.start, word.end) >= marked:
            if spans and bridge:
                spans[-1] = Span(side, spans[-1].start, word.end)
            else:
                spans.append(Span(side, word.start, word.end))
            bridge = True
        elif word in content or not word.text[0].isalnum():
            bridge = False
    return tuple(spans)


def shown(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that count as evidence, gravest first; words that a far graver one explains are not shown again."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: -f.weight):
        graver = [s for other in kept if other.weight >= 2 * finding.weight for s in other.spans]
        counts = finding.weight >= SHOWN or finding.detector == "model"
        if counts and not all(any(_overlap(s, t) for t in graver) for s in finding.spans):
            kept.append(finding)
    return tuple(kept)


def least_alike(pair: Pair, drift: float) -> Finding:
    """What to show where nothing was found: the linked content words that are least alike, else both whole sides."""
    content = set(content_words(pair.original_words))
    links = [
        link
        for link in pair.word_links
        if (word := pair.original_words[link.original]) in content
        and plain(word) != plain(pair.version_words[link.version])
    ]
    if links:
        worst = min(links, key=lambda link: link.similarity)
        left, right = pair.original_words[worst.original], pair.version_words[worst.version]
        spans = Span("original", left.start, left.end), Span("version", right.start, right.end)
    else:
        spans = Span("original", 0, len(pair.original)), Span("version", 0, len(pair.version))
    return Finding("mistranslation", spans, drift, "words")


def _overlap(a: Span, b: Span) -> bool:
    return a.side == b.side and a.start < b.end and b.start < a.end
