"""Runs a program that speaks."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from contextlib import suppress
from typing import IO

from narration.errors import EngineError, Problem

LARGEST = 100_000_000
"""Bytes that nobody needs for one sentence: a minute takes some 10 MB."""

LOOK = 0.1
"""Seconds between looks at how much a program has written."""

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
            process = subprocess.Popen(command, stdin=said, stdout=heard, stderr=told)
        except OSError as error:
            raise EngineError(Problem(f"{name} cannot be run: {error.strerror}")) from error
        with process:
            if why := _overdone(process, heard, limit):
                process.kill()
                raise EngineError(Problem(f"{name} {why}{_last(told)}"))
        if process.returncode:
            raise EngineError(Problem(f"{name} ended with code {process.returncode}{_last(told)}"))
        heard.seek(0)
        return heard.read()


def _overdone(process: subprocess.Popen[bytes], heard: IO[bytes], limit: float) -> str:
    """Wait for *process*; return what it does too much of, if it does not come to its end."""
    end = time.monotonic() + limit
    while (left := end - time.monotonic()) > 0:
        with suppress(subprocess.TimeoutExpired):
            process.wait(min(left, LOOK))
            return ""
        if os.fstat(heard.fileno()).st_size > LARGEST:
            return f"wrote more than {LARGEST // 1_000_000} MB"
    return f"took more than {limit:g} s"


def _last(told: IO[bytes]) -> str:
    """Return the end of what a program complained of, to be put behind a message."""
    told.seek(0)
    lines = told.read().decode(errors="replace").strip().splitlines()
    return "".join(f": {line.strip()}" for line in lines[-COMPLAINTS:])
