"""What talking newspaper a command line asks for: a collection, a stick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.app import places
from narration.errors import Problem, UsageError
from narration.model import Format
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


@dataclass(frozen=True, slots=True)
class Stick:
    """Where numbered files are to be copied, and from where."""

    target: Path
    out: Path
    """The folder of all editions."""
    place: Path
    """That of the manifest which lists the files."""
    manifest: str
    """What it is called, without its suffix."""
    folder: str
    """That of the files, from there."""


def wanted(name: str, out: Path, jobs: Sequence[Job], *, watch: bool, newer: bool) -> Wanted:
    """Return the collection of *jobs* that is to be called *name*.

    It is made of all its articles as they are now: with neither ``--watch`` nor ``--newer``.

    Raises:
        UsageError: it has no name, it cannot be made that way, or an edition would lie in its folder.
    """
    _now("--collection", watch=watch, newer=newer)
    if not name.strip():
        raise UsageError(Problem("expected a name for --collection, got none"))
    made = Wanted(" ".join(name.split()), out, jobs)
    for job in jobs:
        if made.folder in {job.folder, *job.folder.parents}:
            message = f"{job.name} and the collection would both be written to {made.folder}"
            raise UsageError(Problem(message, hint="give the collection another name"))
    places.writable(out)
    return made


def stick(  # noqa: PLR0913 -- what it is copied from
    target: Path,
    out: Path,
    jobs: Sequence[Job],
    collection: Wanted | None,
    formats: Sequence[Format],
    *,
    watch: bool,
    newer: bool,
) -> Stick:
    """Return where the *collection*, or else the folder of the only article, is to be copied.

    Raises:
        UsageError: there is nothing of that kind, or no folder at *target*.
    """
    _now("--stick", watch=watch, newer=newer)
    if collection is None and (Format.FOLDER not in formats or len(jobs) != 1):
        message = "expected --collection, or one article and --to folder, with --stick"
        raise UsageError(Problem(message, hint="add --collection NAME"))
    if not target.is_dir():
        hint = "put the stick in, and give the folder that it has then"
        raise UsageError(Problem(f"expected a folder at {target} for --stick, got none", hint=hint))
    places.writable(target)
    if collection:
        return Stick(target, out, out, f".{collection.slug}", collection.slug)
    return Stick(target, out, jobs[0].folder, jobs[0].slug, "folder")


def _now(option: str, *, watch: bool, newer: bool) -> None:
    """Check that what *option* asks for is made of all articles, as they are now."""
    for other, given in (("--watch", watch), ("--newer", newer)):
        if given:
            raise UsageError(Problem(f"expected {option} without {other}", hint=f"leave {other} out"))
