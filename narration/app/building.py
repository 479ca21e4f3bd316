"""Makes the editions of a run, and tells what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import click

from narration import pipeline
from narration.app import collecting, console, making, sticking
from narration.app.crew import Crew
from narration.app.report import event_json
from narration.app.telling import Telling
from narration.errors import ExitCode
from narration.model import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from narration.app.making import Style
    from narration.app.newspaper import Stick, Wanted
    from narration.app.summary import Run
    from narration.model import Job, Settings, Tell
    from narration.studio import Studio

    Bar: TypeAlias = Callable[[int], AbstractContextManager[Tell]]
    """Shows how far a run of so many articles is."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a command line asks for."""

    jobs: Sequence[Job]
    settings: Settings
    style: Style
    report: Path | None = None
    """Where the report for machines goes."""
    up_to_date: int = 0
    """Articles that are left alone because they are not newer than their editions."""
    passed: Mapping[str, str] = field(default_factory=dict)
    """What was passed over in folders, and why."""
    collection: Wanted | None = None
    """The collection that the articles are to be, too."""
    stick: Stick | None = None
    """Where numbered files are to be copied."""


def run(order: Order, studio: Studio, bar: Bar) -> int:
    """Make the edition of each article while *bar* shows how far it is; return the worst exit code."""
    with bar(len(order.jobs)) as draw:
        codes = _made(order, studio, draw)
    if order.collection:
        failed = sum(code != ExitCode.DONE for code in codes)
        codes.append(collecting.collect(order.collection, order.settings, studio, order.style, failed))
    if order.stick and not any(codes):
        codes.append(sticking.copy(order.stick, order.style))
    return max(codes, default=int(ExitCode.DONE))


def _made(order: Order, studio: Studio, draw: Tell) -> list[int]:
    """Make all editions; return the exit code that each would have given."""
    telling = Telling(order.jobs, order.style, draw)
    try:
        if len(order.jobs) == 1:
            _alone(order, studio, telling)
        else:
            Crew(order.jobs, order.settings, studio).work(telling)
    except (KeyboardInterrupt, SystemExit):
        telling.interrupted()
        if order.report:
            _run(order, telling).write(order.report)
        raise
    _close(order, telling)
    return telling.codes


def _alone(order: Order, studio: Studio, telling: Telling) -> None:
    """Make the edition of one article in this thread, where nobody competes with it for Python."""
    (job,) = order.jobs

    def build(tell: Tell) -> pipeline.Outcome:
        return pipeline.build(job, order.settings, studio, tell)

    telling.done(0, making.make(job, order.style, lambda event: telling.event(0, event), build))


def _close(order: Order, telling: Telling) -> None:
    run = _run(order, telling)
    if order.report:
        run.write(order.report)
    if len(order.jobs) + order.up_to_date == 1 and order.jobs:
        return
    if order.style.as_json:
        click.echo(event_json(Event("total", facts=run.totals())))
    elif not order.style.quiet:
        for line in run.lines():
            console.say(line)


def _run(order: Order, telling: Telling) -> Run:
    run = telling.run()
    run.up_to_date, run.passed = order.up_to_date, order.passed
    return run
