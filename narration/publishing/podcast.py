"""A transcript in time as the JSON that podcast apps read.

After the podcast namespace's transcript format, version 1.0.0.  AntennaPod takes
it before any other, and needs the media type ``application/json``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from narration.publishing.captions import captions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Programme, Timeline
    from narration.publishing.material import Material
    from narration.publishing.staging import Staging

VERSION = "1.0.0"
"""Of the format."""


def write(material: Material, staging: Staging) -> None:
    """Write the transcript, whole.

    Raises:
        OutputError: it cannot be written.
    """
    with staging.file(f"{material.slug}.transcript.json", "application/json") as file:
        file.writelines(piece.encode() for piece in render(material.programme, material.timeline))


def render(programme: Programme, timeline: Timeline) -> Iterator[str]:
    """Yield *programme* as JSON, piece by piece: a segment for each caption, times in seconds."""
    parts = "\n"
    yield f'{{"version": {json.dumps(VERSION)}, "segments": ['
    for caption in captions(programme, timeline):
        segment = {
            "speaker": caption.speaker,
            "startTime": caption.start / 1000,
            "endTime": caption.end / 1000,
            "body": caption.text,
        }
        yield parts + json.dumps(segment, ensure_ascii=False)
        parts = ",\n"
    yield "\n]}\n"
