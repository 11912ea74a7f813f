"""Page furniture, on pages of our own: the mark before each line says what it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from drift.sentences.furniture import lead
from drift.sentences.split import split
from drift.stories.normalise import normalise
from drift.types import OUTSIDE_OF_ARTICLE, SetAside, Version

_HERE = Path(__file__).parents[1] / "data"
_SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"


def _pages() -> list[Path]:
    return sorted(_HERE.glob("furniture_page_*.txt"))


def _marked(path: Path) -> list[tuple[str, str]]:
    """(rule, line) of every line of a page; the file has `rule | line`, with no rule before lines that count."""
    pairs = (line.partition("|")[::2] for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(rule.strip(), text.strip()) for rule, text in pairs]


def _furniture(text: str) -> list[tuple[str, str]]:
    return [(s.set_aside, s.text) for s in split(Version("v", normalise(text), "en")).sentences]


@pytest.mark.parametrize("page", _pages(), ids=lambda page: page.stem)
def test_pages(page: Path) -> None:
    expected = _marked(page)
    version = split(Version("v", "\n".join(text for _, text in expected), "en"))
    found: dict[int, set[str]] = {}
    for sentence in version.sentences:
        found.setdefault(version.text.count("\n", 0, sentence.start), set()).add(sentence.set_aside)
    assert [(found[number], text) for number, (_, text) in enumerate(expected)] == [
        ({rule}, text) for rule, text in expected
    ]


@pytest.mark.parametrize("sentence", (_HERE / "furniture_news.txt").read_text(encoding="utf-8").splitlines())
def test_news_about_such_things_counts(sentence: str) -> None:
    story = f"The council met on Monday to talk about the old bridge.\n{sentence}\nNobody was hurt."
    assert not [found for found in _furniture(story) if found[0]]
    assert not [found for found in _furniture(sentence) if found[0]]


@pytest.mark.parametrize(
    "text",
    [
        "Published in 1998, the novel sold poorly.",
        "Published in 1998, the novel sold poorly. It was her first, and it took her nine years to write it.",
        "Share\nDelete\nAccept all\nSign in\nCopyright 2024 Acme\nWe use cookies to make this site better.",
        "Home\n\nThey came back in the spring, when the snow on the pass had melted away.",
        "We use cookies to keep you signed in, and for nothing else. You can change your cookie settings at any time.",
    ],
)
def test_a_text_that_looks_like_no_page_is_left_alone(text: str) -> None:
    assert not [found for found in _furniture(text) if found[0]]


def test_what_comes_from_a_page_needs_not_look_like_one() -> None:
    aside = (SetAside("Home", OUTSIDE_OF_ARTICLE),)
    version = split(Version("v", "He left.\nYou have 2 free articles left this month.", "en", left_out=aside))
    assert [s.set_aside for s in version.sentences] == ["", "prompt"]


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("date 2020-02-03 The port is open.", "date 2020-02-03 "),
        ("Published: 2020-02-03 10:15 The port is open.", "Published: 2020-02-03 10:15 "),
        ("LISBON (Reuters) - The port is open.", "LISBON (Reuters) - "),
        ("NEW DELHI, India, March 3 (AP) — The port is open.", "NEW DELHI, India, March 3 (AP) — "),
        ("NATO (the alliance) - which met on Monday - agreed.", ""),
        ("The date 2020-02-03 is a Monday.", ""),
        ("date 2020-02-03", ""),
        ("2020-02-03 was a Monday.", ""),
    ],
)
def test_datelines_before_a_sentence(paragraph: str, dateline: str) -> None:
    assert paragraph[: lead(paragraph)] == dateline


def test_nothing_is_lost() -> None:
    text = "Advertisement\nThe port is open again, the mayor said.\nRelated News\nA storm is near"
    assert [found[1] for found in _furniture(text)] == text.split("\n")


@pytest.mark.skipif(not _SEEDS.is_dir(), reason="the seed texts are not here")
@pytest.mark.parametrize(
    ("seed", "content", "furniture"), [("000", 18, 2), ("001", 18, 19), ("002", 18, 1), ("003", 29, 8), ("004", 12, 1)]
)
def test_real_pages(seed: str, content: int, furniture: int) -> None:
    """Counted by hand: sentences that count, and pieces of the page around them."""
    page = next(_SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    rules = [rule for rule, _ in _furniture(page)]
    assert (rules.count(""), len(rules) - rules.count("")) == (content, furniture)
