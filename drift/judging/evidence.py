"""What is shown for a drift: the rules' findings, the network's, and where neither spoke, the words that are least alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from drift.detectors.quantities_restated import count_restated
from drift.judging.combination import MARKED_FROM
from drift.judging.network.model import Marks, Predictions
from drift.judging.policy import POLICY, SHOWN, Policy, stands_alone
from drift.language.words import content_words, plain
from drift.types import KINDS, Drift, Finding, Kind, Pair, Side, Span, Word, severity_of

# Read off the records held out from training: on average over all words of a rule's finding, where character F1 against
# people's marks is best, and where kinds are named most often rightly.
CONFIRMED = 0.15
NAMED = 0.3
UNTOLD = 0.2  # words that no finding names are shown from this probability on


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
    return Drift(drift, severity, shown(findings, pair) or (least_alike(pair, drift),), pair.similarity)


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
    network's finding that a number changed is none. Marked words that none of these shows are the likeliest other kind's.
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
    marks = marked_words(pair, predictions, row, marked)
    kept += [f for f in network_findings(marks, predictions, row) if f.kind not in named]
    told = [span for finding in kept for span in finding.spans]
    untold = [span for span in marked_words(pair, predictions, row, max(marked, UNTOLD)) if not _covered(span, told)]
    for side in _SIDES:
        if left := tuple(span for span in untold if span.side == side):
            kept.append(_of_kind(_likeliest(predictions, row, named | _ELSEWHERE[side]), left, predictions, row))
    return kept


_SIDES: tuple[Side, Side] = ("original", "version")
# What was left out stands on the original's side, what was put in on the version's.
_ELSEWHERE: dict[Side, set[Kind]] = {"original": {"addition"}, "version": {"omission"}}


def network_findings(marks: Sequence[Span], predictions: Predictions, row: int) -> list[Finding]:
    """The network's findings of the pair at `row`, the surest kind first; [] where it marks no word.

    Every kind of a probability of at least `NAMED` is one, and at least the likeliest. What was left out is shown on the
    original's side and what was put in on the version's; any other change on both.
    """
    chances = predictions.kinds[row]
    named = [KINDS[k] for k in np.argsort(-chances, kind="stable") if chances[k] >= NAMED]
    found = []
    for kind in named or [_likeliest(predictions, row)]:
        evidence = tuple(span for span in marks if kind not in _ELSEWHERE[span.side]) or tuple(marks)
        if evidence:
            found.append(_of_kind(kind, evidence, predictions, row))
    return found


def _likeliest(predictions: Predictions, row: int, but: Collection[Kind] = ()) -> Kind:
    """The kind that the network holds likeliest, but for some."""
    return max((kind for kind in KINDS if kind not in but), key=lambda kind: predictions.kinds[row, KINDS.index(kind)])


def _of_kind(kind: Kind, spans: tuple[Span, ...], predictions: Predictions, row: int) -> Finding:
    weight = float(predictions.kinds[row, KINDS.index(kind)]) * float(predictions.expected[row])
    return Finding(kind, spans, weight, "model")


def marked_words(pair: Pair, predictions: Predictions, row: int, marked: float = MARKED_FROM) -> tuple[Span, ...]:
    """The stretches of both sides that the network marks."""
    return marked_spans("original", pair.original_words, predictions.original[row], marked) + marked_spans(
        "version", pair.version_words, predictions.version[row], marked
    )


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


def shown(findings: Sequence[Finding], pair: Pair) -> tuple[Finding, ...]:
    """The findings that count as evidence, gravest first.

    Words that far graver ones show, or those of the same kind, are not shown again; nor are, beside such, words that both sides have.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: -f.weight):
        told = [s for f in kept if f.weight >= 2 * finding.weight or f.kind == finding.kind for s in f.spans]
        counts = finding.weight >= SHOWN or finding.detector == "model"
        if counts and not all(
            _is_told(span, told, pair) or (finding.detector == "model" and told and _says_nothing(span, pair))
            for span in finding.spans
        ):
            kept.append(finding)
    return tuple(kept)


def _is_told(span: Span, told: Sequence[Span], pair: Pair) -> bool:
    """Whether some of its words stand in other spans, and the rest on both sides."""
    here, there = _words_of_both(span, pair)
    words = {Span(span.side, w.start, w.end): plain(w) for w in here}
    told = [other for other in told if other.overlaps(span)]
    rest = [
        form
        for w, form in words.items()
        if w.overlaps(span) and form[0].isalnum() and not any(w.overlaps(other) for other in told)
    ]
    return bool(told) and {plain(w) for w in there}.issuperset(rest)


def _words_of_both(span: Span, pair: Pair) -> tuple[Sequence[Word], Sequence[Word]]:
    """The words of a span's side, and of the other."""
    sides = pair.original_words, pair.version_words
    return sides if span.side == "original" else sides[::-1]


def _says_nothing(span: Span, pair: Pair) -> bool:
    """Whether all its words are function words that both sides have."""
    here, there = _words_of_both(span, pair)
    words = [w for w in here if span.overlaps(Span(span.side, w.start, w.end))]
    return not content_words(words) and {plain(w) for w in there}.issuperset(map(plain, words))


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


def _covered(span: Span, others: Sequence[Span]) -> bool:
    """Whether every character of the span stands in one of the others."""
    reached = span.start
    for other in sorted((o for o in others if span.overlaps(o)), key=lambda o: o.start):
        if other.start > reached + 1:  # a space between two spans is nothing
            return False
        reached = max(reached, other.end)
    return reached >= span.end
