"""The command ``narrate``."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line; what it needs is loaded here, where an interruption can be answered."""
    try:
        from narration.app.group import main as run  # noqa: PLC0415

        run()
    except KeyboardInterrupt:  # while something was loaded: nothing had begun
        sys.stderr.write("interrupted; earlier editions are untouched\n")
        sys.exit(130)  # `ExitCode.INTERRUPTED`, without loading it
    finally:
        gc.freeze()  # or else the interpreter looks for garbage in all of us before it ends, for 30 ms


__all__ = ["main"]
