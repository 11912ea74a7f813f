"""Files that travel inside the package: the only way in which rules and the aligner read any."""

from __future__ import annotations

import gzip
from importlib.resources import files


def resource(package: str, *path: str) -> str:
    """The text of a packaged file, UTF-8; one that ends in .gz is unpacked.

    Args:
        package: The package that it lies in, such as `drift.alignment`.
        path: Folders and name of the file in that package.
    """
    content = files(package).joinpath(*path).read_bytes()
    return (gzip.decompress(content) if path[-1].endswith(".gz") else content).decode("utf-8")
