"""A folder of files that are found by what they were made from; it may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.errors import OutputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DIGEST = 32
"""Bytes of the SHA-256 that stands before each content."""

SAFE = 3600.0
"""Seconds after its last use during which a file is kept: a build that has seen it may still read it."""


@dataclass(frozen=True, slots=True)
class Store:
    """Contents by kind and key, used by any number of processes at once.

    A file appears whole or not at all.  It is not forced onto the disk: what a
    loss of power has damaged fails its checksum, is removed, and counts as absent.
    """

    folder: Path
    limit: int = 2 * 10**9
    """Bytes; `prune` removes what was not used for longest until the rest fits."""

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what was put under *kind* and *key*, or None; mark it as used now."""
        path = self._path(kind, key)
        try:
            with path.open("rb") as file:
                digest, content = file.read(_DIGEST), file.read()
        except OSError:
            return None
        if hashlib.sha256(content).digest() != digest:
            _remove(path)
            return None
        with suppress(OSError):
            os.utime(path)
        return content

    def holds(self, kind: str, key: str) -> bool:
        """Say whether something is there under *kind* and *key*; whether it is whole, `get` tells."""
        path = self._path(kind, key)
        with suppress(OSError):
            os.utime(path)
            return True
        return False

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep *content* under *kind* and *key* (64 hexadecimal digits).

        Raises:
            OutputError: the folder cannot be written, or the disk is full.
        """
        path = self._path(kind, key)
        temporary = path.with_name(f"{key}.{secrets.token_hex(4)}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                temporary.write_bytes(hashlib.sha256(content).digest() + content)
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
        except OSError as error:
            if isinstance(error, PermissionError) and path.exists():
                return  # Windows: another process reads the very same content
            message = f"cannot keep {kind} in {self.folder}: {(error.strerror or str(error)).lower()}"
            hint = "free some space there, name another folder in NARRATE_CACHE, or build with --no-cache"
            raise OutputError(Problem(message, hint=hint)) from error

    def size(self) -> int:
        """Return how many bytes the files take."""
        return sum(status.st_size for _, status in self._files())

    def prune(self) -> None:
        """Remove what was not used for longest, until the rest is within the limit.

        What was used within the last hour stays, even above the limit.
        """
        files = sorted(self._files(), key=lambda file: file[1].st_mtime)
        excess = sum(status.st_size for _, status in files) - self.limit
        recent = time.time() - SAFE
        for path, status in files:
            if status.st_mtime > recent or (excess <= 0 and path.suffix != ".part"):
                continue
            _remove(path)
            excess -= status.st_size

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        for path in self.folder.glob("*/*/*"):
            try:
                yield path, path.stat()
            except OSError:  # another process has removed it
                continue


def _remove(path: Path) -> None:
    """Remove a file, unless somebody else did or holds it open."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
