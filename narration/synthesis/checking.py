"""Tells a clip that cannot be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.model import Clip

SHORTEST, LONGEST = 0.3, 3.0
"""A clip lasts this many times as long as its engine expects.  Of 1,195 sentences of news espeak-ng's
last 0.7 to 1.6 times as long."""

_WORD = re.compile(r"\S*[^\W_]\S*")


def fault(clip: Clip, text: str, seconds: float) -> str | None:
    """Return what is wrong with *clip*, trimmed, or None.

    Args:
        clip: of *text*.
        text: what should be heard.
        seconds: how long it should last, more or less.
    """
    lasts = clip.frames / clip.frame_rate
    if not clip.frames:
        return "it came out silent"
    if not SHORTEST * seconds <= lasts <= LONGEST * seconds:
        return f"it lasts {lasts:.1f} s where about {seconds:.1f} s were expected"
    if clip.words:
        # the last but one: engines say some words as one (“to be”, “for a while”) and then tell one
        reached = [0, 0, *(word.start() for word in _WORD.finditer(text))][-2]
        last, _, frame = clip.words[-1]
        rest = seconds * (len(text) - last) / max(len(text), 1)
        if last < reached and (clip.frames - frame) / clip.frame_rate < SHORTEST * rest:
            return f"it ends before {text[reached:]!r}"
    return None
