"""What a drift model says of a pair, as findings: a kind, and the words that it marked."""

from __future__ import annotations

from collections.abc import Sequence

from drift.judging.network.model import Judgement, Marks
from drift.language.words import content_words
from drift.types import KINDS, Finding, Pair, Side, Span, Word

# Read off the records held out from research.training: where character F1 against people's marks is best, and where kinds are
# named most often rightly.
MARKED = 0.2
CONFIRMED = 0.15  # likewise, on average over all words of a rule's finding
NAMED = 0.3


def model_findings(pair: Pair, judged: Judgement, row: int) -> list[Finding]:
    """The findings of the pair that is `row` of a judgement, the surest kind first; [] where no word is marked.

    Every kind of a chance of at least `NAMED` is one, and at least the likeliest. What was left out is shown on the original's
    side and what was put in on the version's; any other change on both.
    """
    spans = {
        "original": marked_spans("original", pair.original_words, judged.original[row]),
        "version": marked_spans("version", pair.version_words, judged.version[row]),
    }
    likeliest = sorted(range(len(KINDS)), key=lambda k: -judged.kinds[row, k])
    named = [k for k in likeliest if judged.kinds[row, k] >= NAMED] or likeliest[:1]
    severity = float(judged.expected[row])
    found = []
    for k in named:
        kind = KINDS[k]
        side = {"omission": "original", "addition": "version"}.get(kind)
        shown = (spans[side] if side else ()) or spans["original"] + spans["version"]
        if shown:
            found.append(Finding(kind, shown, float(judged.kinds[row, k]) * severity, "model"))
    return found


def marked_spans(side: Side, words: Sequence[Word], marks: Marks) -> tuple[Span, ...]:
    """The stretches of a side that are marked: whole words, with the function words between two of them."""
    content = set(content_words(words))
    spans: list[Span] = []
    bridge = False  # whether only function words lie between the last span and this word
    for word in words:
        if marks.most(word.start, word.end) >= MARKED:
            if spans and bridge:
                spans[-1] = Span(side, spans[-1].start, word.end)
            else:
                spans.append(Span(side, word.start, word.end))
            bridge = True
        elif word in content or not word.text[0].isalnum():
            bridge = False
    return tuple(spans)
