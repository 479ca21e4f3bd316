"""How a finished file is written down: its form, its length, its tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.model import FRAME_RATE
from narration.publishing.checking.rows import Row, clock, many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.publishing.checking.rows import File

SHORT = 60
"""Milliseconds by which two lengths of the same sound may differ: an MP3 frame at either end."""

_NAMES = {1: "mono", 2: "stereo"}
"""Of channels."""


def form(file: File) -> Iterator[Row]:
    """Hold sample rate, bit rate and channels against what was asked for."""
    frames = file.frames
    wanted = [f"{FRAME_RATE} Hz"]
    faults = [] if frames.frame_rate == FRAME_RATE else [f"expected {FRAME_RATE} Hz, got {frames.frame_rate}"]
    if kbit := file.delivery.kbit:
        wanted.append(f"{kbit} kbit/s")
        faults += [] if frames.kbit == kbit else [f"expected {kbit} kbit/s, got {frames.kbit}"]
    got = _NAMES[frames.channels]
    if file.manifest:
        channels = _NAMES[file.manifest.channels]
        wanted.append(channels)
        faults += [] if got == channels else [f"expected {channels}, got {got}"]
    told = f"{frames.frame_rate} Hz, {got}, {frames.kbit} kbit/s"
    yield Row("format", told, ", ".join(wanted), "; ".join(faults))


def length(file: File) -> Iterator[Row]:
    """Hold the length against what the file and its manifest say, and against the most of one file."""
    lasts = file.sound.milliseconds
    sources = {"its own first frame": file.frames.milliseconds}
    sources["its manifest"] = file.manifest.duration if file.manifest else None
    fault = ""
    for whose, wanted in sources.items():
        if wanted is not None and not fault and abs(lasts - wanted) > SHORT:
            what = "cut off" if lasts < wanted else "too long"
            fault = f"{what}: it lasts {clock(lasts)}, by {whose} {clock(wanted)}"
    told = [clock(wanted) for wanted in sources.values() if wanted is not None]
    yield Row("length", clock(lasts), told[-1] if told else "–", fault)
    if (most := file.delivery.longest) is not None:
        over = lasts > 1000 * most
        limit = f"at most {clock(round(1000 * most))}"
        yield Row("one file", clock(lasts), limit, f"longer than one file may be ({limit})" if over else "")


def tags(file: File) -> Iterator[Row]:
    """See that there is a tag with a title and chapters."""
    missing = [] if file.title else ["title"]
    missing += [] if file.chapters else ["chapters"]
    have = (
        f"title, {many(len(file.chapters), 'chapter')}" if not missing else f"no {' and no '.join(missing)}"
    )
    yield Row(
        "tags", have, "title, chapters", f"its tag has no {' and no '.join(missing)}" if missing else ""
    )
