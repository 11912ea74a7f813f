"""What every XML that is written needs."""

from __future__ import annotations

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def xml(text: str) -> str:
    r"""`text` without the characters that XML 1.0 has no way to write, such as control characters.

    >>> xml("a\x00b\ufffe\n")
    'ab\n'
    """
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )
