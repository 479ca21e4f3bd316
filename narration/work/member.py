"""What a worker of a cluster does: groups of tasks, in processes of its own."""

from __future__ import annotations

import asyncio
import pickle
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from narration.work.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Sequence

Answers: TypeAlias = tuple[float, list[tuple[Any, Exception | None]]]
"""Seconds that a group has taken; of each task the result, or why it has none."""

TOKENS = "tokens"
"""The store's name for what shows that a worker has the same store."""

TIDY = 10.0
"""Seconds between two looks at whether this machine's folder has grown too large."""

_idle: list[Pool] = []
"""Kept for the life of the worker, one for each of its threads: processes are dear."""

_fronts: dict[Shared, float] = {}
"""Stores whose folder is this machine's own, which nobody else prunes; when each was pruned last."""


class Shared(Protocol):
    """A store that every machine sees."""

    @property
    def shared(self) -> str:
        """URL of what all machines share, if its folder is this machine's own."""
        ...

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what was put there."""
        ...

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep something there."""
        ...

    def prune(self) -> object:
        """Make room in the folder, if there is too much."""
        ...


class Host(Protocol):
    """The part of Dask's worker that we need."""

    @property
    def state(self) -> Any:
        """Its ``nthreads`` is how many tasks it does at once."""
        ...

    async def set_resources(self, **resources: float) -> None:
        """Tell the scheduler what the worker has."""
        ...


def do(tasks: bytes, maker: str, apart: str) -> Answers:
    """Do pickled *tasks* one after the other in one process, as at home."""
    start = time.monotonic()
    try:
        pool = _idle.pop()
    except IndexError:
        pool = Pool(1)
    try:
        results = [(result, error) for _, result, error in pool.do(maker, pickle.loads(tasks), apart)]
    finally:
        _idle.append(pool)
    seconds = time.monotonic() - start
    _tidy()
    return seconds, results


def _tidy() -> None:
    now = time.monotonic()
    for store, before in list(_fronts.items()):
        if now - before > TIDY:
            _fronts[store] = now
            store.prune()


async def warm(modules: Sequence[str], dask_worker: Host) -> None:
    """Start the processes of this worker, and have them import *modules*."""
    _idle.extend(Pool(1) for _ in range(dask_worker.state.nthreads - len(_idle)))
    for pool in _idle:
        pool.warm(*modules)


async def join(  # noqa: PLR0913, PLR0917 -- what is to be the same
    name: str, wanted: dict[str, str], path: str, argument: Any, store: bytes, token: str, dask_worker: Host
) -> list[str]:
    """Offer this worker as one of those called *name*, unless it differs; return in what it does.

    Args:
        name: of the resource that is then said to be there.
        wanted: facts that must be the same here.
        path: import path of what returns those of this machine, when called with *argument*.
        argument: goes with it.
        store: pickled.
        token: is in the store under its own name, if it is the same one.
        dask_worker: given by Dask.
    """
    shared: Shared = pickle.loads(store)
    facts = await asyncio.to_thread(_facts, path, argument)
    differences = [
        f"{fact}: expected {value}, got {facts.get(fact, 'none')}"
        for fact, value in wanted.items()
        if facts.get(fact) != value
    ]
    if not differences and (problem := await asyncio.to_thread(_apart, shared, token)):
        differences = [problem]
    if not differences:
        if shared.shared:
            _fronts.setdefault(shared, time.monotonic())
        await dask_worker.set_resources(**{name: dask_worker.state.nthreads})
    return differences


def _facts(path: str, argument: Any) -> dict[str, str]:
    module, _, name = path.partition(":")
    facts: dict[str, str] = getattr(import_module(module), name)(argument)
    return facts


def _apart(store: Shared, token: str) -> str:
    """Say why *store* cannot be shared with this machine; nothing if it can."""
    try:
        if store.get(TOKENS, token) != token.encode():
            return f"the store is not shared: what was put into it is not in {store} there"
        store.put(TOKENS, token, token.encode())
    except Exception as error:  # noqa: BLE001 - becomes words: whatever it is, the store cannot be used there
        return f"the store cannot be used: {error}"
    return ""
