"""A transcript in time: WebVTT with the speaker of each cue."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from narration.publishing.clock import milliseconds
from narration.publishing.transcript import printed, speaker

if TYPE_CHECKING:
    from narration.model import Passage, Programme, Timeline

WIDTH = 65
"""Most characters a line (the podcast namespace's advice for transcripts)."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_NAME = str.maketrans({"&": "and", "<": "(", ">": ")"})


def render(programme: Programme, timeline: Timeline) -> str:
    """Return *programme* as WebVTT: one cue a passage.

    Each cue says who speaks, the narrator too: AntennaPod keeps the speaker of
    the cue before otherwise.  Its parser also takes no ``&`` in a name.
    """
    cues = (
        f"{_clock(milliseconds(cue.start))} --> {_clock(milliseconds(cue.end))}\n"
        f"<v {speaker(passage).translate(_NAME)}>{_lines(passage)}</v>\n"
        for passage, cue in zip(programme.passages, timeline.cues, strict=True)
    )
    return "\n".join(["WEBVTT\n", *cues])


def _lines(passage: Passage) -> str:
    return "\n".join(wrap(printed(passage), WIDTH, break_on_hyphens=False)).translate(_ESCAPES)


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
