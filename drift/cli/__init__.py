"""The `drift` command: thin commands over library calls. Data goes to files or stdout, messages to stderr.

A new command is one file here, or a function in a file that fits, and a line of `COMMANDS`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from drift.cli.streams import INTERRUPTED, Interrupts, message, prepare, silence_stdout
from drift.types import DriftError

if TYPE_CHECKING:
    import typer

COMMANDS = ("analyze", "score", "align", "compare", "systems", "retranslate", "export", "manage")

BAD_INPUT = 2
BROKEN_PIPE = 141  # 128 + SIGPIPE


def main() -> None:
    """Run the command and exit: 0 done, 2 bad usage or bad input, said in one sentence on stderr, 3 `--fail-on`.

    130 after Ctrl-C, 141 where the reader of standard output has gone.
    """
    interrupts = Interrupts()
    try:
        interrupts.watch()
        code = _run()
    except BaseException as error:
        if not interrupts.seen and not isinstance(error, KeyboardInterrupt):
            raise
        code = INTERRUPTED  # whatever a library made of the interrupt
    if code:
        sys.exit(code)


def application() -> typer.Typer:
    """The application with its commands registered, in the order of its help."""
    from drift.cli.app import app

    for name in COMMANDS:
        import_module(f"drift.cli.{name}")
    return app


def _run() -> int:
    prepare()
    try:
        code = application()(standalone_mode=False)
        sys.stdout.flush()
        return code or 0
    except (BrokenPipeError, SystemExit):  # SystemExit is what typer and rich make of a broken pipe
        silence_stdout()
        return BROKEN_PIPE
    except DriftError as error:
        message(str(error))
        return BAD_INPUT
    except OSError as error:
        if error.filename is not None:
            message(f"{error.filename}: {error.strerror}; check the path.")
        else:  # an error without a file is that of a stream
            silence_stdout()
            message(f"standard output cannot be written ({error.strerror}); name a file with -o, or free some room.")
        return BAD_INPUT
    except Exception as error:
        # typer's errors of usage have no public base class.
        if not hasattr(error, "format_message"):
            raise
        context = getattr(error, "ctx", None)
        more = f" `{context.command_path} --help` shows the options." if context else ""
        if error.format_message():  # nothing where the help has been shown for want of a command
            message(error.format_message() + more)
        return BAD_INPUT
