"""Average a taught network with the one that it was taught on from: `python -m research.training.average --help`.

Between the two weights lies a network that keeps more of what the first could do (Wortsman et al. 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from drift.judging.network.model import load_network


def average(taught: dict[str, torch.Tensor], before: dict[str, torch.Tensor], share: float) -> dict[str, torch.Tensor]:
    """`share` of the taught weights and the rest of those before; what is not a real number stays as it was taught.

    >>> average({"a": torch.tensor(1.0)}, {"a": torch.tensor(0.0)}, 0.7)
    {'a': tensor(0.7000)}
    """
    return {
        name: torch.lerp(before[name], value, share) if name in before and value.is_floating_point() else value
        for name, value in taught.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True, help="what training wrote: decayed.pt")
    parser.add_argument("--before", type=Path, required=True, help="the exported model that it went on from")
    parser.add_argument("--share", type=float, default=0.7, help="of the taught weights")
    parser.add_argument("--out", type=Path, required=True, help="a checkpoint that research.training.export reads")
    args = parser.parse_args()
    state = torch.load(args.checkpoint, weights_only=True)
    state["network"] = average(state["network"], load_network(args.before).state_dict(), args.share)
    del state["optimizer"]
    torch.save(state, args.out)


if __name__ == "__main__":
    main()
