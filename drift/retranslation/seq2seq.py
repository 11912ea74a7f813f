"""Translation models of the Marian, NLLB and M2M100 families through transformers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from drift.retranslation.protocols import Direction, Engine, EngineEntry, EngineOptions
from drift.types import DriftError

if TYPE_CHECKING:
    from drift.retranslation.network import Network

NAME = "transformers"

_MARIAN = "Helsinki-NLP/opus-mt-{source}-{target}"


def load(options: EngineOptions) -> Engine:
    """The model, or the models of a name with `{source}` and `{target}` in it.

    Raises:
        DriftError: If only one of the two stands in the name.
    """
    model = options.model or _MARIAN
    if ("{source}" in model) != ("{target}" in model):
        raise DriftError(f"--model {model} says only one of {{source}} and {{target}}; say both or none.")
    return Seq2Seq(model)


class Seq2Seq:
    """A model for many directions, or one for each; loaded when first needed.

    Args:
        model: A folder or a name on the hub; with `{source}` and `{target}` in it, one for each direction.
    """

    name = NAME

    def __init__(self, model: str) -> None:
        self.model = model
        self._networks: dict[str, Network] = {}

    def directions(self) -> Sequence[Direction] | None:
        """The directions that the model knows, or those of the folders that there are; None for names on the hub.

        Raises:
            DriftError: If the model cannot be had, is not safe to load, or does not tell its languages.
        """
        if "{source}" in self.model:
            return _of_folders(self.model)
        directions = self._network(self.model).directions()
        if directions is None:
            raise DriftError(
                f"{self.model} does not tell its languages; let its folder's name end in them (…/mt-en-es) and give "
                "--model …/mt-{source}-{target}."
            )
        return directions

    def made_by(self, direction: Direction) -> str:
        """The model's name."""
        name = self.model.replace("{source}", direction.source).replace("{target}", direction.target)
        return name.rstrip("/") if name == self.model else name

    def revision(self, direction: Direction) -> str:
        """The sha256 of the model and its settings, and the direction.

        Raises:
            DriftError: If the model cannot be had or is not safe to load.
        """
        return f"{self._network(self.made_by(direction)).revision()} {'-'.join(direction)}"

    def translate(self, sentences: Sequence[str], direction: Direction) -> list[str]:
        """The translation of each sentence, by beam search.

        Raises:
            DriftError: If the model cannot be had or is not safe to load.
        """
        return self._network(self.made_by(direction)).translate(sentences, direction)

    def _network(self, name: str) -> Network:
        from drift.retranslation.network import Network

        if name not in self._networks:
            self._networks[name] = Network(name)
        return self._networks[name]


def _of_folders(template: str) -> list[Direction] | None:
    """The directions of the folders that a name with `{source}` and `{target}` may mean; None if it means no folder."""
    parent = Path(template).expanduser().parent
    if "{" in str(parent) or not parent.is_dir():
        return None
    pattern = re.escape(Path(template).name)
    for side in Direction._fields:
        pattern = pattern.replace(re.escape(f"{{{side}}}"), f"(?P<{side}>[A-Za-z_]+)", 1)
    found = (re.fullmatch(pattern, folder.name) for folder in sorted(parent.iterdir()) if folder.is_dir())
    return [Direction(match["source"], match["target"]) for match in found if match]


ENTRY = EngineEntry(
    NAME,
    load,
    frozenset({"model"}),
    "a Marian, M2M100 or NLLB model, on this machine",
    f"the languages of the --model, a folder or a name on the hub, by default {_MARIAN}; needs "
    "pip install 'retranslation-drift[retranslation]'",
)
