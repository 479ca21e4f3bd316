"""What people read on the terminal: problems, progress."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from narration.model import ignore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narration.errors import NarrateError, Problem
    from narration.model import Event, Tell

EVERY = 10.0
"""Seconds between two progress lines where there is no terminal: a log, a screen reader's buffer."""


def say(line: str = "") -> None:
    """Write one line of report."""
    click.echo(line, err=True)


def problems(error: NarrateError) -> None:
    """Write every problem of *error*."""
    for problem in error.problems:
        show(problem)


def show(problem: Problem, prefix: str = "") -> None:
    """Write one problem: place and message, the line, a caret, the hint."""
    for number, line in enumerate(problem.lines()):
        say(line if number else prefix + line)


def notes(problems: Iterable[Problem]) -> None:
    """Write remarks; a hint that several share is given once, after the last of them."""
    shown = list(problems)
    last = {problem.hint: number for number, problem in enumerate(shown)}
    for number, problem in enumerate(shown):
        show(problem if last[problem.hint] == number else replace(problem, hint=None), "note: ")


def plain(wanted: bool) -> bool:  # noqa: FBT001 (the value of a flag)
    """Return whether progress is told in plain lines: asked for, or no terminal that can redraw a line."""
    return (
        wanted
        or os.environ.get("NARRATE_PLAIN", "") not in {"", "0"}
        or os.environ.get("TERM") == "dumb"
        or not sys.stderr.isatty()
    )


@contextmanager
def progress(*, plainly: bool, silent: bool = False) -> Iterator[Tell]:
    """Show how far a build is: one line that is redrawn on a terminal, else at most a line every 10 s."""
    if silent:
        yield ignore
        return
    if plainly:
        yield _Lines().tell
        return
    # rich takes 50 ms to load: only where there is a bar to draw
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)

        def tell(event: Event) -> None:
            step = _step(event)
            if step:
                words, done, total = step
                description = f"{event.article}: {words}"
                bar.update(task, description=description, completed=done, total=total, visible=done < total)

        yield tell


class _Lines:
    """Progress as lines, at most one every `EVERY` seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def tell(self, event: Event) -> None:
        step = _step(event)
        now = time.monotonic()
        if step and now - self._last >= EVERY:
            self._last = now
            words, done, total = step
            say(f"{event.article}: {words} {done} of {total}")


_STEPS = {"spoken": "speaking", "mixed": "mixing"}


def _step(event: Event) -> tuple[str, int, int] | None:
    """Return what is being done, how much of it is done and how much there is, if *event* tells."""
    done, total = event.facts.get("done"), event.facts.get("total")
    if event.kind in _STEPS and isinstance(done, int) and isinstance(total, int):
        return _STEPS[event.kind], done, total
    return None
