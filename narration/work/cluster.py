"""Does tasks on a cluster of Dask: the only module that knows distributed."""

from __future__ import annotations

import logging
import pickle
import time
import uuid
from collections import deque
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from queue import Empty, SimpleQueue
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from distributed import Client, KilledWorker, LocalCluster
from distributed.client import ClosedClientError
from distributed.security import Security

from narration.errors import ClusterError, Problem
from narration.work import member
from narration.work.costs import Costs
from narration.work.executor import Done, WorkError
from narration.work.roster import Alike, Roster, nobody

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator, Iterator, Mapping, Sequence

    from distributed import Future

    from narration.work.executor import Executor
    from narration.work.member import Answers

LOCAL = "local:"
"""What the address of a cluster of our own begins with; the number of its workers follows."""

REACHED = 10.0
"""Seconds in which a scheduler must answer."""

WAIT = 60.0
"""Seconds in which there must be a worker."""

PATIENCE = 10.0
"""Seconds beyond what is expected after which a group is given to another worker as well."""

LOSSES = 3
"""How often a group is given out again after Dask has given it up; Dask does after four workers were lost."""

AHEAD = 2
"""Groups in the hands of the scheduler for each task that the cluster does at once: nobody waits for us."""

LOGGERS = ("distributed", "distributed.client")
"""What writes to standard error: the second has a level of its own (Dask's configuration, ``logging``)."""

_TICK = 0.1
"""Seconds between two looks at whether somebody is late; Windows lets Ctrl-C through between waits only."""


@dataclass(slots=True)
class _Group:
    """Tasks that travel together."""

    tasks: list[Any]
    futures: list[Future[Answers]] = field(default_factory=list)
    """One, or more if the first is late."""
    sent: float = 0.0
    """When the last of them was."""
    losses: int = 0


class Cluster:
    """Does tasks in groups on the workers of a Dask scheduler; each of them has a process for each thread.

    What is lost with a worker is done again by another, until all is done.
    """

    def __init__(  # noqa: PLR0913 -- each of the last four has a default
        self,
        address: str,
        alike: Alike,
        *,
        home: Mapping[str, Executor] = MappingProxyType({}),
        tell: Callable[[Problem], None] = lambda _: None,
        wait: float = WAIT,
        patience: float = PATIENCE,
    ) -> None:
        """Describe a cluster; entering it connects.

        Args:
            address: of its scheduler (``tcp://host:8786``), the JSON file that a scheduler has written, or
                ``local:N`` for one with N workers on this machine, which ends with us.
            alike: what must be the same on all machines.
            home: who does, on this machine, the tasks of some makers: those that need its files.
            tell: gets why a worker that comes later cannot take part.
            wait: seconds in which there must be a worker.
            patience: seconds beyond what is expected before a group is given to a second worker.
        """
        self._address, self._alike, self._home, self._tell = address, alike, home, tell
        self._wait, self._patience = wait, patience
        self._stack = ExitStack()
        self._costs = Costs()
        self._open = True
        self._client: Client
        self._roster: Roster

    @property
    def jobs(self) -> int:
        """How many tasks are done at once, at this moment."""
        return max(sum(self._roster.threads.values()), 1)

    def __enter__(self) -> Self:
        """Connect, and check that every worker fits.

        Raises:
            ClusterError: the scheduler cannot be reached, there is no worker, or one does not fit.
            OutputError: the store cannot be written.
        """
        # what it has to say of lost workers and broken connections is said by us, where it matters
        for logger in LOGGERS:
            logging.getLogger(logger).setLevel(logging.CRITICAL)
        with ExitStack() as stack:
            self._client = self._connected(stack)
            self._roster = Roster(self._client, self._alike, self._tell)
            stack.callback(self._roster.close)
            self._roster.open(self._wait)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster; what has not begun is never done; who waits gets a `WorkError`."""
        self._open = False
        for pool in self._home.values():
            pool.close()
        self._stack.close()

    def warm(self, *modules: str, number: int | None = None) -> None:
        """Have the processes of all workers import *modules*, without waiting until they have."""
        self._client.run(member.warm, modules, workers=list(self._roster.threads), wait=False)
        for pool in self._home.values():
            pool.warm(*modules, number=number)

    def ranked(self, rank: int, share: int = 1) -> Executor:
        """Return this cluster for tasks that come after those of a lower *rank*: see `Executor.ranked`."""
        return _Ranked(self, rank, share)

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Done, None, None]:
        """Yield each task with its result, or with what went wrong, as they get done: see `Executor.do`.

        Raises:
            ClusterError: the scheduler is gone, or all workers are.
        """
        return self.do_ranked(maker, tasks, apart, 0)

    def do_ranked(
        self, maker: str, tasks: Sequence[Any], apart: str, rank: int
    ) -> Generator[Done, None, None]:
        """Do as `do`, after all tasks of a lower *rank*."""
        if maker in self._home:
            yield from self._home[maker].ranked(rank).do(maker, tasks, apart)
            return
        run = _Run(self._client, self._roster, self._costs, maker, apart, rank)
        waiting = deque(tasks)
        try:
            while (waiting or run.out) and self._open:
                while waiting and len(run.out) < AHEAD * self.jobs:
                    size = self._costs.group(maker, len(waiting), self.jobs)
                    run.give([waiting.popleft() for _ in range(size)])
                if arrival := run.arrival():
                    yield from run.results(*arrival)
                else:
                    self._check()
                    run.hurry(self._patience)
        except ClosedClientError as gone:
            if self._open:
                raise self._lost() from gone
        else:
            if self._open:
                return
        finally:
            run.close()
        for task in (*run.tasks(), *waiting):
            yield task, None, WorkError("stopped")

    def _check(self) -> None:
        """Raise an error if there is nobody left to do anything."""
        if self._open and self._client.status not in {"running", "connecting"}:
            raise self._lost()
        if self._open and not self._roster.threads and time.monotonic() - self._roster.since > self._wait:
            raise ClusterError(nobody(self._wait))

    def _lost(self) -> ClusterError:
        message = f"lost the scheduler {self._address}"
        return ClusterError(Problem(message, hint="build again: what was made is in the store"))

    def _connected(self, stack: ExitStack) -> Client:
        address: str | None = self._address
        options: dict[str, Any] = {}
        if self._address.startswith(LOCAL):
            local = stack.enter_context(_local(int(self._address.removeprefix(LOCAL))))
            address, options = local.scheduler_address, {"security": local.security}
        elif self._address.startswith("tls://"):
            if not Security().get_connection_args("client").get("ssl_context"):
                message = f"cannot reach the scheduler {self._address}: expected certificates, got none"
                hint = "name ca-file, client.cert, client.key in distributed.comm.tls of Dask's configuration"
                raise ClusterError(Problem(message, hint=hint))
        elif self._address.endswith(".json"):
            address, options = None, {"scheduler_file": self._address}
        try:
            client = Client(address, timeout=REACHED, set_as_default=False, name="narrate", **options)
        except (OSError, ValueError, RuntimeError) as error:
            message = f"cannot reach the scheduler {self._address}: {error}"
            hint = "start one (dask scheduler), and name it as it names itself: tcp://HOST:8786"
            raise ClusterError(Problem(message, hint=hint)) from error
        return stack.enter_context(_ended(client))


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A cluster, for tasks of one rank."""

    cluster: Cluster
    rank: int
    share: int

    @property
    def jobs(self) -> int:
        return max(1, self.cluster.jobs // self.share)

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Done, None, None]:
        return self.cluster.do_ranked(maker, tasks, apart, self.rank)

    def ranked(self, rank: int, share: int = 1) -> Executor:
        return _Ranked(self.cluster, rank, share)

    def warm(self, *modules: str, number: int | None = None) -> None:
        self.cluster.warm(*modules, number=number)

    def close(self) -> None:
        self.cluster.close()


class _Run:
    """One list of tasks on its way."""

    def __init__(  # noqa: PLR0913, PLR0917 -- all that its tasks have in common
        self, client: Client, roster: Roster, costs: Costs, maker: str, apart: str, rank: int
    ) -> None:
        self._client, self._roster, self._costs = client, roster, costs
        self._maker, self._apart, self._rank = maker, apart, rank
        self._numbers = count()
        self._arrivals: SimpleQueue[tuple[int, Answers | BaseException]] = SimpleQueue()
        self.out: dict[int, _Group] = {}
        """What has been given out, and has not come back."""

    def give(self, tasks: list[Any]) -> None:
        """Give *tasks* to the scheduler, as one group."""
        self._give([tasks], losses=0)

    def arrival(self) -> tuple[int, Answers | BaseException] | None:
        """Return what has come back, and of which group; None if nothing has."""
        with suppress(Empty):
            return self._arrivals.get(timeout=_TICK)
        return None

    def results(self, number: int, answers: Answers | BaseException) -> Generator[Done, None, None]:
        """Yield what has come of the tasks of a group; give it out again if it was lost."""
        group = self.out.pop(number, None)
        if group is None:  # the other worker that had it was quicker
            return
        if not isinstance(answers, BaseException):
            seconds, results = answers
            self._costs.learn(self._maker, len(group.tasks), seconds)
            self._cancel(group.futures[:-1])
            yield from ((task, *result) for task, result in zip(group.tasks, results, strict=True))
        elif group.losses < LOSSES:
            # one by one: it may be one of them that ends whoever does it
            self._give([[task] for task in group.tasks], group.losses + 1)
        else:
            for task in group.tasks:
                yield task, None, WorkError(f"was lost with every worker that had it: {_words(answers)}")

    def tasks(self) -> list[Any]:
        """Return the tasks that have not come back."""
        return [task for group in self.out.values() for task in group.tasks]

    def hurry(self, patience: float) -> None:
        """Give what is late by more than *patience* seconds to another worker as well."""
        now = time.monotonic()
        for number, group in self.out.items():
            due = self._costs.expected(self._maker, len(group.tasks)) * AHEAD + patience * len(group.futures)
            if now - group.sent > due:
                keys = {future.key for future in group.futures}
                having = {address for address, its in self._client.processing().items() if keys & set(its)}
                if others := self._roster.threads.keys() - having:
                    self._send(number, sorted(others))

    def close(self) -> None:
        """Have nothing done any more that has not begun."""
        self._cancel([future for group in self.out.values() for future in group.futures])

    def _give(self, groups: list[list[Any]], losses: int) -> None:
        given = {next(self._numbers): _Group(tasks, losses=losses) for tasks in groups}
        self.out |= given  # all of them before one is sent, which fails when the scheduler is gone
        for number in given:
            self._send(number, None)

    def _send(self, number: int, workers: list[str] | None) -> None:
        group = self.out[number]
        future = self._client.submit(
            member.do,
            pickle.dumps(group.tasks),
            self._maker,
            self._apart,
            key=f"{self._maker.rpartition(':')[2].lower()}-{uuid.uuid4().hex}",
            resources={self._roster.resource: 1},
            workers=workers,
            priority=-self._rank,
            pure=False,
        )
        group.sent = time.monotonic()
        group.futures.append(future)
        fetch = partial(self._fetch, number, future)
        future.add_done_callback(lambda _: self._later(fetch))

    def _later(self, fetch: Callable[[], Awaitable[None]]) -> None:
        """Have *fetch* done by the thread that talks with the scheduler."""
        if loop := self._client.loop:
            loop.add_callback(fetch)

    async def _fetch(self, number: int, future: Future[Answers]) -> None:
        answers: Answers | BaseException
        try:
            [answers] = await self._client.gather([future], asynchronous=True)
        except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever it is: the group is lost
            answers = error
        self._arrivals.put((number, answers))

    def _cancel(self, futures: list[Future[Answers]]) -> None:
        if futures and self._client.status == "running":
            with suppress(Exception):  # the scheduler is gone, and all that it had
                self._client.cancel(futures, force=True)


def _words(error: BaseException) -> str:
    if isinstance(error, KilledWorker):
        return "the workers died"
    return f"{type(error).__name__}: {error}"


@contextmanager
def _ended(client: Client) -> Iterator[Client]:
    """Yield *client*; do not wait long for the others' goodbye."""
    try:
        yield client
    finally:
        client.close(timeout=2)


def _local(workers: int) -> LocalCluster:
    """Start a cluster on this machine; nobody else on it can have it do something."""
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        memory_limit=0,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
        protocol="tls://",
        security=Security.temporary(),
    )
