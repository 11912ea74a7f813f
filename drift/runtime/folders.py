"""Folders of models that are made at first use and kept in the user's cache."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from drift.runtime.vector_cache import cache_folder


def build_once(name: str, build: Callable[[Path], None]) -> Path:
    """The cache's folder `name`, filled by `build` if it is not there yet.

    It is built beside its place and renamed into it, so that of two runs that build at once each sees a whole folder.
    Where the cache cannot be written, the folder lasts as long as the process.
    """
    home = cache_folder() / "encoders"
    folder = home / name
    if folder.is_dir():
        return folder
    try:
        home.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=home))
    except OSError:
        made = folder = Path(tempfile.mkdtemp(prefix=f"{name}-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        build(made)
        if made != folder:
            made.chmod(0o755)
            made.rename(folder)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not folder.is_dir():  # else another run was first, which is as good
            raise
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return folder
