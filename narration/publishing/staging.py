"""Where the files of an edition are made before they take their places, all at once."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from narration.errors import OutputError, Problem
from narration.files import adopt, saying
from narration.model import EditionFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Staging:
    """A folder in the edition's own, in which its next state is made.

    Until `commit` the edition is as it was.  Whatever a build that was killed
    has left there is gone when the next one begins; if it was killed while files
    took their places, its manifest is still there, which `place` leads to, and
    tells which they may be.
    """

    def __init__(self, folder: Path, slug: str, before: Mapping[str, EditionFile]) -> None:
        """Describe the place; *before* is what the manifest in *folder* lists."""
        self._folder, self._before = folder, before
        self._place = place(folder, slug)
        self._moving = False
        """Whether some files may have taken their places, and others not."""
        self.files: dict[str, EditionFile] = {}
        """What the edition will hold, by name; names have ``/`` between folders."""
        self._kept: set[str] = set()

    @contextmanager
    def opened(self) -> Iterator[Staging]:
        """Have the place as long as the block lasts; leave no empty folder if nothing comes of it."""
        was_there = self._folder.exists()
        try:
            with saying(self._folder):
                shutil.rmtree(self._place, ignore_errors=True)
                self._place.mkdir(parents=True)
            yield self
        finally:
            if not self._moving:
                shutil.rmtree(self._place, ignore_errors=True)
            if not was_there:
                with suppress(OSError):  # it holds the edition
                    self._folder.rmdir()

    @contextmanager
    def file(self, name: str, media_type: str, made_from: str = "") -> Iterator[IO[bytes]]:
        """Open a file of the edition; it can be read, too, and written anywhere.

        Args:
            name: from the edition's folder, ``/`` between folders.
            media_type: as servers tell it: ``audio/mpeg``.
            made_from: what `keep` asks for the next time.

        Raises:
            OutputError: it cannot be written.
        """
        path = self._place / name
        with saying(self._folder / name):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
                file.seek(0)
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            self.files[name] = EditionFile(path.stat().st_size, digest, media_type, made_from)

    def keep(self, name: str, made_from: str) -> bool:
        """Take over the file of the edition before, if it is whole and was *made_from* the same.

        For what takes long to make: whatever is written anew and comes out the
        same is left alone in any case.
        """
        facts = self._before.get(name)
        if not made_from or facts is None or facts.made_from != made_from or not self._holds(name, facts):
            return False
        self.files[name] = facts
        self._kept.add(name)
        return True

    def commit(self, manifest: str) -> tuple[list[str], list[Problem]]:
        """Put what has changed into its place, remove what the edition no longer has; *manifest* comes last.

        Returns:
            The names of the files that were written, and a problem for each old file that is left
            because it is no longer what the edition before says.

        Raises:
            OutputError: a file cannot be replaced: then nothing has changed.
        """
        changed = [
            name
            for name, facts in self.files.items()
            if name not in self._kept and not self._holds(name, facts)
        ]
        for name in changed:
            _check_free(self._folder / name)
        left: list[Problem] = []
        self._moving = True
        for name in changed:
            if name != manifest:
                adopt(self._place / name, self._folder / name)
        # before the manifest, which alone knows of them
        for name in self._before.keys() - self.files.keys() - {manifest}:
            left += self._remove(name, self._before[name])
        if manifest in changed:
            adopt(self._place / manifest, self._folder / manifest)
        self._moving = False
        return changed, left

    def _holds(self, name: str, facts: EditionFile) -> bool:
        """Say whether the file that is there is this one."""
        path = self._folder / name
        return path.is_file() and path.stat().st_size == facts.size and sha256(path) == facts.sha256

    def _remove(self, name: str, facts: EditionFile) -> Iterator[Problem]:
        path = self._folder / name
        if not path.is_file():
            return
        if not self._holds(name, facts):
            message = f"{path} is left: it belonged to this edition, and has been changed since"
            yield Problem(message, hint="remove it if nobody needs it")
            return
        with saying(path):
            path.unlink()
        for folder in PurePosixPath(name).parents[:-1]:
            with suppress(OSError):  # others have files there
                (self._folder / folder).rmdir()


def place(folder: Path, slug: str) -> Path:
    """Return where the next state of an edition in *folder* is made."""
    return folder / f".{slug}.part"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inside(name: str) -> bool:
    """Say whether a file of this *name* lies in the edition's folder, on any system."""
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name)


def _check_free(path: Path) -> None:
    """Raise an error now, when nothing has changed yet, if *path* could not be replaced."""
    if path.is_dir():
        raise OutputError(Problem(f"cannot write {path}: a folder of that name is in the way"))
    if path.exists():
        with saying(path), path.open("r+b"):
            pass
