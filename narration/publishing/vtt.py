"""A transcript in time: WebVTT with the speaker of each cue."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from narration.model import Event
from narration.publishing.clock import milliseconds
from narration.publishing.transcript import printed, speaker
from narration.publishing.words import begun, untold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.model import Cue, Passage, Programme, Timeline
    from narration.publishing.material import Material
    from narration.publishing.staging import Staging

WIDTH = 65
"""Most characters a line (the podcast namespace's advice for transcripts)."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_NAME = str.maketrans({"&": "and", "<": "(", ">": ")"})


def write(material: Material, staging: Staging) -> None:
    """Write the transcript, whole.

    Raises:
        OutputError: it cannot be written.
    """
    for problem in untold(material.programme, material.timeline):
        material.tell(Event("warning", facts={"message": problem.message, "hint": problem.hint}))
    with staging.file(f"{material.slug}.vtt", "text/vtt") as file:
        file.write(render(material.programme, material.timeline).encode())


def render(programme: Programme, timeline: Timeline) -> str:
    """Return *programme* as WebVTT: one cue a passage.

    Each cue says who speaks, the narrator too: AntennaPod keeps the speaker of
    the cue before otherwise.  Its parser also takes no ``&`` in a name.
    """
    cues = (
        f"{_clock(milliseconds(cue.start))} --> {_clock(milliseconds(cue.end))}\n"
        f"<v {speaker(passage).translate(_NAME)}>"
        f"{_lines(passage, _times(passage, cue) if programme.word_times else {})}</v>\n"
        for passage, cue in zip(programme.passages, timeline.cues, strict=True)
    )
    return "\n".join(["WEBVTT\n", *cues])


def _times(passage: Passage, cue: Cue) -> dict[int, int]:
    """Return when words begin, in ms, by how many characters but spaces of the passage come before them.

    The first word that is said begins with its cue, which tells that already.
    """
    text = printed(passage)
    times: dict[int, int] = {}
    latest: int = milliseconds(max([cue.start, *(frame for _, frame in cue.words[:1])]))
    for at, frame in begun(passage, cue):
        before = text[: text.rfind(" ", 0, at) + 1]
        ms = milliseconds(frame)
        if latest < ms < milliseconds(cue.end):
            latest = times.setdefault(len(before.replace(" ", "")), ms)
    return times


def _lines(passage: Passage, times: Mapping[int, int]) -> str:
    """Return the words of *passage* in lines, with a timestamp before each that has one of the *times*."""
    text = "\n".join(wrap(printed(passage), WIDTH, break_on_hyphens=False))
    if not times:
        return text.translate(_ESCAPES)
    made, passed = [], 0
    for character in text:
        if character not in " \n":
            if passed in times:
                made.append(f"<{_clock(times[passed])}>")
            passed += 1
        made.append(character.translate(_ESCAPES))
    return "".join(made)


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
