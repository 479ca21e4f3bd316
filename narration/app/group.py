"""The group of commands: the one place that catches errors."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from narration import __version__
from narration.app import console
from narration.errors import ExitCode, NarrateError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "build": "Make the audio edition of each article.",
    "script": "Show who says what in an article, and why.",
    "cast": "Show who has which voice, or write it into voices.toml.",
    "voices": "List the voices that are installed, or say a sample.",
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

    Nothing leaves this machine.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, and leave with the exit code that `ExitCode` tells."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Everything a person can put right arrives here as a `NarrateError`; anything
    else is a bug of ours and keeps its traceback.
    """
    # a terminal of another encoding shows what it can rather than failing at a curly quote
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
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
    except BrokenPipeError:
        # the reader of our output has gone (``narrate script a.txt | head``): nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    return code if isinstance(code, int) else ExitCode.DONE
