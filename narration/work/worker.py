"""One process that does tasks, seen from ours."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from threading import Event, Thread
from typing import IO, TYPE_CHECKING, Any

from narration.work.executor import WorkError

if TYPE_CHECKING:
    from pathlib import Path

_LEAN = {"MALLOC_ARENA_MAX": "1"}
"""Has the C library of Linux keep one heap for all threads of a process: a quarter less memory."""

GRACE = 1.0
"""Seconds after its limit in which a process may end itself before we end it: it knows where it hangs."""

START = 20.0
"""Seconds in which a process starts, on a machine that is busy with other things."""

LOOK = 0.1
"""Seconds between looks at whether a process has been stopped (SIGSTOP): it cannot end itself."""


class Worker:
    """A process; does one task after the other."""

    def __init__(self, folder: Path) -> None:
        """Start it in *folder*, by which it understands relative paths.

        Raises:
            WorkError: that cannot be done, for now.
        """
        self._fresh = True
        """Whether it may still be starting."""
        self._why = ""
        """Why we have ended it in the middle of a task."""
        self._ended = False
        try:
            self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
            self._process = _started(self._complaints, folder)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise WorkError(f"cannot start a process: {reason}") from error
        self._told = 0
        """How much it had complained before its task."""
        assert self._process.stdin
        assert self._process.stdout
        self._inbox: IO[bytes] = self._process.stdin
        self._outbox: IO[bytes] = self._process.stdout

    def prepare(self, modules: tuple[str, ...]) -> None:
        """Have it import *modules*, and wait until it has.

        Raises:
            WorkError: it is not there any more.
        """
        self._answer(None, modules, START)

    def do(self, maker: str, task: Any, limit: float) -> tuple[Any, bool]:
        """Return the result of *task*, and whether the process is spent.

        Raises:
            WorkError: the process crashed, was stopped, or took more than *limit* seconds.
            NarrateError: whatever the task raised.
        """
        result, error, spent = self._answer(maker, task, limit)
        if error:
            raise error
        return result, spent

    def _answer(self, maker: str | None, task: Any, limit: float) -> tuple[Any, Exception | None, bool]:
        """Return what it answers; without a *maker*, *task* is what it is to import."""
        self._told = os.fstat(self._complaints.fileno()).st_size
        over = Event()
        end = time.monotonic() + limit + (START if self._fresh else GRACE)
        Thread(target=self._watch, args=(over, end, limit), daemon=True).start()
        try:
            pickle.dump((maker, task, limit), self._inbox)
            self._inbox.flush()
            answer: tuple[Any, Exception | None, bool] = pickle.load(self._outbox)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as lost:
            over.set()
            raise WorkError(self._epitaph(limit)) from lost
        finally:
            over.set()
        self._fresh = False
        return answer

    def kill(self) -> None:
        """End the process now, with all that it has started: they hold nothing that could be lost."""
        if self._ended:
            return
        if sys.platform != "win32":
            with suppress(OSError):  # it has started nothing that is still there
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()

    def end(self) -> None:
        """Kill the process, and give back what it took."""
        self.kill()
        self._process.wait()
        self._ended = True
        for file in (self._inbox, self._outbox, self._complaints):
            with suppress(OSError):  # a part of a task that it did not take any more
                file.close()

    def _watch(self, over: Event, end: float, limit: float) -> None:
        """End the process if its task is not over in time, or never will be."""
        while not over.wait(LOOK):
            if self._stopped():
                self._why = "the process was stopped"
            elif time.monotonic() > end:
                self._why = _late(limit)
            else:
                continue
            self.kill()
            return

    def _stopped(self) -> bool:
        """Say whether somebody has stopped the process; where that cannot be told, it is late some day."""
        if not hasattr(os, "waitid"):
            return False
        with suppress(ChildProcessError):  # it has ended
            look = os.WSTOPPED | os.WNOHANG | os.WNOWAIT
            return os.waitid(os.P_PID, self._process.pid, look) is not None
        return False

    def _epitaph(self, limit: float) -> str:
        """Say how the process ended."""
        with suppress(subprocess.TimeoutExpired):  # it has closed its output, but is still there
            self._process.wait(timeout=1)
        self.kill()
        code = self._process.wait()
        self._ended = True
        self._complaints.seek(self._told)
        complaints = self._complaints.read().decode(errors="replace").strip()
        if self._why:
            return self._why
        if "Timeout (" in complaints:
            return _late(limit)
        name = next((s.name for s in signal.Signals if s == -code), f"code {code}")
        last = complaints.splitlines()[-1:]
        return ": ".join([f"the process crashed ({name})", *last])


def _late(limit: float) -> str:
    return f"took more than {limit:g} s"


def _started(complaints: IO[bytes], folder: Path) -> subprocess.Popen[bytes]:
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; "
        f"from narration.work.serving import serve; serve({os.getpid()})"
    )
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            cwd=folder,
            env={**os.environ, **_LEAN},
            start_new_session=True,  # so that what it starts ends with it, and Ctrl-C is for us alone
        )
    except OSError:
        complaints.close()
        raise
