"""How much memory a process takes with all that it has started: the sum of their proportional shares."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

EVERY = 0.05
"""Seconds between two looks."""

PROC = Path("/proc")


def measurable() -> bool:
    """Say whether this system tells shares of memory: Linux does."""
    return sys.platform == "linux" and (PROC / "self" / "smaps_rollup").exists()


@dataclass
class Peak:
    """The most that was seen."""

    bytes: int = 0
    processes: int = 0
    """How many there were then."""


class Watch:
    """Looks at a tree of processes now and then, once it is told of its root."""

    def __init__(self) -> None:
        self.peak = Peak()
        self._root: int | None = None
        self._ended = Event()

    def root(self, pid: int) -> None:
        """Watch this process, and all that it starts."""
        self._root = pid

    def _look(self) -> None:
        while not self._ended.wait(EVERY):
            if self._root is None:
                continue
            tree = list(_tree(self._root))
            total = sum(map(_share, tree))
            if total > self.peak.bytes:
                self.peak = Peak(total, len(tree))


@contextmanager
def watching() -> Iterator[Watch]:
    """Yield what watches, in a thread of its own, as long as this lasts."""
    watch = Watch()
    thread = Thread(target=watch._look, daemon=True)  # noqa: SLF001 - its own thread
    thread.start()
    try:
        yield watch
    finally:
        watch._ended.set()  # noqa: SLF001 - same
        thread.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in (PROC / str(pid) / "task").iterdir():
            with suppress(OSError):
                for child in (task / "children").read_text().split():
                    yield from _tree(int(child))


def _share(pid: int) -> int:
    """Return the proportional set size of a process in bytes; nothing of one that has just ended."""
    with suppress(OSError, StopIteration, ValueError):
        text = (PROC / str(pid) / "smaps_rollup").read_text()
        line = next(line for line in text.splitlines() if line.startswith("Pss:"))
        return int(line.split()[1]) * 1024
    return 0
