"""Makes one edition, and works out what is to be said of it."""

from __future__ import annotations

import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration import pipeline
from narration.app import report
from narration.app.summary import Row, State
from narration.errors import ExitCode, NarrateError
from narration.model import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from narration.model import Job, Tell


@dataclass(frozen=True, slots=True)
class Style:
    """What is said of builds."""

    explain: bool = False
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one article; nothing here grows with its length."""

    row: Row
    event: Event
    """Ends its build for machines."""
    lines: Sequence[str] = ()
    """The report for people."""
    error: NarrateError | None = None
    bug: str = ""
    """The traceback of what should never happen."""


def make(job: Job, style: Style, tell: Tell, build: Callable[[Tell], pipeline.Outcome]) -> Made:
    """Have *build* make the edition of *job*; return what came of it, also if that is an error."""
    start = time.monotonic()
    planned: list[Event] = []

    def told(event: Event) -> None:
        if event.kind == "planned":
            planned.append(event)
        tell(event)

    try:
        outcome = build(told)
    except NarrateError as error:
        return _failed(job, error, time.monotonic() - start)
    seconds = time.monotonic() - start
    event = report.published(outcome, planned, seconds)
    lines: list[str] = []
    if not style.quiet and not style.as_json:
        lines = list(report.lines(outcome, planned, seconds, verbose=style.verbose))
    return Made(_row(outcome, event), event if style.as_json else Event(event.kind, event.article), lines)


def broken(job: Job, bug: Exception) -> Made:
    """Return what is to be said of an article whose build ended in a way that it never should."""
    row = Row(job.label, job.name, State.FAILED, ExitCode.BUG, problems=({"message": repr(bug)},))
    event = Event("failed", job.slug, {"exit": int(ExitCode.BUG), "problems": list(row.problems)})
    return Made(row, event, bug="".join(traceback.format_exception(bug)).rstrip())


def _failed(job: Job, error: NarrateError, seconds: float) -> Made:
    problems = tuple(map(report.problem_json, error.problems))
    row = Row(
        job.label,
        job.name,
        State.FAILED,
        int(error.exit_code),
        seconds=round(seconds, 3),
        problems=problems,
    )
    return Made(row, report.failed(job, error), error=error)


def _row(outcome: pipeline.Outcome, event: Event) -> Row:
    facts, job = event.facts, outcome.job
    numbers = {name: facts[name] for name in ("duration", "spoken", "reused", "seconds")}
    return Row(
        job.label,
        job.name,
        State.UNCHANGED if outcome.unchanged else State.BUILT,
        int(ExitCode.DONE),
        file=str(facts["file"]),
        doubts=len(pipeline.doubts(outcome.reading)),
        **numbers,  # type: ignore[arg-type]
    )
