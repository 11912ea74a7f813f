"""The drift models that travel with the program, and where they lie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drift.runtime.digest import sha256
from drift.types import DriftError

if TYPE_CHECKING:
    from drift.judging.network import DriftModel

DEFAULT = "base"
WITHOUT_ENGLISH = "lexical"  # what judges texts of other languages


@dataclass(frozen=True)
class ModelEntry:
    """A shipped drift model: a folder with `combination.json`, `card.md` and, where it has any, weights."""

    name: str
    folder: Path

    @property
    def has_network(self) -> bool:
        """Whether it has a network."""
        return (self.folder / "config.json").is_file()

    def load(self) -> DriftModel:
        """Its network, read once a process; raises DriftError where the weights are missing."""
        return _load_network(self.folder)

    @cached_property
    def revision(self) -> str:
        """The sha256, in hex, of everything that the model's verdicts depend on."""
        parts: list[str | Path] = []
        for path in sorted(self.folder.glob("*.json")):
            parts += [path.name, path]
        if self.has_network:
            from drift.judging.network.weights import weights_revision

            parts.append(weights_revision(self.folder))
        return sha256(*parts).hex()

    @property
    def about(self) -> dict[str, str]:
        """What `drift models` says of it: description, licence."""
        described: dict[str, str] = json.loads((self.folder / "model.json").read_text(encoding="utf-8"))
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


def shipped_models() -> dict[str, ModelEntry]:
    """The models at hand by name."""
    folder = models_folder()
    folders = sorted(p.parent for p in folder.glob("*/model.json")) if folder.is_dir() else []
    return {path.name: ModelEntry(path.name, path) for path in folders}


def find_model(name: str | None = None) -> ModelEntry:
    """The model called `name`, or the default one; raises DriftError naming those there are."""
    there = shipped_models()
    if (name or DEFAULT) not in there:
        raise DriftError(f"there is no drift model {name or DEFAULT}; choose one of {', '.join(there) or 'none'}.")
    return there[name or DEFAULT]
