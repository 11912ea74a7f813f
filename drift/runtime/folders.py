"""The user's cache folder, and the models in it that are made at first use."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path


def cache_folder() -> Path:
    """Where this program keeps what it can make again: $DRIFT_CACHE_DIR, else the user's cache folder."""
    import platformdirs  # a few ms that only who asks for the folder should pay

    return Path(os.environ.get("DRIFT_CACHE_DIR") or platformdirs.user_cache_path("drift"))


def build_once(name: str, build: Callable[[Path], None]) -> Path:
    """The cache's folder `name`, filled by `build` if it is not there yet.

    It is built beside its place and renamed into it, so that of two runs that build at once each sees a whole folder.
    Where the cache cannot be written, the folder lasts as long as the process.

    Args:
        name: The folder's name in the cache; another name is another model.
        build: Fills the empty folder that it is given. What it raises is raised, and its folder removed.
    """
    home = _models_home()
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


def built_folders() -> list[Path]:
    """The folders that `build_once` filled and the cache still holds, sorted."""
    home = _models_home()
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []


def _models_home() -> Path:
    return cache_folder() / "encoders"
