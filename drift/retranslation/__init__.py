"""The translation engines. A new one is one file here and one line of `ENGINES`, which the command line reads."""

from __future__ import annotations

from dataclasses import fields

from drift.retranslation import apertium, libretranslate, seq2seq
from drift.retranslation.protocols import Engine, EngineEntry, EngineOptions
from drift.types import DriftError

__all__ = ["DEFAULT", "ENGINES", "load_engine"]

DEFAULT = apertium.NAME

ENGINES: dict[str, EngineEntry] = {
    entry.name: entry
    for entry in (
        apertium.ENTRY,
        seq2seq.ENTRY,
        libretranslate.ENTRY,
    )
}


def load_engine(name: str | None = None, options: EngineOptions | None = None) -> Engine:
    """The engine called `name`, by default Apertium.

    Args:
        name: One of `ENGINES`.
        options: What the user says of it.

    Raises:
        DriftError: If there is no such engine, it cannot be had, or it does not take an option that is given.
    """
    options = options or EngineOptions()
    entry = ENGINES.get(name or DEFAULT)
    if entry is None:
        raise DriftError(f"there is no engine {name}; choose one of {', '.join(ENGINES)}.")
    for field in fields(options):
        if getattr(options, field.name) is not None and field.name not in entry.takes:
            takers = [other.name for other in ENGINES.values() if field.name in other.takes]
            option = "--" + field.name.replace("_", "-")
            raise DriftError(
                f"{option} is nothing to the engine {entry.name}; give it with --engine {' or '.join(takers)}."
            )
    return entry.load(options)
