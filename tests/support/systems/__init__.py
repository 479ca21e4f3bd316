"""Stand-ins for what macOS and Windows speak with, so that pyttsx3's own drivers run anywhere.

They behave as those drivers expect of the systems: macOS writes AIFF while its run loop turns, and obeys
``[[slnc 400]]``; Windows writes WAVE at once, has 21 speeds, and obeys ``<break time='4s'/>``.
"""

from __future__ import annotations

from pathlib import Path

MACOS, WINDOWS = (Path(__file__).parent / name for name in ("macos", "windows"))
"""To be put on `sys.path`."""
