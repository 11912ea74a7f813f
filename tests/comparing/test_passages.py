"""Long pairs: a change is found wherever it stands, nothing is cut off, and offsets are those of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drift
from drift.comparing.passages import MOST_WORDS, pieces, windows
from drift.encoders import load_encoder
from drift.language.words import split_words

PLACES = ("market", "school", "library", "station", "harbour", "theatre", "hospital", "museum", "stadium", "airport")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
CHANGES = (
    ("was closed", "stayed open"), ("would cost", "would not cost"), ("have complained", "have never complained"),
    ("is to be opened", "is to be demolished"),
)  # fmt: skip


def sentences(words: int) -> list[str]:
    """Sentences of some words in all, no two of them alike."""
    found: list[str] = []
    while sum(len(sentence.split()) for sentence in found) < words:
        k = len(found)
        place, day = PLACES[k % len(PLACES)], DAYS[k % len(DAYS)]
        found.append(
            (
                f"On {day} the {place} was closed because of a strike by {k + 3} workers.",
                f"The head of the {place} said that repairs would cost about {k + 12} million euros.",
                f"Neighbours of the {place} have complained about noise for {k + 2} years.",
                f"A new wing of the {place} is to be opened by the minister next spring.",
            )[k % 4]
        )
    return found


@pytest.mark.parametrize("words", [100, 300, 1000, 5000])
@pytest.mark.parametrize("where", ["start", "middle", "end"])
def test_a_reversal_is_found_wherever_it_stands(words: int, where: str) -> None:
    original = sentences(words)
    at = {"start": 0, "middle": len(original) // 2, "end": len(original) - 1}[where]
    plain, turned = CHANGES[at % 4]
    version = [*original]
    version[at] = original[at].replace(plain, turned)
    verdict = drift.compare(" ".join(original), " ".join(version), model="small")
    assert verdict.severity in ("major", "critical")
    start = len(" ".join(version[:at])) + (at > 0)
    shown = [s for f in verdict.findings for s in f.spans if s.side == "version"]
    assert shown and all(start <= s.start < s.end <= start + len(version[at]) for s in shown)


def test_a_long_faithful_pair_stays_none() -> None:
    original = " ".join(sentences(300))
    version = original.replace("because of", "owing to").replace("said that", "stated that")
    assert drift.compare(original, version, model="small").severity == "none"


def test_a_sentence_left_out_of_a_long_pair_is_an_omission() -> None:
    original = sentences(300)
    verdict = drift.compare(" ".join(original), " ".join(original[:7] + original[8:]), model="small")
    assert verdict.kinds[:1] == ("omission",)


WORDS = st.lists(st.sampled_from(("the", "ferry", "sank", "off", "the", "coast,", "and", "nobody", "came;", "why")))


@settings(max_examples=30, deadline=None)
@given(WORDS.map(" ".join), WORDS.map(" ".join))
def test_windows_hold_every_word_in_its_place(original: str, version: str) -> None:
    encoder = load_encoder()
    for side, text in (("original", original), ("version", version)):
        covered: set[int] = set()
        for window in windows(original, version, encoder):
            part, start = getattr(window, side), getattr(window, f"{side}_start")
            assert text[start : start + len(part)] == part
            covered.update(range(start, start + len(part)))
        assert all(i in covered for i, character in enumerate(text) if not character.isspace())


def test_a_text_without_full_stops_is_cut_at_clauses_and_holds_together() -> None:
    text = ", ".join("and then the men from the harbour went on to the next house" for _ in range(30))
    found = pieces(text)
    assert "".join(sentence.text for sentence, _ in found) == text
    assert max(len(split_words(sentence.text)) for sentence, _ in found) <= MOST_WORDS


def test_broken_lines_hyphens_and_page_numbers_keep_their_places() -> None:
    lines = [
        "The council said on Tuesday that the old har-", "bour wall would not hold another winter and", "that the repairs",
        "17", "could not wait until the spring, when ships", "would need it again. Nobody answered the mayor.",
    ]  # fmt: skip
    text = "\n".join(lines)
    for sentence, _ in pieces(text):
        assert " ".join(text[sentence.start : sentence.end].split()) == " ".join(sentence.text.split())
    assert "".join("".join(sentence.text.split()) for sentence, _ in pieces(text)) == "".join(text.split())
