"""The command ``narrate``."""

from narration.app.group import main

__all__ = ["main"]
