"""Reads articles in processes of their own: many at once, while this one hands out work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration import pipeline
from narration.errors import NarrateError
from narration.work import known

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import Job, Settings
    from narration.synthesis import EngineSpec
    from narration.work import Executor

READER = "narration.app.reading:Reader"

LIMIT = 600.0
"""Seconds; the largest article there can be takes 40."""


@dataclass(frozen=True, slots=True)
class ToRead:
    """What a process needs to know to read an article."""

    job: Job
    settings: Settings
    run: str
    """Of one run the engines are looked at once."""
    limit: float = LIMIT


class Reader:
    """Reads what it is given; keeps the engines of a run."""

    def __init__(self) -> None:
        self._run = ""
        self._engines: dict[Path | None, dict[str, EngineSpec]] = {}

    def __call__(self, task: ToRead) -> pipeline.Reading | NarrateError:
        """Return what is decided of an article, or what is wrong with it: that, too, is a result."""
        if task.run != self._run:
            self._run, self._engines = task.run, {}
        voices = task.job.voices
        try:
            if voices not in self._engines:
                self._engines[voices] = pipeline.configured(voices)
            return pipeline.read(task.job, task.settings, self._engines[voices])
        except NarrateError as error:
            return error


def read(job: Job, settings: Settings, run: str, work: Executor) -> pipeline.Reading:
    """Return what is decided of an article, read in another process.

    Raises:
        NarrateError: the article, or what belongs to it, is wrong.
    """
    [(_, result, error)] = work.do(READER, [ToRead(job, settings, run)])
    if error:
        raise known(error, f"read {job.name}")
    if isinstance(result, NarrateError):
        raise result
    assert isinstance(result, pipeline.Reading)
    return result
