"""The command ``narrate``."""

from narration.app.main import main

__all__ = ["main"]
