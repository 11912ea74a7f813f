"""Files of units that are paired already: what is text in them, which unit pairs with which, what is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drift.stories.pairs import read_pairs
from drift.stories.read import read
from drift.types import DriftError, Story


def _tmx(body: str, header: str = 'srclang="en"') -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header {header}/><body>{body}</body></tmx>'


def _tu(*variants: tuple[str, str], attributes: str = "") -> str:
    tuvs = "".join(f"<tuv {given}><seg>{text}</seg></tuv>" for given, text in variants)
    return f"<tu {attributes}>{tuvs}</tu>"


def _xliff(units: str) -> str:
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file original="notice.txt" source-language="en" target-language="es-ES"><body>{units}</body></file></xliff>'
    )


def _xliff_2(units: str) -> str:
    return (
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="fr">'
        f'<file id="notice">{units}</file></xliff>'
    )


def _read(folder: Path, name: str, content: str) -> Story:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    (story,) = read([path])
    assert all(version.paired for version in story.versions)
    return story


def _texts(story: Story) -> dict[str, list[str]]:
    return {version.name: [unit.text for unit in version.sentences] for version in story.versions}


def _ids(story: Story) -> list[str]:
    (ids,) = {tuple(unit.unit for unit in version.sentences) for version in story.versions}
    return list(ids)


# TMX


def test_languages_of_a_memory_are_versions_and_units_pair_in_file_order(tmp_path: Path) -> None:
    units = _tu(('xml:lang="en-GB"', "The mayor left."), ('xml:lang="es"', "El alcalde se fue."))
    story = _read(tmp_path, "m.tmx", _tmx(units + _tu(('xml:lang="en-GB"', "He was tired &amp; cold."))))
    assert (story.name, story.original) == ("m", "en-GB")
    assert _texts(story) == {
        "en-GB": ["The mayor left.", "He was tired & cold."],
        "es": ["El alcalde se fue.", ""],
    }
    assert [version.language for version in story.versions] == ["en", "es"]
    assert _ids(story) == ["1", "2"]


@pytest.mark.parametrize(
    ("header", "tags", "original"),
    [
        ('srclang="en"', ["de", "en-x-back", "en-GB"], "en-GB"),
        ('srclang="EN-us"', ["en-GB", "en-US"], "en-US"),
        ('srclang="en"', ["fr", "en-x-back"], "en-x-back"),
        ("", ["EN-BACK", "EN"], "EN-BACK"),
        ('srclang="*all*"', ["en", "fr"], ""),
    ],
)
def test_the_source_language_names_the_original(header: str, tags: list[str], original: str, tmp_path: Path) -> None:
    unit = _tu(*((f'lang="{tag}"', f"Text in {tag}.") for tag in tags))
    assert _read(tmp_path, "m.tmx", _tmx(unit, header)).original == original


def test_variants_of_one_language_are_told_apart_by_their_authors_in_any_order(tmp_path: Path) -> None:
    first = ('xml:lang="en" creationid="desk"', "He left.")
    second = ('xml:lang="en" creationid="engine"', "He stayed.")
    alone = ('xml:lang="en" creationid="engine"', "Alone.")
    story = _read(tmp_path, "m.tmx", _tmx(_tu(first, second) + _tu(second, first) + _tu(alone)))
    assert story.original == "desk"
    assert _texts(story) == {"desk": ["He left.", "He left.", ""], "engine": ["He stayed.", "He stayed.", "Alone."]}


def test_variants_without_authors_are_told_apart_by_their_order(tmp_path: Path) -> None:
    units = _tu(('xml:lang="en"', "He left."), ('xml:lang="en"', "He stayed.")) + _tu(('xml:lang="en"', "One."))
    story = _read(tmp_path, "m.tmx", _tmx(units))
    assert (story.original, _texts(story)) == ("en", {"en": ["He left.", "One."], "en-2": ["He stayed.", ""]})


def test_equal_units_are_all_kept_in_order(tmp_path: Path) -> None:
    units = "".join(
        _tu(('xml:lang="en"', "Close it."), ('xml:lang="en-x-b"', text), attributes=f'tuid="u{text}"') for text in "abc"
    )
    story = _read(tmp_path, "m.tmx", _tmx(units))
    assert _texts(story) == {"en": ["Close it."] * 3, "en-x-b": ["a", "b", "c"]}
    assert _ids(story) == ["ua", "ub", "uc"]


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        ('Press <bpt i="1">&lt;b&gt;</bpt>Start<ept i="1">&lt;/b&gt;</ept>.', "Press Start."),
        ('wait<ph x="1">&lt;br/&gt;</ph>until', "wait until"),
        ('wait<ph type="lb"/>until', "wait until"),
        ('the <hi type="term">green lamp</hi> glows', "the green lamp glows"),
        ('<it pos="begin">&lt;u&gt;</it>green', "green"),
        ("<ph>%d</ph> files, %s left, {name}", "%d files, %s left, {name}"),
        ('<ph x="2"/> files', "{2} files"),
        ("a<ph>&lt;img src='a.png'/&gt;</ph>b", "ab"),
        ("old <ut>{\\cf2 </ut>code", "old code"),
    ],
)
def test_inline_codes_of_tmx(segment: str, text: str, tmp_path: Path) -> None:
    story = _read(tmp_path, "m.tmx", _tmx(_tu(('xml:lang="en"', segment), ('xml:lang="fr"', "x"))))
    assert _texts(story)["en"] == [text]


def test_text_within_code_is_a_unit_of_its_own(tmp_path: Path) -> None:
    image = 'See <ph>&lt;img alt="<sub>wiring plan</sub>"/&gt;</ph> page 3.'
    unit = _tu(('xml:lang="en"', image), ('xml:lang="en-x-b"', "See page 3."), attributes='tuid="2"')
    story = _read(tmp_path, "m.tmx", _tmx(unit))
    assert _texts(story) == {"en": ["See page 3.", "wiring plan"], "en-x-b": ["See page 3.", ""]}
    assert _ids(story) == ["2", "2/sub1"]


def test_notes_of_a_memory_are_set_aside(tmp_path: Path) -> None:
    unit = "<tu><note>Check this.</note>" + _tu(('xml:lang="en"', "One."), ('xml:lang="fr"', "Un."))[4:]
    story = _read(tmp_path, "m.tmx", _tmx(unit))
    assert [(piece.text, piece.reason) for v in story.versions for piece in v.left_out] == [("Check this.", "note")]


# XLIFF


def test_only_the_units_own_target_counts(tmp_path: Path) -> None:
    alternative = "<alt-trans><source>Shut it.</source><target>Ciérralo.</target></alt-trans>"
    units = (
        f'<trans-unit id="a"><source>Open it.</source><target>Ábrelo.</target>{alternative}</trans-unit>'
        f'<group><trans-unit id="b"><source>Lift it.</source>{alternative}</trans-unit></group>'
    )
    story = _read(tmp_path, "f.xlf", _xliff(units))
    assert (story.name, story.original, _ids(story)) == ("notice.txt", "original", ["a", "b"])
    assert _texts(story) == {"original": ["Open it.", "Lift it."], "version": ["Ábrelo.", ""]}
    assert [piece.reason for piece in story.version("version").left_out] == ["alt-trans", "alt-trans"]
    assert [version.language for version in story.versions] == ["en", "es"]


def test_segments_pair_by_mid(tmp_path: Path) -> None:
    def marks(*texts: tuple[int, str]) -> str:
        return " ".join(f'<mrk mtype="seg" mid="{mid}">{text}</mrk>' for mid, text in texts)

    unit = (
        '<trans-unit id="7"><source><g id="5">Low tide. Boats wait.</g></source>'
        f'<seg-source><g id="5">{marks((1, "Low tide."), (2, "Boats wait."))}</g></seg-source>'
        f'<target><g id="5">{marks((2, "Boats are waiting."), (1, "High tide."), (3, "New."))}</g></target></trans-unit>'
    )
    story = _read(tmp_path, "f.sdlxliff", _xliff(unit))
    assert _texts(story) == {
        "original": ["Low tide.", "Boats wait.", ""],
        "version": ["High tide.", "Boats are waiting.", "New."],
    }
    assert _ids(story) == ["7/1", "7/2", "7/3"]


def test_what_is_not_to_be_translated_is_set_aside(tmp_path: Path) -> None:
    units = (
        '<trans-unit id="1"><source>Save</source><target>Guardar</target><note>a button</note></trans-unit>'
        '<bin-unit id="0"><note>a picture</note></bin-unit><group translate="no"><trans-unit id="2"><source>ACME</source><target>ACME</target></trans-unit>'
        '<trans-unit id="3" translate="yes"><source>Open</source><target>Abrir</target></trans-unit></group>'
    )
    story = _read(tmp_path, "f.xlf", _xliff(units))
    assert _texts(story) == {"original": ["Save", "Open"], "version": ["Guardar", "Abrir"]}
    aside = {v.name: [(piece.text, piece.reason) for piece in v.left_out] for v in story.versions}
    assert aside == {
        "original": [("a button", "note"), ("a picture", "bin-unit"), ("ACME", 'translate="no"')],
        "version": [("ACME", 'translate="no"')],
    }


def test_segments_of_xliff_2(tmp_path: Path) -> None:
    unit = (
        '<unit id="k1"><notes><note>shop door</note></notes><originalData><data id="d1">%d</data></originalData>'
        "<segment><source>Hello there.</source><target>Bonjour.</target></segment>"
        "<ignorable><source> </source><target> </target></ignorable>"
        '<segment id="s2"><source>Only <pc id="1">now</pc>: <ph id="2" dataRef="d1"/>.</source></segment></unit>'
        '<unit id="k2" translate="no"><segment><source>v2.1</source></segment></unit>'
    )
    story = _read(tmp_path, "f.xliff", _xliff_2(unit))
    assert _texts(story) == {"original": ["Hello there.", "Only now: %d."], "version": ["Bonjour.", ""]}
    assert _ids(story) == ["k1/1", "k1/s2"]
    assert [(a.text, a.reason) for a in story.version("original").left_out] == [
        ("shop door", "note"),
        ("v2.1", 'translate="no"'),
    ]


def test_files_of_one_name_and_files_without_units(tmp_path: Path) -> None:
    unit = '<trans-unit id="1"><source>{}</source><target>x</target></trans-unit>'
    kept = '<trans-unit id="1" translate="no"><source>ACME</source></trans-unit>'
    files = "".join(
        f'<file original="a.txt"><body>{body}</body></file>'
        for body in (unit.format("One."), kept, unit.format("Two."))
    )
    (tmp_path / "f.xlf").write_text(f'<xliff version="1.2">{files}</xliff>', encoding="utf-8")
    first, second = read([tmp_path / "f.xlf"])
    assert (first.name, second.name) == ("a.txt", "a.txt, 2")
    assert [piece.text for piece in first.version("original").left_out] == ["ACME"]


def test_what_trados_writes(tmp_path: Path) -> None:
    content = _xliff(
        '<trans-unit id="lockTU_1" translate="no"><source>ACME 3000</source></trans-unit>'
        '<trans-unit id="7"><source>The <x id="locked1" xid="lockTU_1"/> stops.<x id="6"/>Wait<x id="9"/>.</source>'
        '<target>La <x id="locked1" xid="lockTU_1"/> <mrk mtype="x-sdl-deleted">marche</mrk>'
        '<mrk mtype="x-sdl-added">s’arrête</mrk>.<x id="6"/>Attendez<x id="9"/>.</target></trans-unit>'
    ).replace(
        "<body>",
        '<header><tag-defs><tag id="6"><ph name="br">&lt;br/&gt;</ph></tag><tag id="9"><ph>%s</ph></tag></tag-defs></header><body>',
    )
    story = _read(tmp_path, "f.sdlxliff", content)
    assert _texts(story) == {
        "original": ["The ACME 3000 stops. Wait%s."],
        "version": ["La ACME 3000 s’arrête. Attendez%s."],
    }
    aside = {v.name: [(piece.text, piece.reason) for piece in v.left_out] for v in story.versions}
    assert aside == {"original": [("ACME 3000", 'translate="no"')], "version": [("marche", "deleted")]}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('<g id="1">Hello</g> <x id="2" ctype="lb"/>you', "Hello you"),
        ('one<x id="LINE_BREAK" ctype="lb" equiv-text="&lt;br/&gt;"/>two', "one two"),
        ('Hi <x id="INTERPOLATION" equiv-text="{{ name }}"/>!', "Hi {{ name }}!"),
        ('Hi <x id="INTERPOLATION"/>!', "Hi {INTERPOLATION}!"),
        ('<x id="START_BOLD" ctype="x-b" equiv-text="&lt;b&gt;"/>Hi', "Hi"),
        ('<x id="1"/> of <ph id="2">{0}</ph>', "{1} of {0}"),
        ('<bx id="1"/>Hi<ex id="1"/> <mrk mtype="term">there</mrk>', "Hi there"),
        ('a <x id="1" ctype="image"/>b', "a b"),
    ],
)
def test_inline_codes_of_xliff(source: str, text: str, tmp_path: Path) -> None:
    unit = f'<trans-unit id="1"><source>{source}</source><target>x</target></trans-unit>'
    assert _texts(_read(tmp_path, "f.xlf", _xliff(unit)))["original"] == [text]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('Hi <ph id="0" equiv="INTERPOLATION" disp="{{name}}"/>!', "Hi {{name}}!"),
        ('one<ph id="0" equiv="LINE_BREAK" disp="&lt;br/&gt;"/>two', "one two"),
        ('one<ph id="0" subType="xlf:lb" type="fmt"/>two', "one two"),
        ('<sc id="1"/>Hi<ec startRef="1"/><cp hex="001b"/>', "Hi"),
        ('<ph id="c1" equiv="count"/> files', "{count} files"),
    ],
)
def test_inline_codes_of_xliff_2(source: str, text: str, tmp_path: Path) -> None:
    unit = f'<unit id="1"><segment><source>{source}</source><target>x</target></segment></unit>'
    assert _texts(_read(tmp_path, "f.xlf", _xliff_2(unit)))["original"] == [text]


def test_a_file_without_any_target_is_read(tmp_path: Path) -> None:
    story = _read(tmp_path, "f.mqxliff", _xliff('<trans-unit id="1"><source>Hi</source></trans-unit>'))
    assert _texts(story) == {"original": ["Hi"], "version": [""]}


def test_broken_xml_says_where_and_what(tmp_path: Path) -> None:
    with pytest.raises(
        DriftError, match=r"f\.xlf, line 1: not well-formed XML \(<target> is closed by </trans-unit>\)"
    ):
        _read(tmp_path, "f.xlf", _xliff('<trans-unit id="1"><target>x</trans-unit>'))


# Tables


@pytest.mark.parametrize("names", [("original", "version"), ("source", "target")])
def test_a_table_of_pairs(names: tuple[str, str], tmp_path: Path) -> None:
    story = _read(tmp_path, "t.csv", f"{names[0]},{names[1]}\nOne.,Un.\nTwo.,\n")
    assert (story.name, story.original, _ids(story)) == ("t", "original", ["1", "2"])
    assert _texts(story) == {"original": ["One.", "Two."], "version": ["Un.", ""]}


def test_a_table_of_pairs_with_ids(tmp_path: Path) -> None:
    rows = [{"segment": "a", "original": "One\ntwo.", "version": "Un."}, {"original": "Three.", "version": "Trois."}]
    story = _read(tmp_path, "t.jsonl", "\n".join(map(json.dumps, rows)))
    assert (_ids(story), _texts(story)["original"]) == (["a", "2"], ["One two.", "Three."])


def test_a_table_of_segments(tmp_path: Path) -> None:
    rows = "story,version,unit,text\ns,original,1,One.\ns,original,2,Two.\ns,copy,2,Deux.\ns,copy,3,Trois.\n"
    story = _read(tmp_path, "t.csv", rows)
    assert _ids(story) == ["1", "2", "3"]
    assert _texts(story) == {"original": ["One.", "Two.", ""], "copy": ["", "Deux.", "Trois."]}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("s,original,,x", r"row 2: the unit column is empty; give every segment"),
        ("s,original,1,x", r"row 2: version original has that unit twice; give every segment"),
    ],
)
def test_segments_without_an_id_of_their_own(row: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DriftError, match=message):
        _read(tmp_path, "t.csv", f"story,version,unit,text\ns,original,1,One.\n{row}\n")


def test_the_separator_that_excel_names(tmp_path: Path) -> None:
    assert _texts(_read(tmp_path, "t.csv", "sep=;\nsource;target\nOne.;Un.\n"))["original"] == ["One."]


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_the_separator_is_the_one_in_the_header(mark: str, tmp_path: Path) -> None:
    story = _read(tmp_path, "t.csv", f'\ufeffsource{mark}"target"\nOne, two.{mark}Un, deux.\n')
    assert _texts(story) == {"original": ["One, two."], "version": ["Un, deux."]}


# Whatever the format: offsets, and pairs for `drift score`


def test_offsets_of_units(tmp_path: Path) -> None:
    units = _tu(('xml:lang="en"', "One\u00a0two."), ('xml:lang="fr"', ""))
    for version in _read(tmp_path, "m.tmx", _tmx(units + _tu(('xml:lang="fr"', "Deux.")))).versions:
        assert version.text == "\n".join(unit.text for unit in version.sentences)
        assert all(version.text[u.start : u.end] == u.text for u in version.sentences)


def test_pairs_of_a_translation_file(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    variants = (('xml:lang="en"', "One."), ('xml:lang="fr"', "Un."), ('xml:lang="de"', "Eins."))
    path.write_text(_tmx(_tu(*variants) + _tu(('xml:lang="fr"', "Deux."))), encoding="utf-8")
    table = read_pairs(path).table
    assert table.to_dict("list") == {
        "story": ["m", "m", "m"],
        "unit": ["1", "1", "2"],
        "original_name": ["en"] * 3,
        "version_name": ["de", "fr", "fr"],
        "original": ["One.", "One.", ""],
        "version": ["Eins.", "Un.", "Deux."],
    }
