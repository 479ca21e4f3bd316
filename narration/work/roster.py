"""Knows which workers of a cluster may take part: those on which the same words make the same sound."""

from __future__ import annotations

import asyncio
import hashlib
import json
import pickle
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from narration.errors import ClusterError, Problem
from narration.work import member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from distributed import Client

PERIOD = 1.0
"""Seconds between two looks for workers that have come; longer where there are more than a hundred."""

PATIENCE = 30.0
"""Seconds in which a worker must have said what it is."""


@dataclass(frozen=True, slots=True)
class Alike:
    """What must be the same on every machine."""

    path: str
    """Import path of what returns the facts of the machine on which it is called."""
    argument: Any
    """What it is called with."""
    facts: dict[str, str]
    """Those of this machine."""
    store: member.Shared
    """Must be the same for all."""


@dataclass
class Roster:
    """The workers that take part, kept up to date by a thread."""

    client: Client
    alike: Alike
    tell: Callable[[Problem], None]
    """Gets why a worker that comes later does not take part."""
    threads: dict[str, int] = field(default_factory=dict)
    """How many tasks each of them does at once, by address."""
    unfit: dict[str, Problem] = field(default_factory=dict)
    """Why a worker does not take part, by address."""
    since: float = field(default_factory=time.monotonic)
    """When there was one last."""

    def __post_init__(self) -> None:
        self._token = secrets.token_hex(32)
        facts = json.dumps(self.alike.facts, sort_keys=True) + repr(self.alike.store)
        self.resource = f"narrate-{hashlib.sha256(facts.encode()).hexdigest()[:12]}"
        self._left = Event()
        self._thread = Thread(target=self._watch, name="roster", daemon=True)

    def open(self, wait: float) -> None:
        """Wait until there are workers; then go on looking for more.

        Raises:
            ClusterError: none came within *wait* seconds, or one is unfit.
            OutputError: the store cannot be written.
        """
        self.alike.store.put(member.TOKENS, self._token, self._token.encode())
        end = time.monotonic() + wait
        while not self.threads:
            self.look()
            if self.unfit:
                raise ClusterError(*self.unfit.values())
            if time.monotonic() > end:
                raise ClusterError(nobody(wait))
            time.sleep(0 if self.threads else 0.1)
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._left.set()

    def look(self) -> None:
        """Find out who is there, and ask those who have come whether they fit."""
        # all of them: Dask's releases of 2025 tell of five if not asked
        there = self.client.scheduler_info(n_workers=-1)["workers"]
        new = [
            address
            for address, worker in there.items()
            if self.resource not in worker["resources"] and address not in self.unfit
        ]
        fit = {address: there[address]["nthreads"] for address in there.keys() - {*new, *self.unfit}}
        if new:
            answers = self.client.sync(self._ask, new)
            for address, answer in zip(new, answers, strict=True):
                if answer == []:
                    fit[address] = there[address]["nthreads"]
                elif problem := _problem(address, answer):
                    self.unfit[address] = problem
        self.threads = fit
        if fit:
            self.since = time.monotonic()

    def _watch(self) -> None:
        told: set[str] = set()
        while not self._left.wait(max(PERIOD, len(self.threads) / 100)):
            with suppress(OSError, ValueError):  # the scheduler is away: who waits for results says so
                self.look()
            for address in self.unfit.keys() - told:
                told.add(address)
                self.tell(self.unfit[address])

    async def _ask(self, addresses: Sequence[str]) -> list[list[str] | BaseException]:
        return await asyncio.gather(*map(self._asked, addresses), return_exceptions=True)

    async def _asked(self, address: str) -> list[str]:
        asked = self.client.run(
            member.join,
            *(self.resource, self.alike.facts, self.alike.path, self.alike.argument),
            *(pickle.dumps(self.alike.store), self._token),
            workers=[address],
            asynchronous=True,
        )
        answers: dict[str, list[str]] = await asyncio.wait_for(asked, PATIENCE)
        return answers[address]


def nobody(wait: float) -> Problem:
    """Return the problem that there was no worker for *wait* seconds."""
    message = f"expected a worker of the cluster, got none in {wait:g} s"
    return Problem(message, hint="start some: dask worker SCHEDULER --nthreads 1 --nworkers -1")


def _problem(address: str, answer: list[str] | BaseException) -> Problem | None:
    """Return why the worker does not fit; None if it only did not answer, and is asked again."""
    if isinstance(answer, ImportError):
        hint = "install on every machine what is installed here: the same narrate, with the extra cluster"
        return Problem(f"the worker {address} cannot work for this narrate: {answer}", hint=hint)
    if isinstance(answer, BaseException):
        return None
    hint = "install on every machine what is installed here (python -m pip freeze tells), then start it again"
    if any("store" in difference for difference in answer):
        hint = "name a folder in NARRATE_CACHE that every machine sees, under the same path"
    return Problem(f"the worker {address} would make other sound: {'; '.join(answer)}", hint=hint)
