"""Catalogues of gettext: which string is held against which, what a unit is called, what is set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from drift.stories.read import read
from drift.types import DriftError, Story

_HEAD = 'msgid ""\nmsgstr "Language: {language}\\n"\n"Content-Type: text/plain; charset={charset}\\n"\n"Plural-Forms: {plural}\\n"\n\n'
_TWO = "nplurals=2; plural=(n != 1);"


def _read(
    folder: Path, body: str, *, language: str = "fr", plural: str = _TWO, charset: str = "UTF-8", name: str = "a.po"
) -> Story:
    head = _HEAD.format(language=language, charset=charset, plural=plural)
    (folder / name).write_bytes((head + body).encode(charset))
    (story,) = read([folder / name])
    return story


def _units(story: Story) -> list[tuple[str, str, str]]:
    original, version = story.version("original"), story.version("version")
    return [(a.unit, a.text, b.text) for a, b in zip(original.sentences, version.sentences, strict=True)]


@pytest.mark.parametrize(
    ("plural", "forms", "originals"),
    [
        (_TWO, ["une", "des"], ["one file", "%d files"]),
        ("nplurals=1; plural=0;", ["ファイル"], ["%d files"]),
        (
            "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
            ["файл", "файла", "файлов"],
            ["one file", "%d files", "%d files"],
        ),
        (
            "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
            list("abcdef"),
            ["%d files", "one file", *["%d files"] * 4],
        ),
        ("", ["une", "des"], ["one file", "%d files"]),
        ("nplurals=2; plural=boom(n);", ["une", "des"], ["one file", "%d files"]),
    ],
)
def test_each_plural_form_has_its_counterpart(
    plural: str, forms: list[str], originals: list[str], tmp_path: Path
) -> None:
    body = 'msgid "one file"\nmsgid_plural "%d files"\n' + "".join(
        f'msgstr[{k}] "{form}"\n' for k, form in enumerate(forms)
    )
    units = _units(_read(tmp_path, body, plural=plural))
    assert [original for _, original, _ in units] == originals
    assert [version for _, _, version in units] == forms
    assert [unit for unit, _, _ in units] == [f"1[{k}]" for k in range(len(forms))]


def test_a_unit_is_called_after_its_context(tmp_path: Path) -> None:
    body = (
        'msgctxt "menu"\nmsgid "Open"\nmsgstr "Ouvrir"\n\nmsgctxt "menu"\nmsgid "Shut"\nmsgstr ""\n\n'
        '#, fuzzy, c-format\nmsgctxt "door"\nmsgid "Open %d"\nmsgstr "Ouvert %d"\n\nmsgid "Go"\nmsgstr "Allez"\n'
    )
    assert _units(_read(tmp_path, body)) == [
        ("menu, 1", "Open", "Ouvrir"),
        ("menu, 2", "Shut", ""),
        ("door, fuzzy", "Open %d", "Ouvert %d"),
        ("4", "Go", "Allez"),
    ]


def test_strings_over_several_lines_and_escapes(tmp_path: Path) -> None:
    body = (
        'msgid ""\n"He said \\"no\\"\\n"\n"and left.\\t(Twice.)"\nmsgstr ""\n"Il a dit « non »\\n"\n"et est parti."\n'
    )
    assert _units(_read(tmp_path, body)) == [("1", 'He said "no" and left. (Twice.)', "Il a dit « non » et est parti.")]


def test_the_declared_encoding_is_taken(tmp_path: Path) -> None:
    story = _read(tmp_path, 'msgid "Port"\nmsgstr "Порт закрыт"\n', charset="KOI8-R", language="ru")
    assert _units(story) == [("1", "Port", "Порт закрыт")]
    assert (story.original, story.version("version").language) == ("original", "ru")


def test_what_belongs_to_no_unit_is_set_aside(tmp_path: Path) -> None:
    body = (
        '# by hand\n#. for the shop\n#| msgid "Shut"\nmsgid "Open"\nmsgstr "Ouvert"\n\n'
        '#~ msgid "Gone"\n#~ msgstr "Parti"\n'
    )
    aside = [(piece.reason, piece.text) for piece in _read(tmp_path, body).version("original").left_out]
    assert aside == [
        ("comment", "by hand"), ("comment", "for the shop"), ("former source", "Shut"), ("obsolete", "Gone"),
        ("obsolete", "Parti"),
    ]  # fmt: skip


def test_a_template_has_no_translations(tmp_path: Path) -> None:
    story = _read(tmp_path, 'msgid "Open"\nmsgstr ""\n', name="a.pot", language="")
    assert _units(story) == [("1", "Open", "")]
    assert story.version("version").absent == "untranslated"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('msgid "Open\nmsgstr "x"\n', r"a\.po: .*line 6.*; check it with msgfmt -c"),
        ("Just a text.\n", r"a\.po: .*line 6.*; check it with msgfmt -c"),
        ("", r"a\.po has no messages; export it anew"),
    ],
)
def test_what_is_no_catalogue(body: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=message):
        _read(tmp_path, body)
