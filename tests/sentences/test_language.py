"""Telling languages apart, and saying nothing where there is too little to tell by."""

from __future__ import annotations

import pytest

from drift.sentences.language import detect_language, languages_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council met on Monday to talk about the bridge.", "en"),
        ("El consejo se reunió el lunes para hablar del puente.", "es"),
        ("Le conseil s'est réuni lundi pour parler du pont.", "fr"),
        ("今天市议会开会讨论了旧桥的问题，居民们希望修复它。", "zh"),
        ("The well is very dry.", "en"),
        ("Der Brunnen ist trocken.", "de"),
        ("Le puits est à sec.", "fr"),
        ("Il pozzo è asciutto.", "it"),
        ("今天", "zh"),
        ("本当ですか", "ja"),
        ("안녕", "ko"),
        ("Γεια", "el"),
        ("שלום", "he"),
        ("OK", ""),
        ("Да.", ""),
        ("Hi there", ""),
        ("12, 14 – 2021!", ""),
        ("", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_column_of_short_texts_in_one_language_is_in_that_language() -> None:
    assert set(languages_of(["Open the file.", "Cancel", "Max. 10 MB", "The printer is out of paper.", "Menu"])) == {
        "en"
    }


def test_short_texts_of_a_mixed_column_have_their_own_languages() -> None:
    texts = [
        "Die Brücke bleibt am Montag gesperrt.",
        "Le pont est fermé depuis lundi matin.",
        "Мост закрыт до вторника.",
    ]
    assert languages_of(texts) == ["de", "fr", "ru"]
    long = ["The bridge stays shut on Monday, and the ferry carries passengers without charge until the evening."]
    assert languages_of([*long, "Die Fähre bleibt am Montag geschlossen, und die Brücke trägt bis zum Abend allein.", texts[1]]) == [
        "en", "de", "fr",
    ]  # fmt: skip


def test_a_text_taken_for_a_rare_language_is_in_the_one_of_nearly_all(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        f"El puente número {k} permanecerá cerrado hasta el martes, según la autoridad del puerto de la ciudad."
        for k in range(20)
    ]
    told = {text: "an" if k == 7 else "de" if k == 9 else "es" for k, text in enumerate(texts)}
    monkeypatch.setattr("drift.sentences.language.detect_language", told.__getitem__)
    assert languages_of(texts) == ["es"] * 9 + ["de"] + ["es"] * 10
