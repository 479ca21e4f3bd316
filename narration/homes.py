"""Folders of this user on this machine: the only module that knows platformdirs."""

from __future__ import annotations

from pathlib import Path

_NAME = "narrate"


def cache() -> Path:
    """Return where this user's caches are."""
    import platformdirs  # noqa: PLC0415 - processes that speak have no use for it

    return Path(platformdirs.user_cache_dir(_NAME, appauthor=False))


def settings() -> Path:
    """Return where this user's settings are."""
    import platformdirs  # noqa: PLC0415 - processes that speak have no use for it

    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))
