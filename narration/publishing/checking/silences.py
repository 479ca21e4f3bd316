"""Where a finished file is silent, where it has to be: pauses, both ends, chapters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from narration.publishing.checking.rows import Row, clock, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.publishing.checking.rows import File
    from narration.publishing.finished import Chapter

LONGEST = 5_000
"""Milliseconds of silence that are too long where no manifest says when words are due."""
SLACK = 400
"""Milliseconds that a silence may be longer than the words leave: the soft beginnings and ends of clips."""
LEAD = 3_000
"""Most milliseconds from the mark of a chapter to its first words."""
CLEAR = 100
"""Milliseconds at either end of a pause that need not be silent: encoding a file again may move it by 50."""
NEAR = 20
"""Milliseconds around a chapter's mark that are to be silent."""


def silence(file: File) -> Iterator[Row]:
    """Find the longest silence, and hold it against the longest pause between words."""
    start, end = max(file.sound.silences, key=lambda span: span[1] - span[0], default=(0, 0))
    allowed = LONGEST
    if file.manifest and file.manifest.passages:
        edges = [0, *(ms for one in file.manifest.passages for ms in (one.start, one.end))]
        edges.append(file.manifest.duration)
        allowed = max(after - before for before, after in list(pairwise(edges))[::2]) + SLACK
    measured = f"{(end - start) / 1000:.1f} s at {clock(start)}"
    fault = f"silent for {measured}" if end - start > allowed else ""
    yield Row("longest silence", measured, f"at most {allowed / 1000:.1f} s", fault)


def pauses(file: File) -> Iterator[Row]:
    """See that nothing sounds between the words but the tones that the edition has there."""
    if file.manifest is None:
        return
    heard = sorted([*((one.start, one.end) for one in file.manifest.passages), *file.manifest.tones])
    spans = [(before[1] + CLEAR, after[0] - CLEAR) for before, after in pairwise(heard)]
    spans = [(start, end) for start, end in spans if start < end]
    loud = [(start, share) for start, end in spans if (share := file.sound.share(start, end))]
    faults = [f"at {clock(start)}, {100 * share:.0f} % of the pause" for start, share in loud]
    measured = f"{len(spans) - len(loud)} of {len(spans)} silent"
    yield Row("pauses", measured, "all silent", listed("sound between the words", faults))


def ends(file: File) -> Iterator[Row]:
    """Hold the silence before the first sound and after the last against their limits, if they have any."""
    silences, delivery = file.sound.silences, file.delivery
    first = silences[0][1] if silences and not silences[0][0] else 0
    last = file.sound.milliseconds - silences[-1][0] if silences else 0
    for name, span, ms in (("opening", delivery.opening, first), ("closing", delivery.closing, last)):
        if span:
            low, high = span
            limit = f"{low:g} to {high:g} s"
            fault = f"expected {limit} of silence for the {name}, got {ms / 1000:.1f}"
            yield Row(name, f"{ms / 1000:.1f} s", limit, "" if 1000 * low <= ms <= 1000 * high else fault)


def chapters(file: File) -> Iterator[Row]:
    """Hold each chapter against the silence around its beginning, and against the manifest."""
    planned = file.manifest.chapters if file.manifest else ()
    faults = [f"{chapter.title!r} {why}" for chapter in file.chapters if (why := _misplaced(chapter, file))]
    if planned and file.chapters and len(planned) != len(file.chapters):
        faults.append(f"expected {len(planned)}, got {len(file.chapters)}")
    for chapter, wanted in zip(file.chapters, planned, strict=False):
        if abs(chapter.start - wanted.start) > 1:
            faults.append(f"{chapter.title!r} is at {clock(chapter.start)}, expected {clock(wanted.start)}")
    measured = f"{len(file.chapters) - len(faults)} of {len(file.chapters)}" if faults else str(len(planned))
    measured = measured if faults or planned else str(len(file.chapters))
    yield Row("chapters", f"{measured} in place", "in silence, words follow", listed("chapters", faults))


def _misplaced(chapter: Chapter, file: File) -> str:
    """Return why *chapter* cannot begin where it does; nothing if it can."""
    if chapter.start >= file.sound.milliseconds:
        return f"begins past the end, at {clock(chapter.start)}"
    if file.sound.share(max(0, chapter.start - NEAR), chapter.start + NEAR):
        return f"begins in the middle of sound, at {clock(chapter.start)}"
    words = next((start for start, _, sounds in file.sound.runs if sounds and start >= chapter.start), None)
    if words is None or words - chapter.start > LEAD:
        return f"begins in silence, at {clock(chapter.start)}"
    return ""
