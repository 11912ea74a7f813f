"""Apertium over HTTP: a server of apertium-apy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from drift.retranslation.marks import without_marks
from drift.retranslation.protocols import Direction
from drift.retranslation.web import Server
from drift.types import DriftError


class Apy:
    """A server of apertium-apy.

    Args:
        url: Where it answers, such as http://localhost:2737.
        per_minute: How many requests a minute it gets at most.
    """

    name = "apertium"

    def __init__(self, url: str, per_minute: float | None = None) -> None:
        self.server = Server(url, per_minute)

    def directions(self) -> Sequence[Direction]:
        """The directions that the server lists.

        Raises:
            DriftError: If it cannot be reached or is no apertium-apy.
        """
        return self._directions

    @cached_property
    def _directions(self) -> list[Direction]:
        try:
            pairs = self.server.get("/listPairs")["responseData"]
            return [Direction(pair["sourceLanguage"], pair["targetLanguage"]) for pair in pairs]
        except (KeyError, TypeError):
            raise self._stranger() from None

    def made_by(self, direction: Direction) -> str:
        """The server, and the direction's name."""
        return f"apertium-apy at {self.server.url}, {'-'.join(direction)}"

    def revision(self, direction: Direction) -> str:
        """The server's address and the direction; what is installed there it does not tell."""
        return self.made_by(direction)

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        """The translation of each sentence, a request each.

        Raises:
            DriftError: If the server cannot be reached or refuses.
        """
        return [self._translate(sentence, direction) for sentence in sentences]

    def _translate(self, sentence: str, direction: Direction) -> str:
        fields = {"q": sentence, "langpair": "|".join(direction), "markUnknown": "no"}
        answer = self.server.post("/translate", fields, as_form=True)
        try:
            return without_marks(str(answer["responseData"]["translatedText"]), sentence)
        except (KeyError, TypeError):
            raise self._stranger() from None

    def _stranger(self) -> DriftError:
        return DriftError(
            f"{self.server.url} does not answer as apertium-apy does; for a LibreTranslate server use --engine http."
        )
