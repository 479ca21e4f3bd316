"""Builds again whatever is saved, until it is told to stop."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from narration import sheets
from narration.app import building, console, studios
from narration.errors import ExitCode, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from narration.app.building import Bar, Order
    from narration.model import Job
    from narration.studio import Studio

    Look: TypeAlias = Callable[[], tuple[Order, Sequence[Path]]]
    """Returns what the command line asks for now, and every folder in which there may be more."""

_Stamp: TypeAlias = "tuple[tuple[str, int, int], ...]"
"""Every file that belongs to an article, with its time and size; what is not there is left out."""

SETTLED = 100
"""Milliseconds without a change after which what was saved is taken to be whole."""

PATIENCE = 2000
"""Milliseconds after which it is built although changes go on."""


def watch(look: Look, studio: Studio, bar: Bar, *, newer: bool = False) -> int:
    """Build what *look* returns, and then whatever of it changes, until Ctrl-C.

    What has changed is found out by looking at all files that belong to an
    article; that something has changed somewhere is only the reason to look.

    Args:
        look: raises a `NarrateError` where nothing can be built; only the first one is raised.
        studio: where editions are made.
        bar: shows how far it is.
        newer: whether to begin with what is newer than its edition.

    Returns:
        0: Ctrl-C between two builds ends this well.  In the middle of one it is raised.

    Raises:
        UsageError: there is nothing that watches files.
    """
    listener, seen = _Listener(), _Seen(newer=newer)
    order, folders = look()
    listener.listen(_watched(order.jobs, folders))
    while True:
        with console.told():
            order, folders = look()
            if listener.listen(_watched(order.jobs, folders)):
                continue  # what has changed in a folder before it was listened to
            if due := seen.due(order.jobs):
                building.run(replace(order, jobs=due), studio, bar)
                _say(order, f"watching {console.number(len(order.jobs))}; Ctrl-C ends it")
        try:
            listener.wait()
        except KeyboardInterrupt:
            _say(order, "stopped watching")
            return ExitCode.DONE


def _say(order: Order, line: str) -> None:
    if not order.style.quiet and not order.style.as_json:
        console.say(line)


class _Seen:
    """The files of each article as they were when it was built."""

    def __init__(self, *, newer: bool) -> None:
        self._newer = newer
        self._stamps: dict[Path, _Stamp] = {}
        self._sources: dict[Path, str] = {}

    def due(self, jobs: Sequence[Job]) -> list[Job]:
        """Return those of *jobs* that are not as they were; say which are no longer there."""
        lexicons = {voices: sheets.named_files(voices) for voices in {job.voices for job in jobs} if voices}
        stamps = {job.folder: _stamp(job, lexicons) for job in jobs}
        due = [job for job in jobs if self._stamps.get(job.folder) != stamps[job.folder]]
        for folder in self._stamps.keys() - stamps.keys():
            console.say(f"{self._sources[folder]} is gone; its edition stays in {folder}")
        if self._newer and not self._stamps:
            due = list(filter(studios.outdated, due))
        self._stamps, self._sources = stamps, {job.folder: job.name for job in jobs}
        return due


def _stamp(job: Job, lexicons: Mapping[Path, Sequence[Path]]) -> _Stamp:
    """Return how the files are that *job* is made from."""
    own = (job.path, job.corrections, job.voices, job.people)
    found = []
    for path in (*own, *(lexicons[job.voices] if job.voices else ())):
        with suppress(OSError):
            if path:
                status = path.stat()
                found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


def _watched(jobs: Iterable[Job], folders: Iterable[Path]) -> list[str]:
    """Return every folder in which something may change that belongs to *jobs*."""
    found = {Path(), *folders}  # a voices.toml may come into this one
    for job in jobs:
        found.update(path.parent for path in (job.path, job.voices, job.people) if path)
    for voices in {job.voices for job in jobs if job.voices}:
        found.update(path.parent for path in sheets.named_files(voices))
    return sorted({str(path.resolve()) for path in found if path.is_dir()})


class _Listener:
    """Tells when something changes in some folders."""

    def __init__(self) -> None:
        try:
            import watchfiles  # noqa: PLC0415 - an extra, and only asked for here
        except ImportError as error:
            hint = 'pip install "narrate[watch]"'
            raise UsageError(
                Problem("expected the package watchfiles for --watch, got none", hint=hint)
            ) from error
        self._watch = watchfiles.watch
        self._folders: list[str] = []
        self._changes: Iterator[object] = iter(())

    def listen(self, folders: list[str]) -> bool:
        """Listen to *folders* from now on; return whether these are others than before."""
        if folders == self._folders:
            return False
        self._folders = folders
        self._changes = self._watch(
            *folders,
            watch_filter=None,
            debounce=PATIENCE,
            step=SETTLED,
            rust_timeout=SETTLED,
            yield_on_timeout=True,
            recursive=False,
        )
        try:
            next(self._changes)  # only now it listens; what happened in this moment will be looked at
        except OSError as error:
            hint = "set WATCHFILES_FORCE_POLLING=1, which looks at the files itself"
            message = f"cannot watch {len(folders)} folders: {(error.strerror or str(error)).lower()}"
            raise UsageError(Problem(message, hint=hint)) from error
        return True

    def wait(self) -> None:
        """Return when something has changed, and then nothing more for a moment."""
        while not next(self._changes):
            pass
