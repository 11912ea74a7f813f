"""Bytes of a file -> str: by its byte order mark, as UTF-8, by a declaration in it, else by what the bytes look like."""

from __future__ import annotations

import codecs
import logging
from pathlib import Path

from charset_normalizer import from_bytes

from drift.stories.sources import read_bytes, shown
from drift.types import DriftError

logger = logging.getLogger(__name__)

_MARKS = {  # UTF-32 before UTF-16: the mark of the one begins with the mark of the other
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What plain-text files outside Unicode are written in; detectors otherwise fall for EBCDIC and the like.
_ENCODINGS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859_2"),
    *("koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949", "euc_kr"),
]
_ALPHABETS = {  # letters beyond ASCII of the languages that each Latin encoding of Windows is for
    "cp1252": (
        *("àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúü", "àáâãçéêíóôõúü", "àèéìíîòóùú", "äåéö", "æøåéèóòâê", "áéíóúýþæöð"),
        *("àçèéíïòóú", "ëéèïóöü"),
    ),
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıİöşüâîû",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"),
    "cp1258": ("àáâãèéêìíòóôõùúýăđĩũơư",),
}
_OTHERS = {
    b"%PDF-": "a PDF",
    b"{\\rtf": "rich text (RTF)",
    b"PK\x03\x04": "a document of Word, OpenDocument or the like, or a zip archive",
    b"\xd0\xcf\x11\xe0": "a document of Microsoft's old kind",
}
"""What files that are no plain text begin with."""
_SAMPLE = 200_000  # bytes that are enough to know an encoding by
_FAULT = "\ufffd"
_MOST_FAULTS = 0.2  # of the characters beyond ASCII, such a share may be beyond reading; a single one always


def read_text(path: Path, declared: str = "") -> str:
    """The file's text.

    Args:
        path: The file.
        declared: The encoding that the file itself names, used where the bytes are not UTF-8.

    Raises:
        DriftError: If it cannot be read, or is empty or no text.
    """
    return decode(read_bytes(path), path, declared)


def decode(raw: bytes, path: Path, declared: str = "") -> str:
    """The text of bytes that are read already; see `read_text`.

    Raises:
        DriftError: If they hold no text.
    """
    kind = next((kind for mark, kind in _OTHERS.items() if raw.startswith(mark)), "")
    if kind:
        raise DriftError(
            f"{shown(path)} is {kind}, not plain text; give it the ending of its format, or save its text."
        )
    text = _decode(raw, path, declared).lstrip("\ufeff")
    _refuse_binary(text, path)
    if not text.strip():
        raise DriftError(f"{shown(path)} is empty; put the text into it or leave it out.")
    return text


def _decode(raw: bytes, path: Path, declared: str) -> str:
    marked = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "")
    for encoding in filter(None, (marked, _unmarked_utf_16(raw), "utf-8", declared)):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    if b"\0" in raw:
        raise DriftError(f"{shown(path)} is a binary file, not text; give the text itself, saved as UTF-8.")
    encoding = _guess(raw)
    text = _patched(raw) if encoding == "utf-8" else raw.decode(encoding or "utf-8", errors="replace")
    faults = text.count(_FAULT)
    if not encoding or faults > max(1, _MOST_FAULTS * sum(ch > "\x7f" for ch in text)):
        line = raw[: _first_fault(raw)].count(b"\n") + 1
        raise DriftError(
            f"{shown(path)}, line {line}: the bytes there are no text in any known encoding; save the file as UTF-8."
        )
    lost = f"; {faults} of its bytes mean nothing there and are shown as {_FAULT}" if faults else ""
    logger.warning(
        "%s is not UTF-8%s%s.", shown(path), "" if encoding == "utf-8" else f"; it was read as {encoding}", lost
    )
    return text


def _unmarked_utf_16(raw: bytes) -> str:
    """UTF-16 without a byte order mark, if NUL is only ever one half of a character and all characters print; "" else."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    encoding = "utf-16-le" if odd else "utf-16-be"
    if len(raw) % 2 or bool(even) == bool(odd):
        return ""
    text = raw[: _SAMPLE - _SAMPLE % 2].decode(encoding, errors="replace")
    return encoding if all(ch.isprintable() or ch.isspace() or ch == "\ufeff" for ch in text) else ""


def _patched(raw: bytes) -> str:
    """UTF-8 in which marks of Windows-1252, such as a dash, stand alone here and there: lines from two sources."""

    def mark(fault: UnicodeError) -> tuple[str, int]:
        assert isinstance(fault, UnicodeDecodeError)
        byte = fault.object[fault.start : fault.end]
        around = fault.object[max(0, fault.start - 1) : fault.start] + fault.object[fault.end : fault.end + 1]
        is_alone = len(byte) == 1 and all(neighbour < 0x80 for neighbour in around)
        return (byte.decode("cp1252", errors="replace") if is_alone and byte < b"\xa0" else _FAULT), fault.end

    codecs.register_error("drift-cp1252", mark)
    return raw.decode("utf-8", errors="drift-cp1252")


def _guess(raw: bytes) -> str:
    """The encoding that the bytes look like; "" where they look like none."""
    if _is_broken_utf8(raw):
        return "utf-8"
    sample = raw[: raw.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE]
    if latin := _latin_encoding(sample):
        return latin
    for match in from_bytes(sample, cp_isolation=_ENCODINGS):
        try:
            raw.decode(match.encoding)
        except UnicodeDecodeError:
            continue
        return match.encoding
    return ""


def _latin_encoding(sample: bytes) -> str:
    """The encoding in which the letters beyond ASCII are best those of one language; "" for other scripts.

    Short texts fit many encodings; of those that fit as well, Windows-1252 is the likeliest by far.
    """
    ascii_letters = sum(chr(byte).isalpha() for byte in sample if byte < 128)
    if ascii_letters < sum(byte > 127 for byte in sample):
        return ""
    fits = {encoding: _fit(sample.decode(encoding, errors="replace"), encoding) for encoding in _ALPHABETS}
    best = max(fits, key=lambda encoding: fits[encoding])
    return best if fits[best] >= 0.5 else ""


def _fit(text: str, encoding: str) -> float:
    """The share of letters beyond ASCII that stand in the alphabet of one of the encoding's languages."""
    letters = [ch for ch in text if ch > "\x7f" and (ch.isalpha() or ch == _FAULT)]
    alphabets = (set(alphabet + alphabet.upper()) for alphabet in _ALPHABETS[encoding])
    return max(sum(ch in alphabet for ch in letters) for alphabet in alphabets) / len(letters) if letters else 1.0


def _is_broken_utf8(raw: bytes) -> bool:
    """UTF-8 with damage, rather than another encoding: most non-ASCII characters decode."""
    text = raw.decode("utf-8", errors="replace")
    faults = text.count(_FAULT)
    return sum(ch > "\x7f" for ch in text) - faults > faults


def _first_fault(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _refuse_binary(text: str, path: Path) -> None:
    nul = text.find("\0")
    if nul < 0:
        return
    if text.count("\0") > len(text) / 100:
        raise DriftError(f"{shown(path)} is a binary file, not text; give the text itself, saved as UTF-8.")
    line = text.count("\n", 0, nul) + 1
    raise DriftError(
        f"{shown(path)}, line {line}: a NUL byte stands in the text; take it out or save the file as UTF-8 anew."
    )
