"""Locks that end with the process that holds them, however it ends: the only module that knows filelock."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def held(path: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock at *path*; if somebody else has it, call *waiting* first, then wait for it.

    Raises:
        OSError: its file cannot be made.
    """
    # here, because the processes that work hold no locks
    import filelock  # noqa: PLC0415

    lock = filelock.FileLock(path)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def left(path: Path) -> bool:
    """Say whether nobody holds the lock at *path*; its file is removed then."""
    import filelock  # noqa: PLC0415 - as above

    lock = filelock.FileLock(path)
    try:
        lock.acquire(blocking=False)
    except (filelock.Timeout, OSError):
        return False
    with suppress(OSError):  # Windows removes no open file
        path.unlink(missing_ok=True)
    lock.release()
    with suppress(OSError):
        path.unlink(missing_ok=True)
    return True
