"""One process that does tasks, seen from ours."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from threading import Timer
from typing import IO, Any

from narration.work.executor import WorkError

_LEAN = {"MALLOC_ARENA_MAX": "1"}
"""Has the C library of Linux keep one heap for all threads of a process: a quarter less memory."""

GRACE = 1.0
"""Seconds after its limit in which a process may end itself before we end it: one that is stopped cannot."""


class Worker:
    """A process; does one task after the other."""

    def __init__(self, limit: float) -> None:
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            f"from narration.work.serving import serve; serve({limit!r}, {os.getpid()})"
        )
        self._limit = limit
        self._late = False
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env={**os.environ, **_LEAN},
        )
        assert self._process.stdin
        assert self._process.stdout
        self._inbox: IO[bytes] = self._process.stdin
        self._outbox: IO[bytes] = self._process.stdout

    def prepare(self, modules: tuple[str, ...]) -> None:
        """Have it import *modules*; does not wait until it has.

        Raises:
            WorkError: it is not there any more.
        """
        try:
            pickle.dump((None, modules), self._inbox)
            self._inbox.flush()
        except (OSError, ValueError) as lost:
            raise WorkError(self._epitaph()) from lost

    def do(self, maker: str, task: Any) -> tuple[Any, bool]:
        """Return the result of *task*, and whether the process is spent.

        Raises:
            WorkError: the process crashed, or took too long.
            NarrateError: whatever the task raised.
        """
        watch = Timer(self._limit + GRACE, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            pickle.dump((maker, task), self._inbox)
            self._inbox.flush()
            result, error, spent = pickle.load(self._outbox)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as lost:
            raise WorkError(self._epitaph()) from lost
        finally:
            watch.cancel()
        if error:
            raise error
        return result, spent

    def kill(self) -> None:
        """End the process now: it holds nothing that could be lost."""
        self._process.kill()

    def end(self) -> None:
        """Kill the process, and give back what it took."""
        self.kill()
        self._process.wait()
        for file in (self._inbox, self._outbox, self._complaints):
            with suppress(OSError):  # a part of a task that it did not take any more
                file.close()

    def _give_up(self) -> None:
        self._late = True
        self.kill()

    def _epitaph(self) -> str:
        """Say how the process ended."""
        with suppress(subprocess.TimeoutExpired):  # it has closed its output, but is still there
            self._process.wait(timeout=1)
        self.kill()
        code = self._process.wait()
        self._complaints.seek(0)
        complaints = self._complaints.read().decode(errors="replace").strip()
        if self._late or "Timeout (" in complaints:
            return f"took more than {self._limit:g} s"
        name = next((s.name for s in signal.Signals if s == -code), f"code {code}")
        last = complaints.splitlines()[-1:]
        return ": ".join([f"the process crashed ({name})", *last])
