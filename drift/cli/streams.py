"""The process's streams and signals: what a command may take for granted of them."""

from __future__ import annotations

import atexit
import errno
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from io import RawIOBase, TextIOWrapper
from types import FrameType
from typing import Any

INTERRUPTED = 130  # 128 + SIGINT, as shells have it


class Interrupts:
    """From its `watch` on, Ctrl-C raises KeyboardInterrupt and is remembered; a second one ends the process at once.

    It is remembered because some libraries make another exception of it.

    The handler stays until the process ends, so that an interrupt shows no traceback as the interpreter shuts down. A
    process that was started with interrupts ignored goes on ignoring them.
    """

    def __init__(self) -> None:
        self.seen = False

    def watch(self) -> None:
        """Handle interrupts in this process, if this is its main thread."""
        if threading.current_thread() is not threading.main_thread():
            return
        former = signal.getsignal(signal.SIGINT)
        if former is signal.default_int_handler or isinstance(getattr(former, "__self__", None), Interrupts):
            signal.signal(signal.SIGINT, self._interrupt)
            # Before it ends, the interpreter gives handled signals back to the system, which would kill a process that is done.
            atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.seen:
            os._exit(INTERRUPTED)
        self.seen = True
        sys.unraisablehook = lambda _: None
        raise KeyboardInterrupt


class _Closed(RawIOBase):
    """Standard output that was closed before the program began: what is written to it fails."""

    def writable(self) -> bool:
        return True

    def write(self, _: Any) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare() -> None:
    """Make standard output and error usable: UTF-8 where a program reads it, never an error over a character."""
    if sys.stdout is None:
        sys.stdout = TextIOWrapper(_Closed(), encoding="utf-8", write_through=True)  # type: ignore[type-var]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    logging.basicConfig(format="drift: %(message)s", level=logging.WARNING)


def message(text: str) -> None:
    """A line on stderr, if there is one."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"drift: {text}", file=sys.stderr)


def silence_stdout() -> None:
    """Let nothing more be written to standard output, not even as the interpreter ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
