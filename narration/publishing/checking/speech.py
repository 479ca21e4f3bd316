"""Whether words are heard when the transcript of a finished file says so."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.publishing.checking.rows import Row, clock, listed, many, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.publishing.checking.rows import File
    from narration.publishing.finished import Spoken
    from narration.publishing.measuring import Sound

DRIFT = 120
"""Milliseconds between a cue and its words that nobody notices."""
REACH = 1_500
"""Milliseconds around the beginning of a cue in which its words are looked for."""
LED = 40
"""Milliseconds of silence before a sound that make it a beginning."""
SPOKEN = 0.3
"""Least share of a cue that sounds: words have gaps, between letters that are spelled the longest ones."""


def transcript(file: File) -> Iterator[Row]:
    """Hold the words of the transcript against those of the manifest."""
    if file.transcript is None:
        lost = file.manifest is not None and file.path.with_suffix(".vtt").name in file.manifest.files
        yield Row("transcript", "none", "as built", "its transcript is gone" if lost else "")
        return
    fault = ""
    if file.manifest:
        other = _other(file.transcript, file.manifest.passages)
        if other is not None:
            fault = (
                f"the transcript is of another build: from cue {other} on it is not what the manifest says"
            )
    limit = "as the manifest" if file.manifest else "–"
    yield Row("transcript", many(len(file.transcript), "cue"), limit, fault)


def _other(cues: Sequence[Spoken], passages: Sequence[Spoken]) -> int | None:
    """Return the number of the first cue that is not what *passages* say, from 1; None if all are.

    A long passage is several cues.
    """
    number = 0
    for passage in passages:
        wanted, words = passage.text.replace(" ", ""), ""
        while number < len(cues):
            words += cues[number].text.replace(" ", "")
            if not wanted.startswith(words):
                return number + 1
            number += 1
            if words == wanted:
                break
        else:
            return number + 1
    return number + 1 if number < len(cues) else None


def drift(file: File) -> Iterator[Row]:
    """Find how far cues are from the beginnings of their words."""
    drifts = list(_drifts(file.cues, file.sound))
    most = max(drifts, key=lambda one: abs(one[1]), default=None)
    faults = [
        f"the cue at {clock(start)} is {abs(by)} ms {'early' if by > 0 else 'late'}"
        for start, by in drifts
        if abs(by) > DRIFT
    ]
    measured = f"{most[1]:+} ms at {clock(most[0])}" if most else "–"
    yield Row("cue drift", measured, f"within {DRIFT} ms", listed("cues have drifted", faults))


def speech(file: File) -> Iterator[Row]:
    """Find the cues in which nothing is heard."""
    mute = [cue for cue in file.cues if file.sound.share(cue.start, cue.end) < SPOKEN]
    faults = [f"nothing is heard at {clock(cue.start)} of “{short(cue.text)}”" for cue in mute]
    measured = f"in {len(file.cues) - len(mute)} of {len(file.cues)} cues" if file.cues else "–"
    yield Row("speech", measured, "in every cue", listed("cues without speech", faults))


def _drifts(cues: Sequence[Spoken], sound: Sound) -> Iterator[tuple[int, int]]:
    """Yield (start, ms from it to the nearest beginning of sound) of each cue; later sound counts up.

    Only what follows a silence begins; cues that follow one another without one tell nothing.
    """
    begins = [after[0] for before, after in pairwise(sound.runs) if after[2] and before[1] - before[0] >= LED]
    for before, cue in pairwise([None, *cues]):
        assert cue is not None
        if before is not None and cue.start - before.end < 2 * LED:
            continue
        at = bisect_left(begins, cue.start)
        nearest = min(begins[max(0, at - 1) : at + 1], key=lambda ms: abs(ms - cue.start), default=None)
        if nearest is not None and abs(nearest - cue.start) <= REACH:
            yield cue.start, nearest - cue.start
