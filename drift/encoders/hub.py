"""Any sentence-transformers model: a local folder, or a name on the Hugging Face hub for users with a network."""

from __future__ import annotations

import json
from pathlib import Path

from drift.encoders.transformer import Transformer
from drift.types import DriftError


def load(name: str) -> Transformer:
    """The model in the folder `name`, or the hub's; none of the model's own code is run.

    Raises:
        DriftError: If there is no such model, or it has no weights in safetensors or no tokenizer.json.
    """
    folder = Path(name).expanduser()
    if not folder.is_dir():
        repo = name if "/" in name else f"sentence-transformers/{name}"
        folder = fetch("encoder", name, repo, "one of the names that `drift models` lists")
    if not list(folder.rglob("*.safetensors")):
        raise DriftError(
            f"The encoder {name} has no weights in safetensors, the only format that is safe to load: choose another "
            "model or convert this one."
        )
    if not (folder / "tokenizer.json").is_file() and not list(folder.rglob("tokenizer.json")):
        raise DriftError(f"The encoder {name} has no tokenizer.json: save the model again with sentence-transformers.")
    model = Transformer(name, folder, prompt_of(name, folder))
    return _loaded.setdefault((name, model.revision), model)  # a model loads its weights once a process


_loaded: dict[tuple[str, str], Transformer] = {}


def prompt_of(name: str, folder: Path) -> str:
    """What the model wants before each text: the default prompt of its settings, or `query: ` for the E5 family."""
    settings = folder / "config_sentence_transformers.json"
    if settings.is_file():
        read = json.loads(settings.read_text(encoding="utf-8"))
        prompts = read.get("prompts") or {}
        found = prompts.get(read.get("default_prompt_name") or "query")
        if found:
            return str(found)
    return "query: " if "e5-" in name.rpartition("/")[2].lower() else ""


def fetch(sort: str, name: str, repo: str, instead: str) -> Path:
    """The folder of the hub's model `repo`: from the hub's local cache if it is there, else downloaded.

    Args:
        sort: What the message calls the model: an encoder, a judge.
        name: The name that the user gave.
        repo: The model's name on the hub.
        instead: What the message proposes to do instead.

    Raises:
        DriftError: If it cannot be fetched.
    """
    from huggingface_hub import snapshot_download

    wanted = ["*.json", "*.safetensors", "*.txt", "*.model", "*.spm"]
    try:
        return Path(snapshot_download(repo, allow_patterns=wanted, ignore_patterns=["onnx/*", "openvino/*"]))
    except Exception as error:  # the hub's client raises a dozen types, its network layer more
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DriftError(
            f"The {sort} {name} is neither a folder nor can it be fetched from the hub ({reason}): give a local "
            f"folder, or {instead}."
        ) from None
