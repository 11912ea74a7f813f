"""The lexicon: opposites, synonyms, broader words, base forms, names of one place."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drift.language import lexicon
from drift.language.wordlist import listed

WORD = st.sampled_from(
    listed("rose fell dogs animal increase reduction before after denied confirmed Italy gegründet war peace is x 5")
)


OPPOSITES = """rose fell; increase reduction; de-escalation intensification; de-escalation escalation; denied confirmed;
    upheld overturned; advanced withdrew; winning lost; imposed eased; surplus deficit; bullish bearish;
    acquitted convicted;
    before after; inside outside; above below; more less; north south; safe dangerous; quickly slowly"""
NO_OPPOSITES = """mother father; he she; king queen; killed claimed; defuse de-escalate; dog cat; rose rises;
    buy purchase;
    gegründet founded; big large"""
SYNONYMS = "buy purchased; doctor physician; firm company"
BROADER = "animal dogs; people scientists; tree oak; fruit apple"
NOT_BROADER = "dog animal; dog hound; entity dog; dog cat"


def pairs(text: str) -> list[tuple[str, str]]:
    return [(pair.split()[0], pair.split()[1]) for pair in text.split(";")]


@pytest.mark.parametrize(("a", "b"), pairs(OPPOSITES))
def test_opposites(a: str, b: str) -> None:
    assert lexicon.are_antonyms(a, b)
    assert lexicon.are_antonyms(b, a)
    assert not lexicon.are_synonyms(a, b)


@pytest.mark.parametrize(("a", "b"), pairs(NO_OPPOSITES))
def test_no_opposites(a: str, b: str) -> None:
    assert not lexicon.are_antonyms(a, b)


@pytest.mark.parametrize(("a", "b"), pairs(SYNONYMS))
def test_synonyms(a: str, b: str) -> None:
    assert lexicon.are_synonyms(a, b)


@pytest.mark.parametrize(("general", "specific"), pairs(BROADER))
def test_broader_words(general: str, specific: str) -> None:
    assert lexicon.is_hypernym(general, specific)
    assert not lexicon.is_hypernym(specific, general)


@pytest.mark.parametrize(("general", "specific"), pairs(NOT_BROADER))
def test_words_that_are_not_broader(general: str, specific: str) -> None:
    assert not lexicon.is_hypernym(general, specific)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("fell", "fall"),
        ("countries", "country"),
        ("running", "run"),
        ("bigger", "big"),
        ("left", "leave"),
        ("women", "woman"),
    ],
)
def test_base_forms(form: str, base: str) -> None:
    assert base in lexicon.base_forms(form)


@pytest.mark.parametrize(
    ("a", "b"),
    [("U.S.", "American"), ("Kyiv", "Kiev"), ("Italian", "Italy"), ("British", "UK"), ("Dutch", "Netherlands")],
)
def test_names_of_one_place(a: str, b: str) -> None:
    assert lexicon.same_place(a) == lexicon.same_place(b)


@given(WORD, WORD)
def test_opposites_and_synonyms_are_symmetric_and_exclude_the_word_itself(a: str, b: str) -> None:
    assert lexicon.are_antonyms(a, b) == lexicon.are_antonyms(b, a)
    assert lexicon.are_synonyms(a, b) == lexicon.are_synonyms(b, a)
    assert not lexicon.are_antonyms(a, a)
    assert not lexicon.is_hypernym(a, a)


@given(st.text(max_size=12))
def test_any_string_is_a_word(word: str) -> None:
    assert lexicon.base_forms(word)
    assert not lexicon.are_antonyms(word, word)
    assert set(lexicon.parts_of_speech(word)) <= set("nvar")


def test_gendered_words_have_counterparts() -> None:
    for word, (gender, others) in lexicon.genders().items():
        assert gender in "mf"
        assert all(lexicon.genders()[other][0] != gender for other in others), word


@pytest.mark.parametrize("name", ["antonyms.tsv", "gender.tsv", "synonyms.tsv", "names.tsv"])
def test_curated_tables_are_well_formed(name: str) -> None:
    columns = {"antonyms.tsv": {2}, "gender.tsv": {2}, "synonyms.tsv": {1}}.get(name)
    text = files("drift.language.lexicon").joinpath("curated", name).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            fields = line.split("\t")
            assert all(f and f == f.strip() for f in fields), f"{name}, line {number}"
            assert columns is None or len(fields) in columns, f"{name}, line {number}"


def test_the_tables_stay_small() -> None:
    folder = files("drift.language.lexicon")
    assert sum(len(f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".gz")) < 2_000_000


def test_import_reads_no_table() -> None:
    code = "import sys, drift.language.lexicon as x; print(x._words.cache_info().currsize, 'torch' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "False"]
