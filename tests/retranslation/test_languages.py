"""A user's codes of languages and an engine's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from drift.retranslation.languages import find_direction, listed, standard_code
from drift.retranslation.protocols import Direction
from drift.retranslation.routes import copy_name, read_routes
from drift.types import DriftError


class Listing:
    """An engine that has directions and nothing else."""

    name = "listing"

    def __init__(self, *pairs: str) -> None:
        self.pairs = [Direction(*pair.split("-")) for pair in pairs]

    def directions(self) -> Sequence[Direction]:
        return self.pairs

    def made_by(self, direction: Direction) -> str:
        return ""

    def revision(self, direction: Direction) -> str:
        return ""

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        raise NotImplementedError


@pytest.mark.parametrize(
    "pairs, source, target, found",
    [
        (["eng-cat", "eng-cat_valencia"], "en", "ca", "eng-cat"),
        (["eng-cat_valencia", "eng-cat"], "en", "cat_valencia", "eng-cat_valencia"),
        (["eng_Latn-zho_Hans", "eng_Latn-zho_Hant"], "en", "zh", "eng_Latn-zho_Hans"),
        (["eng_Latn-zho_Hans", "eng_Latn-zho_Hant"], "en", "zh-TW", "eng_Latn-zho_Hant"),
        (["en-nb"], "en", "no", "en-nb"),
        (["eng_Latn-pes_Arab", "eng_Latn-prs_Arab"], "en", "fa", "eng_Latn-pes_Arab"),
        (["en-pt", "en-es"], "en-GB", "pt-BR", "en-pt"),
    ],
)
def test_directions_by_any_code(pairs: list[str], source: str, target: str, found: str) -> None:
    assert "-".join(find_direction(Listing(*pairs), source, target)) == found


@pytest.mark.parametrize(
    "pairs, source, target, there",
    [
        (["en-pt", "pt-en"], "en", "gl", "from en into pt; from pt into en"),
        (["en-es"], "es", "en", "from en into es"),
        (["a1-b2"], "en", "es", "from a1 into b2"),
        ([], "en", "es", "from no language that is installed"),
        (["en-es", "en-fr", "es-en", "es-fr", "fr-en", "fr-es"], "en", "de", "between any two of en, es, fr"),
        (["en-es", "fr-es"], "en", "de", "from en, fr into es"),
    ],
)
def test_a_missing_direction_lists_those_there_are(pairs: list[str], source: str, target: str, there: str) -> None:
    with pytest.raises(DriftError) as error:
        find_direction(Listing(*pairs), source, target)
    assert str(error.value) == f"listing does not translate from {source} into {target}; it translates {there}."


def test_a_long_list_is_cut() -> None:
    languages = [f"q{a}{b}" for a in "abcdefghij" for b in "aeioug"] + ["zu"]  # qaa to qtz mean nothing
    shown = listed([Direction("en", language) for language in languages])
    assert shown.endswith(" and 1 more")


@pytest.mark.parametrize(
    "via, routes",
    [
        (["es"], [("es", "en")]),
        (["ca,es", " es "], [("ca", "es", "en"), ("es", "en")]),
        (["es", "es", ["es", "en"]], [("es", "en")]),
        ([["es", "en", "fr"]], [("es", "en", "fr", "en")]),
        (["es,eng"], [("es", "eng")]),
    ],
)
def test_routes(via: list[str | list[str]], routes: list[tuple[str, ...]]) -> None:
    assert read_routes(via, "en") == routes


@pytest.mark.parametrize(
    "via, said",
    [
        ([], "name one with --via"),
        ([""], "nothing is no code of a language"),
        (["es,,ca"], "--via es,,ca: nothing is no code"),
        (["../x"], "../x is no code of a language"),
        (["español"], "español is no code"),
        (["en"], "en into en is no translation"),
        (["es,spa"], "es into spa is no translation"),
    ],
)
def test_routes_that_are_none(via: list[str], said: str) -> None:
    with pytest.raises(DriftError, match=said.replace(".", r"\.")):
        read_routes(via, "en")


def test_names_by_route() -> None:
    assert copy_name("original", ["cat", "zho_Hans", "en"]) == "original.ca.zh-Hans.en"
    assert [standard_code(code) for code in ("spa", "pt_BR", "cat_valencia_uni")] == ["es", "pt-BR", "cat_valencia_uni"]
