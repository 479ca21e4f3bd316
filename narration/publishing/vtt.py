"""A transcript in time: WebVTT with the speaker of each cue."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from narration.model import Event
from narration.publishing.captions import captions
from narration.publishing.words import untold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Programme, Timeline
    from narration.publishing.captions import Caption
    from narration.publishing.material import Material
    from narration.publishing.staging import Staging

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
        file.writelines(cue.encode() for cue in render(material.programme, material.timeline))


def render(programme: Programme, timeline: Timeline) -> Iterator[str]:
    """Yield *programme* as WebVTT, a cue for each caption.

    Each cue says who speaks, the narrator too: AntennaPod keeps the speaker of
    the cue before otherwise.  Its parser also takes no ``&`` in a name.
    """
    yield "WEBVTT\n"
    for caption in captions(programme, timeline):
        words = _words(caption, told=programme.word_times)
        name = caption.speaker.translate(_NAME)
        yield f"\n{_clock(caption.start)} --> {_clock(caption.end)}\n<v {name}>{words}</v>\n"


def _words(caption: Caption, *, told: bool) -> str:
    """Return the lines of *caption*, with a timestamp before words that have one if that is to be *told*."""
    text = "\n".join(caption.lines)
    if not told:
        return text.translate(_ESCAPES)
    edges = [0, *(at for at, _ in caption.times), len(text)]
    pieces = [text[first:last].translate(_ESCAPES) for first, last in pairwise(edges)]
    stamps = (f"<{_clock(ms)}>" for _, ms in caption.times)
    return pieces[0] + "".join(map("".join, zip(stamps, pieces[1:], strict=True)))


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
