"""What a check of a finished file looks at, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.model import Delivery

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from narration.publishing.finished import Chapter, Frames, Manifest, Spoken
    from narration.publishing.measuring import Sound

LISTED = 3
"""Places that a fault names; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured."""

    name: str
    measured: str
    limit: str
    fault: str = ""
    """What is wrong, in one line; empty if nothing is."""


@dataclass(frozen=True)
class File:
    """A finished file and what lies beside it."""

    path: Path
    frames: Frames
    sound: Sound
    title: str
    chapters: tuple[Chapter, ...]
    manifest: Manifest | None
    transcript: tuple[Spoken, ...] | None

    @property
    def delivery(self) -> Delivery:
        """What the file must keep to."""
        return self.manifest.delivery if self.manifest else Delivery()

    @property
    def cues(self) -> tuple[Spoken, ...]:
        """What is said when: what the transcript says, for that is what people see."""
        return self.transcript or (self.manifest.passages if self.manifest else ())


def listed(what: str, faults: Sequence[str]) -> str:
    """Return *faults* as one, the first few of them by name; nothing if there are none."""
    more = len(faults) - LISTED
    told = [*faults[:LISTED], *([f"{more} more"] if more > 0 else [])]
    return f"{what}: {', '.join(told)}" if faults else ""


def many(number: int, what: str) -> str:
    """Return *what*, counted."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def short(text: str) -> str:
    """Return the beginning of *text*."""
    return text if len(text) <= 40 else text[:39] + "…"


def clock(ms: int) -> str:
    """Return a time as minutes and seconds."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02}.{ms % 1000 // 100}"
