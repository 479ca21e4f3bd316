"""When each passage is heard: arithmetic only, no sound."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from narration.mixing.earcon import GAP, LENGTH
from narration.mixing.pacing import Joint, Pause, pauses
from narration.model import FRAME_RATE, Cue, Frames, Mark, Stretch, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import ClipFacts, Clips, Programme

MP3_FRAME = 1152
"""Frames of sound in one frame of MPEG-1 Layer III (ISO 11172-3): stretches begin on its multiples."""

LONGEST = Frames(14 * FRAME_RATE)
"""A paragraph of more is divided between sentences; with its silences a stretch takes about 15 s."""

TAIL = Frames(5 * MP3_FRAME)
"""Silence (131 ms) between the last sound of a stretch and its end: after 5 MP3 frames of silence the encoder
has forgotten what was before, and nothing rings on at a chapter's mark (ADR 51)."""

HEAD = Frames(6 * MP3_FRAME)
"""Least silence (157 ms) before the first sound of a stretch, where a chapter's mark may stand: players that
ignore the encoder's delay are 25 ms off, browsers up to 49 ms."""

OPENING = Frames(FRAME_RATE // 2)
"""Silence before the first words (ACX asks for 0.5 to 1 s)."""

CLOSING = Frames(3 * FRAME_RATE // 2)
"""Least silence after the last words (ACX asks for 1 to 5 s)."""


def arrange(programme: Programme, clips: Clips, closing: Frames = CLOSING) -> Timeline:
    """Place the passages of *programme* one after the other, with pauses between them.

    A new stretch begins with each chapter and paragraph, and inside a paragraph
    that is too long for one.  What stands in a stretch depends on its own
    passages and on the pause before them alone, so that a changed clip moves the
    stretches after it by whole MP3 frames and leaves them as they are.

    *closing* is the least silence after the last words: `TAIL` where something else follows.
    """
    lengths = [duration(clips.facts(passage.utterance)) for passage in programme.passages]
    silences = pauses(programme)
    opening = {chapter.first for chapter in programme.chapters}
    stretches: list[Stretch] = []
    cues: list[Cue] = []
    now = 0
    tones: dict[int, Frames] = {}
    before = _before(programme)
    for first, last in _divisions(lengths, silences, opening):
        start = now
        if first and programme.earcons and silences[first - 1].name == "before_heading":
            tones[first] = Frames(now + HEAD)
            now += max(HEAD + LENGTH + GAP, silences[first - 1].frames - TAIL)
        else:
            now += max(HEAD, silences[first - 1].frames - TAIL) if first else before
        for index in range(first, last):
            words = _words(clips.facts(programme.passages[index].utterance), now)
            cues.append(Cue(index, Frames(now), Frames(now + lengths[index]), words))
            now += lengths[index] + (silences[index].frames if index < last - 1 else 0)
        now += TAIL if last < len(lengths) else closing
        now += -now % MP3_FRAME
        stretches.append(Stretch(Frames(start), Frames(now), first, last))
    return Timeline(tuple(cues), tuple(stretches), _marks(programme, stretches), Frames(now), tones, LENGTH)


def _before(programme: Programme) -> Frames:
    """Return the silence before the first words: ours, or the middle of what is asked for."""
    if not programme.delivery.opening:
        return OPENING
    return Frames(round(sum(programme.delivery.opening) / 2 * FRAME_RATE))


def duration(facts: ClipFacts) -> Frames:
    """Return the length of a clip at `FRAME_RATE`, rounded up."""
    return Frames(-(-facts.frames * FRAME_RATE // facts.frame_rate))


def _words(facts: ClipFacts, start: int) -> tuple[tuple[int, Frames], ...]:
    """Return when each word of a clip that begins at *start* begins."""
    return tuple(
        (character, Frames(start + frame * FRAME_RATE // facts.frame_rate))
        for character, _, frame in facts.words
    )


def _divisions(
    lengths: Sequence[Frames], silences: Sequence[Pause], opening: set[int]
) -> Iterator[tuple[int, int]]:
    """Yield the first passage of each stretch, and the one after its last."""
    paragraphs = [
        index
        for index, silence in enumerate(silences, start=1)
        if silence.joint is Joint.BLOCKS or index in opening
    ]
    for first, last in pairwise([0, *paragraphs, len(lengths)]):
        begin = first
        while begin < last:
            end = _fitting(begin, last, lengths, silences)
            yield begin, end
            begin = end


def _fitting(first: int, last: int, lengths: Sequence[Frames], silences: Sequence[Pause]) -> int:
    """Return where a stretch that begins with passage *first* ends: at *last* if that is near enough.

    Else between two sentences if that can be, else between two passages; a
    single passage is never divided.
    """
    spans = (lengths[index] + silences[index].frames for index in range(first, last - 1))
    starts = accumulate(spans, initial=0)
    ends = [index + 1 for index, start in enumerate(starts, first) if start + lengths[index] <= LONGEST]
    if last in ends:
        return last
    sentences = [end for end in ends if silences[end - 1].joint is Joint.SENTENCES]
    return max(sentences or ends, default=first + 1)


def _marks(programme: Programme, stretches: Sequence[Stretch]) -> tuple[Mark, ...]:
    """Return where each chapter starts: with the stretch of its first passage."""
    starts = {stretch.first: stretch.start for stretch in stretches}
    edges = [*(starts[chapter.first] for chapter in programme.chapters), stretches[-1].end]
    titles = (chapter.title for chapter in programme.chapters)
    return tuple(Mark(title, start, end) for title, (start, end) in zip(titles, pairwise(edges), strict=True))
