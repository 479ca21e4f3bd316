"""Makes many editions at once: while one is mixed the next is spoken, another read."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import replace
from itertools import count
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeAlias

from narration import pipeline
from narration.app import making, reading
from narration.app.making import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from narration.app.telling import Telling
    from narration.model import Event, Job, Settings, Tell
    from narration.studio import Studio
    from narration.synthesis import EngineSpec

AHEAD = 2
"""Articles in the works beyond one for each process: while their last clips are spoken, others are read."""

GRACE = 5.0
"""Seconds in which, after an interruption, an edition whose sound is there may still take its name."""

_News: TypeAlias = "tuple[int, Event | Made]"


class _Stopped(Exception):  # noqa: N818 (nothing is wrong)
    """Leaves a build that nobody waits for any more."""


class Crew:
    """Threads that each make one edition after the other, in the order of the articles.

    The processes of the studio are theirs together: the task of an earlier
    article goes first, so that articles are finished one by one, and what is
    in the works does not grow with their number.
    """

    def __init__(self, jobs: Sequence[Job], settings: Settings, studio: Studio) -> None:
        self._jobs, self._settings, self._studio = jobs, settings, studio
        self._news: SimpleQueue[_News] = SimpleQueue()
        self._numbers = count()
        self._stopped = False
        self._run = secrets.token_hex(8)
        self._lock = Lock()
        self._engines: dict[Path | None, dict[str, EngineSpec]] = {}

    def work(self, telling: Telling) -> None:
        """Make all editions; *telling* is told of them by the thread that calls this.

        However it is left, no build goes on afterwards, and what had been finished has been told.
        """
        number = min(len(self._jobs), self._studio.work.jobs + AHEAD)
        threads = [Thread(target=self._make_all, args=(telling,), daemon=True) for _ in range(number)]
        try:
            for thread in threads:
                thread.start()
            done = 0
            while done < len(self._jobs):
                with suppress(Empty):  # wakes now and then: Windows lets Ctrl-C through between waits only
                    done += _tell(telling, self._news.get(timeout=0.1))
        except BaseException:
            self._stopped = True
            self._studio.work.close()
            for thread in threads:
                thread.join(GRACE)
            self._tell_finished(telling)
            raise

    def _tell_finished(self, telling: Telling) -> None:
        with suppress(Empty):
            while True:
                number, news = self._news.get_nowait()
                if isinstance(news, Made):
                    telling.done(number, news)

    def _make_all(self, telling: Telling) -> None:
        for number in self._numbers:
            if self._stopped or number >= len(self._jobs):
                return
            job = self._jobs[number]
            try:
                made = making.make(job, telling.style, self._teller(number), self._build(number, job))
            except _Stopped:
                return
            except Exception as bug:  # noqa: BLE001 (said with its traceback; other articles are made)
                made = making.broken(job, bug)
            if self._stopped and made.error:
                return  # because it was stopped
            self._news.put((number, made))

    def _build(self, number: int, job: Job) -> Callable[[Tell], pipeline.Outcome]:
        # while there are others to be made, each is cut into fewer, longer tasks, which cost less
        share = min(len(self._jobs) - number, self._studio.work.jobs)
        studio = replace(self._studio, work=self._studio.work.ranked(number, share))

        def build(tell: Tell) -> pipeline.Outcome:
            found = reading.read(job, self._settings, self._run, studio.work)
            engines = self._configured(job.voices)
            return pipeline.build(job, self._settings, studio, tell, engines=engines, reading=found)

        return build

    def _configured(self, voices: Path | None) -> dict[str, EngineSpec]:
        with self._lock:
            if voices not in self._engines:
                self._engines[voices] = pipeline.configured(voices)
            return self._engines[voices]

    def _teller(self, number: int) -> Tell:
        def tell(event: Event) -> None:
            if self._stopped:
                raise _Stopped
            self._news.put((number, event))

        return tell


def _tell(telling: Telling, news: _News) -> bool:
    """Pass *news* on; return whether an article is done."""
    number, what = news
    if isinstance(what, Made):
        telling.done(number, what)
        return True
    telling.event(number, what)
    return False
