"""A transcript in time for players that know nothing else: SubRip, without names.

AntennaPod takes what stands before a colon for a name, and Pocket Casts does so
where it looks like one: of both, this file's words would lose some.  They read
WebVTT and JSON, which say who speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.publishing.captions import captions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Programme, Timeline
    from narration.publishing.material import Material
    from narration.publishing.staging import Staging


def write(material: Material, staging: Staging) -> None:
    """Write the transcript, whole.

    Raises:
        OutputError: it cannot be written.
    """
    with staging.file(f"{material.slug}.srt", "application/x-subrip") as file:
        file.writelines(cue.encode() for cue in render(material.programme, material.timeline))


def render(programme: Programme, timeline: Timeline) -> Iterator[str]:
    """Yield *programme* as SubRip, a cue for each caption."""
    for number, caption in enumerate(captions(programme, timeline), 1):
        # what parts the times of a cue must not stand in its words
        words = "\n".join(caption.lines).replace("-->", "-- >")
        yield f"{number}\n{_clock(caption.start)} --> {_clock(caption.end)}\n{words}\n\n"


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{ms:03}"
