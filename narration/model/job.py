"""What a person asks for on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """One article, and where its edition goes."""

    name: str
    """As the user wrote it, or ``<stdin>``."""
    slug: str
    folder: Path
    path: Path | None = None
    """None for standard input."""
    data: bytes | None = None
    """What came from standard input."""
    voices: Path | None = None
    """The voices.toml that counts for it; None for voices by rule alone."""
    people: Path | None = None
    """The people.toml that counts for it, if there is one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line says for all articles."""

    speed: float | None = None
    """Overrides ``[edition] speed``."""
    strict: bool = False
    encoding: str | None = None
    substitute: bool = False
    """Whether a voice that is not on this machine is replaced, which is said."""
