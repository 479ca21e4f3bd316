"""Does tasks in processes of their own, several at a time.

What is to be done is named by an import path, and tasks and results are pickled: an executor that
sends them to other machines fits in the same place.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, TypeAlias

from narration.errors import NarrateError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

Done: TypeAlias = tuple[Any, Any, Exception | None]
"""A task, its result, and why it has none."""

LIMIT = 60.0
"""Seconds a task may take before its process is taken for hung; a clip takes a hundredth of one."""


class WorkError(Exception):
    """A task did not come to its end, not even in a second, fresh process; says why."""


def do(maker: str, tasks: Sequence[Any], jobs: int, limit: float = LIMIT) -> Generator[Done, None, None]:
    """Yield each task with its result, or with what went wrong, as they get done.

    The processes are spawned, so that they share nothing with us, and end when
    we do, however we end.  A task that raises, crashes or takes too long is
    done once more, in a fresh process.  Close the iterator if you leave it early.

    Args:
        maker: import path (``package.module:name``) of what each process calls
            once, without arguments, to get the function that does its tasks.
            If that function has an attribute ``spent`` that is true after a
            task, its process does no other.
        tasks: are begun in this order.
        jobs: how many are done at once, one at least.
        limit: seconds that one task may take.

    Yields:
        (task, result, error): the error is None, or the `NarrateError` that the
        second attempt raised, or a `WorkError` that says how else it failed.
    """
    todo: SimpleQueue[Any] = SimpleQueue()
    for task in tasks:
        todo.put(task)
    done: SimpleQueue[Done] = SimpleQueue()
    desks = [_Desk(maker, limit, todo, done) for _ in range(min(max(jobs, 1), len(tasks)))]
    try:
        for desk in desks:
            desk.start()
        for _ in tasks:
            yield _next(done)
    finally:
        for desk in desks:
            desk.close()


def _next(done: SimpleQueue[Done]) -> Done:
    """Return what gets done next; wakes now and then, for Windows lets Ctrl-C through between waits only."""
    while True:
        with suppress(Empty):
            return done.get(timeout=0.1)


class _Desk(Thread):
    """Hands one task after the other to a process, and replaces the process when it fails."""

    def __init__(self, maker: str, limit: float, todo: SimpleQueue[Any], done: SimpleQueue[Done]) -> None:
        super().__init__(daemon=True)
        self._maker, self._limit, self._todo, self._done = maker, limit, todo, done
        self._worker: _Worker | None = None
        self._open = True
        self._lock = Lock()
        """Held to start a process, so that none is started after `close`."""

    def run(self) -> None:
        """Work until there is nothing left to do."""
        with suppress(Empty):
            while self._open:
                task = self._todo.get_nowait()
                try:
                    self._done.put((task, self._twice(task), None))
                except Exception as error:  # noqa: BLE001 - for the thread that waits to see
                    self._done.put((task, None, error))
        self._dismiss()

    def close(self) -> None:
        """End the process, whatever it is doing, and the thread."""
        self._open = False
        with self._lock:
            if self._worker:
                self._worker.kill()
        if self.is_alive():
            self.join()

    def _twice(self, task: Any) -> Any:
        try:
            return self._once(task)
        except (NarrateError, WorkError):
            return self._once(task)

    def _once(self, task: Any) -> Any:
        with self._lock:
            if not self._open:
                raise WorkError("stopped")
            worker = self._worker = self._worker or _Worker(self._maker, self._limit)
        spent = True
        try:
            result, spent = worker.do(task)
        finally:
            if spent:
                self._dismiss()
        return result

    def _dismiss(self) -> None:
        with self._lock:
            worker, self._worker = self._worker, None
        if worker:
            worker.end()


class _Worker:
    """One process, seen from ours."""

    def __init__(self, maker: str, limit: float) -> None:
        program = (
            f"import sys; sys.path[:] = {sys.path!r}; "
            f"from narration.work import serve; serve({maker!r}, {limit!r}, {os.getpid()})"
        )
        self._limit = limit
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
        )
        assert self._process.stdin
        assert self._process.stdout
        self._inbox, self._outbox = self._process.stdin, self._process.stdout

    def do(self, task: Any) -> tuple[Any, bool]:
        """Return the result of *task*, and whether the process is spent."""
        try:
            pickle.dump(task, self._inbox)
            self._inbox.flush()
            result, error, spent = pickle.load(self._outbox)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as lost:
            raise WorkError(self._epitaph()) from lost
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

    def _epitaph(self) -> str:
        """Say how the process ended."""
        with suppress(subprocess.TimeoutExpired):  # it has closed its output, but is still there
            self._process.wait(timeout=1)
        self.kill()
        code = self._process.wait()
        self._complaints.seek(0)
        complaints = self._complaints.read().decode(errors="replace").strip()
        if "Timeout (" in complaints:
            return f"took more than {self._limit:g} s"
        name = next((s.name for s in signal.Signals if s == -code), f"code {code}")
        last = complaints.splitlines()[-1:]
        return ": ".join([f"the process crashed ({name})", *last])


def serve(maker: str, limit: float, parent: int) -> None:
    """Do tasks from standard input until it ends: what a worker process runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us
    _end_with(parent)
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between our results
    function: Callable[[Any], Any] | None = None
    while True:
        try:
            task = pickle.load(inbox)
        except EOFError:
            return
        # a thread of C that needs nothing of Python: ends us even if a library hangs, even without a parent
        faulthandler.dump_traceback_later(limit, exit=True)
        result: Any = None
        error: Exception | None = None
        try:
            function = function or _made(maker)
            result = function(task)
        except NarrateError as known:
            error = known
        except Exception as unknown:  # noqa: BLE001 - the wall: whatever a library raises becomes words
            error = WorkError(f"{type(unknown).__name__}: {unknown}")
        faulthandler.cancel_dump_traceback_later()
        pickle.dump((result, error, getattr(function, "spent", False)), outbox)
        outbox.flush()


def _made(maker: str) -> Callable[[Any], Any]:
    module, _, name = maker.partition(":")
    function: Callable[[Any], Any] = getattr(import_module(module), name)()
    return function


def _end_with(parent: int) -> None:
    """Have Linux kill this process when its parent dies.

    Everywhere else, and anyway, it ends at the end of its input; this only matters in the middle of a task.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - nobody else needs it

        set_parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
        ctypes.CDLL(None).prctl(set_parent_death_signal, int(signal.SIGKILL))
        if os.getppid() != parent:
            raise SystemExit
