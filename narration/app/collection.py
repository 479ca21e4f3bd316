"""What collection a command line asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.app import places
from narration.errors import Problem, UsageError
from narration.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from narration.model import Job


@dataclass(frozen=True, slots=True)
class Wanted:
    """A collection that somebody asks for."""

    name: str
    out: Path
    """The folder in which its own goes."""
    jobs: Sequence[Job]
    """Its articles, in order."""

    @property
    def slug(self) -> str:
        """What its folder is called."""
        return slug(self.name)

    @property
    def folder(self) -> Path:
        """Where its files go."""
        return self.out / self.slug


def wanted(name: str, out: Path, jobs: Sequence[Job], *, watch: bool, newer: bool) -> Wanted:
    """Return the collection of *jobs* that is to be called *name*.

    It is made of all its articles as they are now: with neither ``--watch`` nor ``--newer``.

    Raises:
        UsageError: it has no name, it cannot be made that way, or an edition would lie in its folder.
    """
    for other, given in (("--watch", watch), ("--newer", newer)):
        if given:
            raise UsageError(Problem(f"expected --collection without {other}", hint=f"leave {other} out"))
    if not name.strip():
        raise UsageError(Problem("expected a name for --collection, got none"))
    made = Wanted(" ".join(name.split()), out, jobs)
    for job in jobs:
        if made.folder in {job.folder, *job.folder.parents}:
            message = f"{job.name} and the collection would both be written to {made.folder}"
            raise UsageError(Problem(message, hint="give the collection another name"))
    places.writable(out)
    return made
