"""Asks once for what takes long, while something else is done if that is known to be needed."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING

from narration.errors import NarrateError

if TYPE_CHECKING:
    from collections.abc import Callable


class Once:
    """A fingerprint that is worked out when it is first asked for; whoever asks meanwhile waits."""

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._answer: str | None = None
        self._lock = Lock()

    def __call__(self) -> str:
        """Return it; raises what working it out raises, each time anew."""
        with self._lock:
            if self._answer is None:
                self._answer = self._ask()
            return self._answer

    def begin(self) -> None:
        """Have it worked out by a thread: another processor does it where it is mostly hashing."""
        Thread(target=self._try, daemon=True).start()

    def _try(self) -> None:
        with suppress(NarrateError):  # raised again for whoever asks
            self()
