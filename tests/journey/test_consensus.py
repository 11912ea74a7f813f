"""The consensus of a thread: borne out by independent versions, with the outlier named, or none."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from drift.comparing.neighbours import pairs_to_judge
from drift.journey.journey import followed
from drift.journey.verdicts import all_verdicts
from drift.output.rows import agreement_rows
from drift.output.words import words_against
from drift.types import Comparison, Drift, Finding, Link, Results, Signature, Span, Story, Thread, severity_of
from tests.report_stories import of_lines

FILLER = [
    ["Heavy rain fell over the valley on Monday.", "Officials closed two bridges near the mill."],
    ["A storm hit the dale at the start of the week.", "Authorities shut a pair of crossings by the factory."],
    ["The glen saw a downpour when the week began.", "Both spans close to the works were barred by the council."],
    ["It poured in that hollow, early that week.", "Near the plant, neither viaduct was left open by the town."],
]


def story(odd: dict[str, str], wordings: dict[str, int], original: str = "") -> Story:
    """Versions that agree in all but the last sentence, in which those of one reading agree.

    `wordings` says which versions share their words.
    """
    versions = [of_lines(name, [*FILLER[which], f"The minister {odd[name]} it."]) for name, which in wordings.items()]
    comparisons = []
    for one, two in combinations(versions, 2):
        last = 0.0 if odd[one.name] == odd[two.name] else 0.7
        words = [Span("original", 13, 13 + len(odd[one.name])), Span("version", 13, 13 + len(odd[two.name]))]
        found = (Finding("antonym", tuple(words), 0.7),) if last else ()
        drifts = (Drift(0.05, "none"), Drift(0.05, "none"), Drift(last, severity_of(last), found))
        comparisons.append(Comparison(one.name, two.name, tuple(Link((i,), (i,), 0.9) for i in range(3)), drifts))
    threads = tuple(Thread({version.name: (i,) for version in versions}) for i in range(3))
    return followed(Story("story", tuple(versions), original, tuple(comparisons), threads=threads))


def test_the_one_that_stands_alone_is_named_with_its_words() -> None:
    made = story({"a": "denied", "b": "denied", "c": "confirmed", "d": "denied"}, {"a": 0, "b": 1, "c": 2, "d": 3})
    *agreed, last = made.threads
    assert all(thread.consensus and not thread.outliers for thread in agreed)
    assert last.consensus in {"a", "b", "d"}
    assert last.outliers == ("c",)
    assert last.distances == pytest.approx({"a": 0.0, "b": 0.0, "c": 0.7, "d": 0.0})
    assert words_against(made, all_verdicts(made.comparisons), last, "c") == ["denied → confirmed"]
    rows = {row["version"]: row for row in agreement_rows(Results((made,), Signature("drift 0")))}
    assert {name: row["stands_alone"] for name, row in rows.items()} == {"a": 0, "b": 0, "c": 1, "d": 0}
    assert max(rows, key=lambda name: rows[name]["consensus_distance"]) == "c"


def test_words_are_told_from_the_consensus_to_the_outlier_whatever_was_compared_with_what() -> None:
    made = story({"a": "confirmed", "b": "denied", "c": "denied"}, {"a": 0, "b": 1, "c": 2})
    assert made.threads[-1].outliers == ("a",)
    assert words_against(made, all_verdicts(made.comparisons), made.threads[-1], "a") == ["denied → confirmed"]


def test_two_against_two_are_no_majority() -> None:
    made = story({"a": "denied", "b": "denied", "c": "confirmed", "d": "confirmed"}, {"a": 0, "b": 1, "c": 2, "d": 3})
    assert (made.threads[-1].consensus, made.threads[-1].outliers) == ("", ())
    assert set(made.threads[-1].distances) == set("abcd")


def test_two_copies_of_one_text_count_little_more_than_one() -> None:
    odd = {"a": "denied", "b": "denied", "c": "confirmed"}
    assert story(odd, {"a": 0, "b": 1, "c": 2}).threads[-1].outliers == ("c",)
    assert story(odd, {"a": 0, "b": 0, "c": 2}).threads[-1].consensus == ""


def test_with_an_original_no_consensus_is_sought() -> None:
    odd = {"a": "denied", "b": "denied", "c": "confirmed"}
    assert not any(thread.distances for thread in story(odd, {"a": 0, "b": 1, "c": 2}, "a").threads)


@pytest.mark.parametrize("has, expected", [("abc", ("d",)), ("a", ("a",))])
def test_what_one_version_alone_lacks_or_has_is_told(has: str, expected: tuple[str, ...]) -> None:
    versions = [
        of_lines(n, [*FILLER[i], *FILLER[i][:1], *(["It snowed."] if n in has else [])]) for i, n in enumerate("abcd")
    ]
    shared = [Thread({v.name: (i,) for v in versions}) for i in range(3)]
    comparisons = []
    for one, two in combinations(versions, 2):
        links = [Link((i,), (i,), 0.9) for i in range(3)]
        drifts = [Drift(0.0, "none")] * 3
        if one.name in has or two.name in has:
            links.append(Link((3,) if one.name in has else (), (3,) if two.name in has else (), None))
            gap = links[-1].is_gap
            drifts.append(Drift(0.6, "major") if gap else Drift(0.0, "none"))
        comparisons.append(Comparison(one.name, two.name, tuple(links), tuple(drifts)))
    threads = (*shared, Thread(dict.fromkeys(has, (3,))))
    made = followed(Story("story", tuple(versions), comparisons=tuple(comparisons), threads=threads))
    assert made.threads[-1].outliers == expected


@pytest.mark.parametrize("middle", ["a", "e"])
def test_versions_that_were_not_held_against_each_other_are_told_apart_by_a_third(middle: str) -> None:
    """All against one, which may be the outlier itself; then nothing tells what the others say of each other."""
    odd = dict.fromkeys("abcd", "denied") | {"e": "confirmed"}
    whole = story(odd, dict(zip("abcde", (0, 1, 2, 3, 0), strict=True)))
    comparisons = tuple(c for c in whole.comparisons if middle in (c.original, c.version))
    bare = tuple(Thread(thread.sentences) for thread in whole.threads)
    last = followed(replace(whole, comparisons=comparisons, threads=bare, lineage=None)).threads[-1]
    if middle == "a":
        assert (last.consensus, last.outliers) == ("a", ("e",))
        assert last.distances == pytest.approx({"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0, "e": 0.7})
    else:
        assert last.outliers == ()


@pytest.mark.parametrize("odd", ["f", "n"])
def test_the_order_of_many_versions_is_nothing(odd: str) -> None:
    """More than are all held against each other."""
    names = "abcdefghijklmn"
    said = dict.fromkeys(names, "denied") | {odd: "confirmed"}
    found = []
    for order in (names, names[::-1]):
        whole = story(said, {name: names.index(name) % 4 for name in order})
        own = tuple(replace(v, text=v.text + f" {v.name}") for v in whole.versions)
        pairs = {frozenset((one.name, two.name)) for one, two in pairs_to_judge(own)}
        comparisons = tuple(c for c in whole.comparisons if frozenset((c.original, c.version)) in pairs)
        bare = tuple(Thread(thread.sentences) for thread in whole.threads)
        made = followed(replace(whole, comparisons=comparisons, threads=bare, lineage=None))
        assert len(comparisons) < len(whole.comparisons)
        found.append([(thread.consensus, thread.outliers) for thread in made.threads])
    assert found[0] == found[1]
    assert found[0][-1][1] == (odd,)
