"""One clip as a file that any player opens."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from wave import open as open_wave

if TYPE_CHECKING:
    from narration.model import Clip


def wave(clip: Clip) -> bytes:
    """Return *clip* as a WAV file, at its own frame rate and level."""
    out = io.BytesIO()
    with open_wave(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.frame_rate)
        file.writeframes(clip.pcm)
    return out.getvalue()
