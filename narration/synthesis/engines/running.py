"""Runs a program that speaks."""

from __future__ import annotations

import subprocess
import tempfile
from typing import IO

from narration.errors import EngineError, Problem

COMPLAINTS = 3
"""Lines at the end of what a program complains of that a person is shown."""


def output(command: list[str], text: str, limit: float) -> bytes:
    """Return what *command* writes when it reads *text*, which it has *limit* seconds for.

    Files and not pipes: what a program leaves running cannot hold us up after its time.

    Raises:
        EngineError: it cannot be run, fails, or takes too long.
    """
    name = command[0]
    with (
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as heard,
        tempfile.TemporaryFile() as told,
    ):
        said.write(text.encode(errors="replace"))
        said.seek(0)
        try:
            done = subprocess.run(command, stdin=said, stdout=heard, stderr=told, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            raise EngineError(Problem(f"{name} took more than {limit:g} s{_last(told)}")) from None
        except OSError as error:
            raise EngineError(Problem(f"{name} cannot be run: {error.strerror}")) from error
        if done.returncode:
            raise EngineError(Problem(f"{name} ended with code {done.returncode}{_last(told)}"))
        heard.seek(0)
        return heard.read()


def _last(told: IO[bytes]) -> str:
    """Return the end of what a program complained of, to be put behind a message."""
    told.seek(0)
    lines = told.read().decode(errors="replace").strip().splitlines()
    return "".join(f": {line.strip()}" for line in lines[-COMPLAINTS:])
