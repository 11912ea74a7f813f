"""What a translation engine is: sentences in, as many sentences out; and what the table of engines says of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable


class Direction(NamedTuple):
    """A source and a target language, in an engine's own codes."""

    source: str
    target: str


@runtime_checkable
class Engine(Protocol):
    """Anything that translates sentences."""

    @property
    def name(self) -> str:
        """The name by which the command line and its messages call it."""
        ...

    def directions(self) -> Sequence[Direction] | None:
        """The directions that it translates in; None where nobody can list them, such as those of a hub's models.

        Raises:
            DriftError: If it cannot be reached or is not there, with what to do about it.
        """
        ...

    def made_by(self, direction: Direction) -> str:
        """What a translation in this direction is made by, in words for `story.toml`."""
        ...

    def revision(self, direction: Direction) -> str:
        """Another whenever the translations in this direction may be others, as far as the engine can tell."""
        ...

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        """The translation of each sentence; that of a sentence does not depend on the others.

        Args:
            sentences: Not empty, without line breaks.
            direction: One of `directions`, if there is a list.

        Raises:
            DriftError: If it cannot translate now, with what to do about it.
        """
        ...


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What a user may say of an engine.

    Attributes:
        model: A model's name on the hub or its folder; `{source}` and `{target}` stand for the languages' codes.
        url: Where a server answers.
        per_minute: How many requests a minute the server is asked at most; None for as many as it takes.
    """

    model: str | None = None
    url: str | None = None
    per_minute: float | None = None


@dataclass(frozen=True, slots=True)
class EngineEntry:
    """An engine as the command line lists it.

    Attributes:
        name: What `--engine` calls it.
        load: Makes it, or says in a `DriftError` what is missing.
        takes: The fields of `EngineOptions` that it reads; any other one that is given is an error.
        summary: What it is, in a few words.
        about: Where its languages come from and what it needs, in words.
        is_at_hand: Whether it translates on this machine without any option, so that an analysis may ask it, too.
    """

    name: str
    load: Callable[[EngineOptions], Engine]
    takes: frozenset[str]
    summary: str
    about: str
    is_at_hand: bool = False
