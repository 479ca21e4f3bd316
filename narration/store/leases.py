"""Who uses a folder at this moment, so that nothing is removed that they may still want."""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from narration import locks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIX = ".lease"

ABANDONED = 86_400.0
"""Seconds after which a lease no longer counts, whoever holds it: no build lasts for a day."""


@dataclass(frozen=True, slots=True)
class Leases:
    """A folder with a locked file for everybody who is at work; the lock ends with its process."""

    folder: Path

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have everything that is used within the block kept until it ends.

        Raises:
            OSError: the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        while True:
            path = self.folder / f"{time.time_ns()}.{secrets.token_hex(4)}{_SUFFIX}"
            with locks.held(path):
                if not path.exists():  # taken for one that was left, in the moment before it was locked
                    continue
                yield
            break
        locks.left(path)

    def oldest(self) -> float:
        """Return when the first of those began who are at work, in seconds since 1970; without any, infinity.

        Removes what was left by those that were killed.
        """
        held = [path for path in self.folder.glob(f"*{_SUFFIX}") if not locks.left(path)]
        began = [int(path.name.partition(".")[0]) / 1e9 for path in held]
        return min((when for when in began if time.time() - when < ABANDONED), default=inf)
