"""Contents as files in a folder, used by any number of processes at once."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = ".part"
"""Ends the name of what is being written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One file."""

    path: Path
    kind: str
    key: str
    size: int
    used: float
    """When it was last put or got, in seconds since 1970."""

    @property
    def whole(self) -> bool:
        """Whether its writer came to the end."""
        return not self.key.endswith(_PART)


@dataclass(frozen=True, slots=True)
class Folder:
    """Files by kind and key, spread over 256 folders a kind.

    A file appears whole or not at all, but is not forced onto the disk.
    """

    path: Path

    def read(self, kind: str, key: str) -> bytes | None:
        """Return the bytes of a file, and mark it as used; None if it is not there or cannot be read."""
        path = self.path_of(kind, key)
        try:
            written = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(path)
        return written

    def touch(self, kind: str, key: str) -> bool:
        """Mark a file as used, and say whether it is there."""
        with suppress(OSError):
            os.utime(self.path_of(kind, key))
            return True
        return False

    def write(self, kind: str, key: str, written: bytes) -> None:
        """Put a file there, in place of whatever has its name.

        Raises:
            OSError: the folder cannot be written, or the disk is full.
        """
        path = self.path_of(kind, key)
        try:
            try:
                _write(path, written)
            except (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError):
                # somebody has deleted the folder just now, or something that is no file of ours is in the way
                _clear(path)
                _write(path, written)
        except PermissionError:
            # Windows: another process reads the very same content
            if os.name != "nt" or not path.is_file():
                raise

    def remove(self, kind: str, key: str) -> None:
        """Remove a file, unless somebody else did or holds it open."""
        remove(self.path_of(kind, key))

    def peek(self, file: Kept) -> bytes | None:
        """Return the bytes of a file without marking it as used; None if it cannot be read."""
        try:
            return file.path.read_bytes()
        except OSError:
            return None

    def evict(self, file: Kept, since: float) -> bool:
        """Remove a file if it was not used since then, not even in this moment; say whether it is gone."""
        tomb = file.path.with_name(f"{file.key}.{secrets.token_hex(4)}{_PART}")
        try:
            if file.path.stat().st_mtime >= since:
                return False
            file.path.rename(tomb)  # from here on nobody finds it
            if tomb.stat().st_mtime >= since:
                tomb.replace(file.path)
                return False
            tomb.unlink()
        except OSError:  # another process has removed it, or holds it open
            return False
        return True

    def files(self) -> Iterator[Kept]:
        """Yield every file, also those half written; takes 10 s a million."""
        for kind in _entries(self.path):
            for shard in _entries(kind.path):
                for entry in _entries(shard.path):
                    try:
                        status = entry.stat(follow_symlinks=False)
                    except OSError:  # another process has removed it
                        continue
                    yield Kept(Path(entry.path), kind.name, entry.name, status.st_size, status.st_mtime)

    def path_of(self, kind: str, key: str) -> Path:
        """Return where a file is, or would be."""
        return self.path / kind / key[:2] / key


def remove(path: Path) -> None:
    """Remove a file, unless somebody else did or holds it open; or whatever else has its name."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _write(path: Path, written: bytes) -> None:
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_PART}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        temporary.write_bytes(written)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _clear(path: Path) -> None:
    """Remove what is where the file belongs and is none, or where its two folders belong and is a file."""
    if path.is_dir():
        remove(path)
    for folder in (path.parent, path.parent.parent):
        if not folder.is_dir():
            remove(folder)


def _entries(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder, nothing if it is none."""
    with suppress(OSError), os.scandir(folder) as entries:
        yield from entries
