"""Message catalogues of gettext (PO, POT): a message is a unit, `msgid` the original and `msgstr` the version.

A unit's id is the message's context (`msgctxt`) or else its number, with `[n]` for the plural's form n and `fuzzy`
where the translation is marked as a guess. Obsolete messages and comments are set aside.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

from drift.stories.decoding import decode
from drift.stories.draft import Draft, Unit
from drift.stories.markup import primary
from drift.stories.sources import read_bytes, shown
from drift.types import DriftError, SetAside

_CHARSET = re.compile(rb"Content-Type:[^\n]*charset=([\w.-]+)", re.IGNORECASE)
_BEGINS = re.compile(r'\s*(?:msg\w+(?:\[\d+\])?\s*)?"')
_STRING = re.compile(r'(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"')
_PLURAL = re.compile(r"plural\s*=\s*([^;]+)")


def read(path: Path) -> list[Draft]:
    """Two versions, `original` and `version`; a message without a translation is empty in the version.

    Raises:
        DriftError: The file is no catalogue, or has no messages.
    """
    raw = read_bytes(path)
    declared = _CHARSET.search(raw)
    text = decode(raw, path, declared[1].decode("ascii") if declared else "")
    _refuse_open_strings(text, path)
    try:
        catalogue = polib.pofile(text.replace("\r\n", "\n").replace("\r", "\n"))
    except (OSError, ValueError) as error:
        fault = re.sub(r"^Syntax error in po file[^(]*", "", str(error)).strip(" ()") or "no catalogue"
        raise DriftError(f"{shown(path)}: {fault}; check it with msgfmt -c.") from None
    messages = [entry for entry in catalogue if not entry.obsolete]
    if not messages:
        raise DriftError(f"{shown(path)} has no messages; export it anew.")
    singular = _singular_form(catalogue.metadata.get("Plural-Forms", ""))
    contexts = Counter(entry.msgctxt for entry in messages if entry.msgctxt)
    units = [
        unit
        for number, entry in enumerate(messages, start=1)
        for unit in _units(entry, number, singular, is_unique=contexts[entry.msgctxt] == 1)
    ]
    language = primary(catalogue.metadata.get("Language", ""))
    aside = tuple(_left_out(catalogue))
    source = str(path)
    return [
        Draft(
            "original", units=tuple(Unit(i, a) for i, a, _ in units), source=source, left_out=aside, is_original=True
        ),
        Draft(
            "version",
            units=tuple(Unit(i, b) for i, _, b in units),
            source=source,
            language=language,
            absent="untranslated",
        ),
    ]


def _refuse_open_strings(text: str, path: Path) -> None:
    """Refuse a string without its end, which polib would cut by a letter.

    Raises:
        DriftError: If there is one.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if _BEGINS.match(line) and not _STRING.fullmatch(line.strip()):
            raise DriftError(
                f"{shown(path)}: a string without its end, or a mark in it (line {number}); check it with msgfmt -c."
            )


def _units(entry: polib.POEntry, number: int, singular: int, *, is_unique: bool) -> Iterator[tuple[str, str, str]]:
    """(id, original, version) of a message, or of each of its plural forms."""
    name = str(number)
    if entry.msgctxt:
        name = entry.msgctxt if is_unique else f"{entry.msgctxt}, {number}"
    fuzzy = ", fuzzy" if entry.fuzzy else ""
    if not entry.msgid_plural:
        yield f"{name}{fuzzy}", entry.msgid, entry.msgstr
        return
    forms = dict(sorted(entry.msgstr_plural.items())) or {0: "", 1: ""}
    for form, text in forms.items():
        is_singular = form == singular and len(forms) > 1  # the one form of Japanese stands for any number
        yield f"{name}[{form}]{fuzzy}", entry.msgid if is_singular else entry.msgid_plural, text


def _singular_form(rule: str) -> int:
    """The number of the form for one thing, by the rule in the header (`Plural-Forms`); 0 where there is none."""
    found = _PLURAL.search(rule)
    try:
        return int(gettext.c2py(found[1].strip())(1)) if found else 0  # type: ignore[attr-defined]
    except (ValueError, RecursionError, ZeroDivisionError, OverflowError):
        return 0


def _left_out(catalogue: polib.POFile) -> Iterator[SetAside]:
    """What belongs to no unit: comments, messages out of use, former sources."""
    for entry in catalogue:
        texts = [entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()]
        pieces = {
            "obsolete": texts if entry.obsolete else [],
            "comment": [entry.tcomment, entry.comment],
            "former source": [entry.previous_msgid, entry.previous_msgid_plural],
            "singular of a message that has one form": [entry.msgid] if len(entry.msgstr_plural) == 1 else [],
        }
        for reason, found in pieces.items():
            yield from (SetAside(" ".join(text.split()), reason) for text in found if text and text.strip())
