"""What a person asks for on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model.format import Format


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
    below: str = ""
    """The folders between that of all editions and its own, parted by slashes."""

    @property
    def label(self) -> str:
        """What tells it from all others of a run."""
        return f"{self.below}/{self.slug}" if self.below else self.slug

    @property
    def corrections(self) -> Path | None:
        """Where a person's corrections are looked for: ``ARTICLE.script.toml`` beside the article."""
        return self.path.with_suffix(".script.toml") if self.path else None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line says for all articles."""

    speed: float | None = None
    """Overrides ``[edition] speed``."""
    strict: bool = False
    encoding: str | None = None
    substitute: bool = False
    """Whether a voice that is not on this machine is replaced, which is said."""
    formats: tuple[Format, ...] = ()
    """Overrides ``[edition] formats``; empty if it does not."""
