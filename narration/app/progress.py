"""Shows how far a run is."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.app.console import say
from narration.model import ignore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Event, Tell

EVERY = 10.0
"""Seconds between two progress lines where there is no terminal: a log, a screen reader's buffer."""

_STEPS = {"spoken": "speaking", "mixed": "mixing"}


def plain(wanted: bool) -> bool:  # noqa: FBT001 (the value of a flag)
    """Return whether progress is told in plain lines: asked for, or no terminal that can redraw a line."""
    return (
        wanted
        or os.environ.get("NARRATE_PLAIN", "") not in {"", "0"}
        or os.environ.get("TERM") == "dumb"
        or not sys.stderr.isatty()
    )


@contextmanager
def shown(articles: int, *, plainly: bool, silent: bool = False) -> Iterator[Tell]:
    """Show how far a run of so many *articles* is: a line that is redrawn, or a line every 10 s."""
    if silent:
        yield ignore
        return
    steps = _Steps(articles)
    if plainly:
        yield _Lines(steps).tell
        return
    # rich takes 50 ms to load: only where there is a bar to draw
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    # standard output is not the bar's: it may be a file, in which nobody wants our paths to be missing
    stdout = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=stdout) as bar:
        task = bar.add_task("", total=None, visible=False)

        def tell(event: Event) -> None:
            if step := steps.after(event):
                words, done, total = step.words, step.done, step.total
                bar.update(task, description=words, completed=done, total=total, visible=done < total)

        yield tell


@dataclass(frozen=True, slots=True)
class _Step:
    words: str
    done: int
    total: int


class _Steps:
    """How far it is: of one article in clips and stretches, of many in articles."""

    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._done = self._failed = 0

    def after(self, event: Event) -> _Step | None:
        """Return how far it is after *event*, if that tells."""
        step = _step(event)
        if self._articles == 1:
            return step
        ended = event.kind in {"finished", "failed"}
        self._done += ended
        self._failed += event.kind == "failed"
        if not ended and not step:
            return None
        what = f"{step.words} {step.done} of {step.total}" if step else f"{event.article}: {event.kind}"
        failed = f" ({self._failed} failed)" if self._failed else ""
        return _Step(f"{what}; articles{failed}", self._done, self._articles)


class _Lines:
    """Progress as lines, at most one every `EVERY` seconds."""

    def __init__(self, steps: _Steps) -> None:
        self._steps = steps
        self._last = time.monotonic()

    def tell(self, event: Event) -> None:
        step = self._steps.after(event)
        now = time.monotonic()
        if step and now - self._last >= EVERY:
            self._last = now
            say(f"{step.words} {step.done} of {step.total}")


def _step(event: Event) -> _Step | None:
    """Return what is being done, how much of it is done and how much there is, if *event* tells."""
    done, total = event.facts.get("done"), event.facts.get("total")
    if event.kind in _STEPS and isinstance(done, int) and isinstance(total, int):
        return _Step(f"{event.article}: {_STEPS[event.kind]}", done, total)
    return None
