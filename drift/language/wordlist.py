"""Word lists written as running text, which a person can read and edit."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of `text`, which are parted by white space."""
    return tuple(text.split())
