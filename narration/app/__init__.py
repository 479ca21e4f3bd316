"""The command ``narrate``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; what it needs is loaded here, where an interruption can be answered."""
    try:
        from narration.app.group import main as run  # noqa: PLC0415

        run()
    except KeyboardInterrupt:  # while something was loaded: nothing had begun
        sys.stderr.write("interrupted; earlier editions are untouched\n")
        sys.exit(130)  # `ExitCode.INTERRUPTED`, without loading it


__all__ = ["main"]
