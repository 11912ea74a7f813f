"""Any server that speaks LibreTranslate's protocol: one's own, or a public one with a key."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from drift.retranslation.protocols import Direction, Engine, EngineEntry, EngineOptions
from drift.retranslation.web import Server
from drift.types import DriftError

NAME = "http"
KEY = "DRIFT_TRANSLATION_KEY"


def load(options: EngineOptions) -> Engine:
    """The server at the URL; the user's key there is read from the environment, where no list of processes shows it.

    Raises:
        DriftError: If no URL is given.
    """
    if not options.url:
        raise DriftError(f"the engine {NAME} is a server: name it with --url, for instance http://localhost:5000.")
    return LibreTranslate(options.url, os.environ.get(KEY), options.per_minute)


class LibreTranslate:
    """A server that speaks LibreTranslate's protocol.

    Args:
        url: Where it answers.
        key: What it knows the user by, if it wants to.
        per_minute: How many requests a minute it gets at most.
    """

    name = NAME

    def __init__(self, url: str, key: str | None = None, per_minute: float | None = None) -> None:
        self.server = Server(url, per_minute, KEY)
        self._key = {"api_key": key} if key else {}
        self._takes_lists = True  # until it shows that it does not

    def directions(self) -> Sequence[Direction]:
        """The directions that the server lists.

        Raises:
            DriftError: If it cannot be reached or is no server of this protocol.
        """
        return self._directions

    @cached_property
    def _directions(self) -> list[Direction]:
        try:
            languages = self.server.get("/languages")
            codes = [language["code"] for language in languages]
            return [
                Direction(language["code"], target)
                for language in languages
                for target in language.get("targets", codes)  # servers of before 2023 list none: any pair
                if target != language["code"]
            ]
        except (KeyError, TypeError, AttributeError):
            raise self._stranger() from None

    def made_by(self, direction: Direction) -> str:
        """The server, and the direction."""
        return f"{self.server.url}, {direction.source} to {direction.target}"

    def revision(self, direction: Direction) -> str:
        """The server's address and the direction; which models it uses it does not tell."""
        return self.made_by(direction)

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        """The translation of each sentence: one request if the server takes lists, else a request each.

        Raises:
            DriftError: If the server cannot be reached or refuses.
        """
        if self._takes_lists and len(sentences) > 1:
            translated = self._ask(list(sentences), direction)
            if isinstance(translated, list) and len(translated) == len(sentences):
                return [" ".join(str(one).split()) for one in translated]
            self._takes_lists = False
        return [" ".join(str(self._ask(sentence, direction)).split()) for sentence in sentences]

    def _ask(self, wanted: str | list[str], direction: Direction) -> Any:
        fields = {"q": wanted, "source": direction.source, "target": direction.target, "format": "text", **self._key}
        answer = self.server.post("/translate", fields)
        try:
            return answer["translatedText"]
        except (KeyError, TypeError):
            raise self._stranger() from None

    def _stranger(self) -> DriftError:
        return DriftError(
            f"{self.server.url} does not answer as LibreTranslate does; for an apertium-apy server use --engine apertium."
        )


ENTRY = EngineEntry(
    NAME,
    load,
    frozenset({"url", "per_minute"}),
    "a server that speaks LibreTranslate's protocol, at --url",
    f"the languages that the server has; its key, if it wants one, is read from {KEY}",
)
