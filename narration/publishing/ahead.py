"""Loads what publishing needs while something else is done."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from threading import Thread


def prepare() -> None:
    """Import what writes tags, in a thread, while processes speak: later all would wait for it, 25 ms."""
    Thread(target=_load, daemon=True).start()


def _load() -> None:
    with suppress(ImportError):  # said by whoever needs it
        import_module("narration.publishing.id3")
