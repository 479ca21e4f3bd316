"""How much a folder holds, known without looking at every file in it."""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FRESH = 86_400.0
"""Seconds for which a count is trusted: what was lost or deleted meanwhile is found out then."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A file whose first line says how much there was when it was counted, each further line what came since.

    Lines are appended by any number of processes without a lock; one that is
    lost, or written twice, makes the next count a little late or early.
    """

    path: Path

    def add(self, size: int) -> None:
        """Note that *size* bytes have come into the folder."""
        with suppress(OSError), self.path.open("ab") as file:
            file.write(b"%d\n" % size)

    def total(self) -> int | None:
        """Return about how many bytes there are, or None if they must be counted."""
        try:
            counted, *since = self.path.read_bytes().split(b"\n")
            size, when = map(int, counted.split())
        except (OSError, ValueError):
            return None
        if not 0 <= time.time() - when < FRESH:
            return None
        return size + sum(int(line) for line in since if line.isdigit())

    def reset(self, size: int) -> None:
        """Note that *size* bytes were counted just now."""
        temporary = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.part")
        with suppress(OSError):
            try:
                temporary.write_bytes(b"%d %d\n" % (size, time.time()))
                temporary.replace(self.path)
            finally:
                temporary.unlink(missing_ok=True)
