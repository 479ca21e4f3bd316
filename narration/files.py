"""Whole file or no file: what we write appears complete, or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from narration.errors import OutputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HINTS = {
    errno.ENOSPC: "free some space on that disk and build again; the earlier edition is untouched",
    errno.EDQUOT: "free some of your quota and build again; the earlier edition is untouched",
    errno.EACCES: "choose a folder you may write to with --out, or change its permissions",
    errno.EPERM: "choose a folder you may write to with --out, or close the program that has the file open",
    errno.EROFS: "that disk is read-only: choose another folder with --out",
}


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that takes the place of *path* when the block ends well, and vanishes when it does not.

    The bytes are on the disk (fsync) before the name changes, so that a crash or
    a loss of power leaves either the old file or the new one.

    Raises:
        OutputError: the folder or the file cannot be written.
    """
    with saying(path):
        target = path.resolve()  # a link stays a link
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


def adopt(made: Path, path: Path) -> None:
    """Have *made*, a whole file that is on the disk, take the place of *path*.

    Raises:
        OutputError: the folder or the file cannot be written.
    """
    with saying(path):
        target = path.resolve()  # a link stays a link
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            made.chmod(stat.S_IMODE(target.stat().st_mode))
        try:
            made.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            with made.open("rb") as file, replacing(path) as copy:  # the link leads to another disk
                shutil.copyfileobj(file, copy)


def write(path: Path, content: bytes) -> None:
    """Put *content* into *path*, whole or not at all.

    Raises:
        OutputError: the folder or the file cannot be written.
    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def saying(path: Path) -> Iterator[None]:
    """Turn an `OSError` of the block into an `OutputError` that names *path* and what to do."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = _HINTS.get(error.errno or 0)
        raise OutputError(Problem(f"cannot write {path}: {reason}", hint=hint)) from error
