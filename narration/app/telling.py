"""Says what happens in a run: of each article all at once, in the order of the command line."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from narration.app import console, report
from narration.app.summary import Row, Run, State
from narration.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.app.making import Made, Style
    from narration.model import Event, Job, Tell

SHOWN = 10
"""Articles that were not made, by name; of more, how many."""


class Telling:
    """What is said of one run; one thread calls it."""

    def __init__(self, jobs: Sequence[Job], style: Style, draw: Tell) -> None:
        self.style = style
        self._jobs, self._draw = jobs, draw
        self._start = time.monotonic()
        self._rows: dict[int, Row] = {}
        self._waiting: dict[int, Made] = {}
        self._notes: defaultdict[int, list[str]] = defaultdict(list)
        self._next = 0
        self._errors: dict[str, str] = {}
        """What has been said that is wrong, and of which article first."""

    def event(self, number: int, event: Event) -> None:
        """Take what happens in the build of an article."""
        named = replace(event, article=self._jobs[number].label)
        if self.style.as_json:
            click.echo(report.event_json(named))
            return
        self._draw(named)
        if self.style.quiet:
            return
        if event.kind == "waiting":
            console.say(f"{named.article}: another build of this article is running; waiting for it to end")
        elif event.kind == "warning":
            self._note(number, f"{named.article}: {event.facts['message']}")
        elif event.kind == "spoken" and self.style.explain:
            self._note(number, report.explanation(named))

    def done(self, number: int, made: Made) -> None:
        """Take what came of an article; say it when all before it is said."""
        self._rows[number] = made.row
        named = replace(made.event, article=self._jobs[number].label)
        if self.style.as_json:
            click.echo(report.event_json(named))
        else:
            self._draw(named)
        self._waiting[number] = made
        while self._next in self._waiting:
            self._say(self._next, self._waiting.pop(self._next))
            self._next += 1
            for line in self._notes.pop(self._next, ()):
                console.say(line)

    def rest(self) -> None:
        """Say what came of articles after one that was not made."""
        for number in sorted(self._waiting):
            self._say(number, self._waiting.pop(number))

    def run(self) -> Run:
        """Return what came of the run so far."""
        rows = [
            self._rows.get(number) or Row(job.label, job.name, State.NOT_MADE)
            for number, job in enumerate(self._jobs)
        ]
        return Run(rows, time.monotonic() - self._start)

    @property
    def codes(self) -> list[int]:
        """The exit code that each article would have given."""
        return [row.exit or int(ExitCode.DONE) for row in self._rows.values()]

    def interrupted(self) -> None:
        """Say what is done and what is not."""
        self.rest()
        left = [job.label for number, job in enumerate(self._jobs) if number not in self._rows]
        if left and len(self._jobs) > 1:
            more = f" and {len(left) - SHOWN} others" if len(left) > SHOWN else ""
            done = f"{len(self._rows)} of {len(self._jobs)} articles are done"
            console.say(f"{done}; not made: {', '.join(left[:SHOWN])}{more}")

    def _note(self, number: int, line: str) -> None:
        if number == self._next:
            console.say(line)
        else:
            self._notes[number].append(line)

    def _say(self, number: int, made: Made) -> None:
        for line in self._notes.pop(number, ()):
            console.say(line)
        if made.bug:
            console.say(f"{made.row.article}: a bug in narrate\n{made.bug}")
        if made.error:
            first = self._errors.setdefault(str(made.error), made.row.article)
            if first == made.row.article:
                console.problems(made.error)
            else:
                console.say(f"{made.row.article}: failed for the same reason as {first}")
        for line in made.lines:
            console.say(line)
        if made.row.file and not self.style.as_json:
            click.echo(made.row.file)
