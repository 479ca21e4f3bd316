"""Does tasks in processes on this machine, which are kept until the pool is closed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Self

from narration.errors import NarrateError
from narration.work.executor import Done, WorkError
from narration.work.shelf import Order, Shelf
from narration.work.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from narration.work.executor import Executor

LIMIT = 60.0
"""Seconds that a task which does not tell may take before its process is taken for hung."""

PATIENCE = 0.1
"""Seconds in which processes that are there may do what waits, before another one is started, which takes as
long to be of use."""

ATTEMPTS = 3
"""How often a task is tried before it counts as failed."""


class Pool:
    """Does tasks in processes that share nothing with us, and that end when we do, however we end.

    A task that raises, crashes or takes too long is tried `ATTEMPTS` times,
    each time after the first in a fresh process.
    """

    def __init__(self, jobs: int = 1, limit: float = LIMIT) -> None:
        """Make a pool; no process is started before there is something to do.

        Args:
            jobs: how many processes there are at most, one at least.
            limit: seconds that a task may take which does not tell.
        """
        self._jobs = max(jobs, 1)
        self._limit = limit
        # for good: to reach its data, espeak-ng is called from another folder
        self._folder = Path.cwd()
        self._shelf = Shelf()
        self._desks: list[_Desk] = []
        self._modules: tuple[str, ...] = ()
        """What each process imports before it does anything."""
        self._open = True

    @property
    def jobs(self) -> int:
        """How many tasks are done at once."""
        return self._jobs

    def __enter__(self) -> Self:
        """Return the pool; leaving it ends all processes, whatever they are doing."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self, *modules: str, number: int | None = None) -> None:
        """Start processes now and have them import *modules*: see `Executor.warm`.

        One processor is left to this process, which has something to do meanwhile: the last of them is
        started when the first is ready.
        """
        number = min(number or self._jobs, self._jobs)
        with self._shelf.changed:
            self._modules = modules
            now = min(number, max(1, self._jobs - 1))
            self._prepare(0, now)
            if now < number:
                self._desks[0].then = lambda: self._follow(now, number)

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Done, None, None]:
        """Yield each task with its result, or with what went wrong, as they get done: see `Executor.do`."""
        return self._do(maker, tasks, apart, 0)

    def ranked(self, rank: int, share: int = 1) -> Executor:
        """Return these processes for tasks that come after those of a lower *rank*: see `Executor.ranked`."""
        return _Ranked(self, rank, share)

    def close(self) -> None:
        """End all processes, whatever they are doing; who waits for a result gets a `WorkError`."""
        with self._shelf.changed:
            self._open = False
            desks, self._desks = self._desks, []
            for desk in desks:
                desk.leave()
            self._shelf.clear()
            self._shelf.changed.notify_all()
        for desk in desks:
            desk.join()

    def _do(self, maker: str, tasks: Sequence[Any], apart: str, rank: int) -> Generator[Done, None, None]:
        results: SimpleQueue[Done] = SimpleQueue()
        with self._shelf.changed:
            self._shelf.put((Order(maker, task, apart, results) for task in tasks), rank)
            if self._open:
                self._hire(min(self._jobs, len(self._shelf)))
                self._shelf.changed.notify_all()
            else:
                self._shelf.clear()
        try:
            for _ in tasks:
                yield _next(results)
        finally:
            with self._shelf.changed:
                self._shelf.drop(results)

    def _follow(self, first: int, number: int) -> None:
        with self._shelf.changed:
            if self._open:
                self._prepare(first, number)

    def _prepare(self, first: int, number: int) -> None:
        """Have desks start their processes before there is something to do; the caller holds the lock."""
        self._hire(number)
        for desk in self._desks[first:number]:
            desk.prepare(self._modules)
        self._shelf.changed.notify_all()

    def _hire(self, number: int) -> None:
        """See to it that there are *number* desks at least; the caller holds the lock."""
        while len(self._desks) < number:
            desk = _Desk(self._shelf, self._limit, self._folder, self._modules, first=not self._desks)
            self._desks.append(desk)
            desk.start()


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A pool, for tasks of one rank."""

    pool: Pool
    rank: int
    share: int

    @property
    def jobs(self) -> int:
        return max(1, self.pool.jobs // self.share)

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Done, None, None]:
        return self.pool._do(maker, tasks, apart, self.rank)  # noqa: SLF001 (one of us)

    def ranked(self, rank: int, share: int = 1) -> Executor:
        return _Ranked(self.pool, rank, share)

    def warm(self, *modules: str, number: int | None = None) -> None:
        self.pool.warm(*modules, number=number)

    def close(self) -> None:
        self.pool.close()


def _next(results: SimpleQueue[Done]) -> Done:
    """Return what gets done next; wakes now and then, for Windows lets Ctrl-C through between waits only."""
    while True:
        with suppress(Empty):
            return results.get(timeout=0.1)


class _Desk(Thread):
    """Hands one task after the other to a process, and replaces the process when it fails."""

    def __init__(
        self, shelf: Shelf, limit: float, folder: Path, modules: tuple[str, ...], *, first: bool
    ) -> None:
        super().__init__(daemon=True)
        self._first = first
        """Whether nobody else was there before."""
        self._shelf, self._limit, self._folder = shelf, limit, folder
        self._worker: Worker | None = None
        self._apart = ""
        """Whose tasks the process has done: no others share it."""
        self._modules = modules
        """What a process is to import before it takes a task."""
        self._due = False
        """Whether it is to do so before there is one."""
        self.then: Callable[[], None] | None = None
        """Is called once, when it has."""
        self._open = True
        self._lock = Lock()
        """Held to start a process, so that none is started after `leave`."""

    def run(self) -> None:
        """Work until the pool is closed."""
        while order := self._order():
            try:
                result = self._tried(order)
            except Exception as error:  # noqa: BLE001 - for the thread that waits to see
                order.results.put((order.task, None, error))
            else:
                order.results.put((order.task, result, None))
        self._dismiss()

    def prepare(self, modules: tuple[str, ...]) -> None:
        """Start a process before there is anything to do; the caller holds the shelf's lock."""
        self._modules, self._due = modules, True

    def leave(self) -> None:
        """End the process, whatever it is doing, and then the thread; the caller holds the shelf's lock."""
        self._open = False
        with self._lock:
            if self._worker:
                self._worker.kill()

    def _order(self) -> Order | None:
        """Return what is to be done next, or None when the pool is closed.

        A process is ready before it is given a task: until then, others may do it.
        """
        shelf, tried = self._shelf, False
        while True:
            with shelf.changed:
                shelf.changed.wait_for(lambda: len(shelf) or self._due or not self._open)
                if not self._open:
                    return None
                if not self._due and (self._worker or tried):
                    return shelf.take(self._apart)
                if not self._due and not self._first and self._others_do_it():
                    continue
                self._due, tried = False, True
            try:
                self._hired().prepare(self._modules)
            except WorkError:  # what is wrong with it shows, and is said, when it has something to do
                self._dismiss()
            if self.then:
                then, self.then = self.then, None
                then()

    def _others_do_it(self) -> bool:
        """Wait, and say whether nothing is left to be done; the caller holds the lock, which others get."""
        changed = self._shelf.changed
        changed.wait_for(lambda: self._due or not self._open or not len(self._shelf), PATIENCE)
        return not len(self._shelf)

    def _tried(self, order: Order) -> Any:
        for _ in range(ATTEMPTS - 1):
            with suppress(NarrateError, WorkError):
                return self._once(order)
        return self._once(order)

    def _once(self, order: Order) -> Any:
        if self._apart and order.apart not in {"", self._apart}:
            self._dismiss()
        worker = self._hired()
        self._apart = order.apart or self._apart
        spent = True
        try:
            limit = getattr(order.task, "limit", None) or self._limit
            result, spent = worker.do(order.maker, order.task, limit)
        finally:
            if spent:
                self._dismiss()
        return result

    def _hired(self) -> Worker:
        with self._lock:
            if not self._open:
                raise WorkError("stopped")
            self._worker = self._worker or Worker(self._folder)
            return self._worker

    def _dismiss(self) -> None:
        with self._lock:
            worker, self._worker, self._apart = self._worker, None, ""
        if worker:
            worker.end()
