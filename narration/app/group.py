"""The group of commands: the one place that catches errors."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

import click

from narration import __version__
from narration.app import console
from narration.errors import ExitCode, NarrateError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

COMMANDS = {
    "build": "Make the audio edition of each article.",
    "script": "Show who says what in an article, and why.",
    "cast": "Show who has which voice, or write it into voices.toml.",
    "voices": "List the voices that are installed, or let them be heard.",
    "say": "Say a word or a line in somebody's voice.",
    "lexicon": "List what is said otherwise than printed, or write it as PLS.",
    "check": "List words that may be said wrongly, or measure a finished MP3.",
    "cache": "Look after what builds have kept: its size, its limit, damage.",
    "doctor": "Check that everything works on this machine.",
}
"""Each command and its line in the help; the module of that name is loaded only when it runs."""


class Narrate(click.Group):
    """Commands that are loaded when they run, so that ``--help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which people need them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called *cmd_name*."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"narration.app.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Narrate, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="narrate")
def narrate() -> None:
    """Turn articles into audio editions in which you hear who is speaking.

    Nothing leaves this machine, unless you share a cache.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and leave with the exit code that `ExitCode` tells."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # Windows has no SIGHUP
            signal.signal(getattr(signal, name), _end)
    code = run(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done: there is nothing left to interrupt
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Everything a person can put right arrives here as a `NarrateError`; anything
    else is a bug of ours and keeps its traceback.
    """
    _prepare()
    try:
        code = narrate.main(arguments, prog_name="narrate", standalone_mode=False)
    except NarrateError as error:
        console.problems(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted; earlier editions are untouched", err=True)
        return ExitCode.INTERRUPTED
    except OSError as error:
        if not _was_said(error):
            raise
        return _unheard(error)
    return code if isinstance(code, int) else ExitCode.DONE


def _was_said(error: OSError) -> bool:
    """Whether *error* is that words of ours could not be written."""
    return any(frame.f_code is click.echo.__code__ for frame, _ in walk_tb(error.__traceback__))


def _unheard(error: OSError) -> int:
    """Say, if that can be said, that standard output takes no more."""
    reason = (error.strerror or str(error)).lower()
    with suppress(OSError):
        click.echo(f"cannot write to standard output: {reason}", err=True)
    for name in ("stdout", "stderr"):  # lest the interpreter try once more while it ends
        setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (until we end)
    return ExitCode.OUTPUT


def _prepare() -> None:
    """Make up for what the process was started without."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us (``2>&-``)
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (until we end)
        elif hasattr(stream, "reconfigure"):
            # what a terminal of another encoding cannot show is named rather than lost
            stream.reconfigure(errors="backslashreplace")
    # pydub looks for programs while it is imported, and fails where there is no PATH at all
    os.environ.setdefault("PATH", os.defpath)


def _end(number: int, frame: FrameType | None) -> None:
    """Leave as a process that was told to: every block is left in order, nothing half done stays."""
    del frame
    sys.exit(128 + number)
