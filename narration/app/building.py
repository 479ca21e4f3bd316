"""Makes editions one after the other, and tells what comes of it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from narration import pipeline
from narration.app import console, report
from narration.errors import ExitCode, NarrateError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narration.model import Event, Job, Settings, Tell
    from narration.studio import Studio


def run(jobs: Iterable[Job], settings: Settings, studio: Studio, telling: Telling) -> int:
    """Make the edition of each of *jobs*; return the worst exit code."""
    return max((_one(job, settings, studio, telling) for job in jobs), default=ExitCode.DONE)


@dataclass
class Telling:
    """What is said of the builds of one run, and how."""

    draw: Tell
    explain: bool = False
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    events: list[Event] = field(default_factory=list)

    def __call__(self, event: Event) -> None:
        """Take one event of a build."""
        self.events.append(event)
        if self.as_json:
            click.echo(report.event_json(event))
            return
        self.draw(event)
        if self.quiet:
            return
        if event.kind == "waiting":
            console.say(f"{event.article}: another build of this article is running; waiting for it to end")
        elif event.kind == "warning":
            console.say(f"{event.article}: {event.facts['message']}")
        elif event.kind == "spoken" and self.explain:
            console.say(report.explanation(event))

    def finished(self, outcome: pipeline.Outcome, seconds: float) -> None:
        """Report one edition."""
        path = outcome.job.folder / f"{outcome.job.slug}.mp3"
        if self.as_json:
            click.echo(report.event_json(report.published(outcome, self.events, seconds)))
            return
        if not self.quiet:
            for line in report.lines(outcome, self.events, seconds, verbose=self.verbose):
                console.say(line)
        click.echo(str(path))

    def failed(self, job: Job, error: NarrateError) -> None:
        """Report one article that could not be made."""
        if self.as_json:
            click.echo(report.event_json(report.failed(job, error)))
        console.problems(error)


def _one(job: Job, settings: Settings, studio: Studio, telling: Telling) -> int:
    """Build one article; another's failure does not stop it."""
    start = time.monotonic()
    telling.events.clear()
    try:
        outcome = pipeline.build(job, settings, studio, telling)
    except NarrateError as error:
        telling.failed(job, error)
        return error.exit_code
    telling.finished(outcome, time.monotonic() - start)
    return ExitCode.DONE
