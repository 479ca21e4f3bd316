"""When each printed word of a passage begins, from when the spoken ones do."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from narration.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Cue, Frames, Passage, Programme, Timeline


def begun(passage: Passage, cue: Cue) -> tuple[tuple[int, Frames], ...]:
    """Return (index into `Passage.printed`, frame) of the words of *passage*, both rising.

    Words that are said as printed are found one by one; of words said otherwise
    (“7.30pm”) the first is told, and words for ears only are not.  An utterance
    differs from the words of its passage in punctuation and spaces alone: places
    in either are letters and digits that have gone by.
    """
    said = [wording.token.said for wording in passage.wordings]
    letters = [index for index, character in enumerate("".join(said)) if character.isalnum()]
    passed = [0, *accumulate(map(str.isalnum, passage.utterance.text))]
    starts = [0, *accumulate(map(len, said))]
    edges = [0, *accumulate(len(wording.shown) for wording in passage.wordings)]
    found: list[tuple[int, Frames]] = []
    for character, frame in cue.words:
        if passed[character] == len(letters):
            continue
        place = letters[passed[character]]
        index = bisect_right(starts, place) - 1
        wording = passage.wordings[index]
        as_printed = not wording.reason
        at = edges[index] + (place - starts[index] if as_printed else 0)
        if not wording.unprinted and (not found or (at > found[-1][0] and frame > found[-1][1])):
            found.append((at, frame))
    return tuple(found)


def untold(programme: Programme, timeline: Timeline) -> Iterator[Problem]:
    """Yield that words have no times, where the transcript is to tell them and an engine does not."""
    if not programme.word_times:
        return
    spoken = zip(programme.passages, timeline.cues, strict=True)
    silent = sorted({passage.utterance.timbre.engine for passage, cue in spoken if not cue.words})
    for engine in silent:
        message = f"the engine {engine} does not tell when words begin: its cues have no word times"
        yield Problem(message, hint="leave word_times out, or give these voices an engine that tells")
