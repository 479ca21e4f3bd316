"""Tells whether a finished file is what its edition says: loudness, length, chapters, transcript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.errors import Problem
from narration.publishing import finished
from narration.publishing.checking.form import form, length, tags
from narration.publishing.checking.level import clipping, loudness, noise, peak
from narration.publishing.checking.rows import File, Row
from narration.publishing.checking.silences import chapters, ends, pauses, silence
from narration.publishing.checking.speech import drift, speech, transcript
from narration.publishing.measuring import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_RULES: tuple[Callable[[File], Iterator[Row]], ...] = (
    *(form, length, tags),
    *(loudness, peak, clipping, noise),
    *(silence, pauses, ends, chapters),
    *(transcript, drift, speech),
)
"""Each measures something, in the order of the table."""


@dataclass(frozen=True)
class Findings:
    """What was measured of a finished file."""

    path: Path
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    """What could not be checked, and why."""

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What breaks a limit; none if the file may go out."""
        return tuple(Problem(f"{self.path}: {row.fault}") for row in self.rows if row.fault)


def check(path: Path) -> Findings:
    """Measure the MP3 at *path* against the manifest and the transcript beside it, where they are.

    Raises:
        EditionError: it is no MP3.
        EngineError: ffmpeg is missing, or finds no sound in it.
    """
    # here, because mutagen takes longer to import than ``narrate --help`` may last
    from narration.publishing import id3  # noqa: PLC0415

    frames = finished.frames(path)
    title, chapters = id3.contents(path)
    beside = path.with_suffix(".vtt")
    file = File(
        path=path,
        frames=frames,
        sound=measure(path, frames.channels),
        title=title,
        chapters=tuple(finished.Chapter(c.title, c.start, c.end) for c in chapters),
        manifest=finished.manifest(path.with_suffix(".json")),
        transcript=finished.transcript(beside) if beside.is_file() else None,
    )
    return Findings(path, tuple(row for rule in _RULES for row in rule(file)), tuple(_remarks(file)))


def _remarks(file: File) -> Iterator[str]:
    if file.manifest is None:
        yield f"there is no manifest {file.path.with_suffix('.json').name} beside it: usual limits"
    if file.transcript is None:
        yield f"there is no transcript {file.path.with_suffix('.vtt').name} beside it"
