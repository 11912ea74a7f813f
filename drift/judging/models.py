"""The drift models that travel with the program, and where they lie."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drift.runtime.digest import sha256
from drift.types import DriftError

if TYPE_CHECKING:
    from drift.judging.network import DriftModel, PairReader

DEFAULT = "base"
MULTILINGUAL = "multi"  # what judges texts of other languages, where it is at hand


@dataclass(frozen=True)
class ModelEntry:
    """A shipped drift model: a folder with `combination.json`, `card.md` and, where it has any, weights."""

    name: str
    folder: Path

    @property
    def has_network(self) -> bool:
        """Whether a network reads the texts for it."""
        return bool(self.networks)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it was taught or measured on, ISO 639-1."""
        return frozenset(self.about["languages"])

    @property
    def other_languages(self) -> frozenset[str]:
        """The languages that it reads besides, without having been taught or measured on them."""
        return frozenset(self.about.get("other_languages", ()))

    @property
    def caution(self) -> str:
        """What a reader of its verdicts across languages must know, as a predicate; "" for nothing."""
        return str(self.about.get("caution", ""))

    def reads(self, languages: Collection[str], strict: bool = False) -> bool:
        """Whether it judges texts in all of these languages.

        Args:
            languages: ISO 639-1 codes; an unknown one, "", counts as readable.
            strict: Whether only languages count that it was taught or measured on.
        """
        known = self.languages if strict else self.languages | self.other_languages
        return set(languages) <= known | {""}

    @property
    def networks(self) -> tuple[Path, ...]:
        """The folders of the networks that read a pair for it: its own, and those of the models that it names `beside` it."""
        own = (self.folder,) if (self.folder / "config.json").is_file() else ()
        return (*own, *(self.folder.parent / name for name in self.about.get("beside", ())))

    def load(self) -> PairReader:
        """Its network, or the panel of its networks, each read once a process whichever models ask for it.

        Raises:
            DriftError: Where the weights are missing.
        """
        from drift.judging.network import Panel

        members = [_load_network(folder) for folder in self.networks]
        return members[0] if len(members) == 1 else Panel(members)

    @cached_property
    def revision(self) -> str:
        """The sha256, in hex, of everything that the model's verdicts depend on."""
        parts: list[str | Path] = []
        for path in sorted(self.folder.glob("*.json")):
            parts += [path.name, path]
        if self.networks:
            parts.append(self.networks_revision)
        return sha256(*parts).hex()

    @property
    def networks_revision(self) -> str:
        """The sha256, in hex, of the weights of its networks."""
        from drift.judging.network.weights import weights_revision

        revisions = [weights_revision(folder) for folder in self.networks]
        return revisions[0] if len(revisions) == 1 else sha256(*revisions).hex()

    @cached_property
    def about(self) -> dict[str, Any]:
        """What model.json says of it: description, licence, languages."""
        described: dict[str, Any] = json.loads((self.folder / "model.json").read_text(encoding="utf-8"))
        return described

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


@cache
def _load_network(folder: Path) -> DriftModel:
    from drift.judging.network import DriftModel

    return DriftModel.load(folder)


def models_folder() -> Path:
    """Inside an installed package, else beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_models"
    return inside if inside.is_dir() else package.parent / "models"


@cache
def shipped_models() -> dict[str, ModelEntry]:
    """The models at hand by name."""
    folder = models_folder()
    folders = sorted(p.parent for p in folder.glob("*/model.json")) if folder.is_dir() else []
    return {path.name: ModelEntry(path.name, path) for path in folders}


def find_model(name: str | None = None) -> ModelEntry:
    """The model called `name`, or the default one.

    Raises:
        DriftError: If there is no such model; it names those there are.
    """
    there = shipped_models()
    if (name or DEFAULT) not in there:
        raise DriftError(f"there is no drift model {name or DEFAULT}; choose one of {', '.join(there) or 'none'}.")
    return there[name or DEFAULT]


def model_for(name: str | None, languages: Collection[str], strict: bool = False) -> ModelEntry | None:
    """The model that judges a pair in these languages (ISO 639-1, "" for unknown), None where none at hand reads them.

    Args:
        name: The model that the user chose; without one, the default model where it reads the languages, else the
            multilingual one.
        languages: The languages of both sides.
        strict: Whether a model is to have been taught or measured on them.

    Raises:
        DriftError: If there is no model of that name.
    """
    chosen = find_model(name)
    others = () if name else (shipped_models().get(MULTILINGUAL),)
    return next((entry for entry in (chosen, *others) if entry and entry.reads(languages, strict)), None)
