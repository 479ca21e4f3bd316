"""How to make the sound of a programme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narration.mixing.levels import MARGIN, calibration, measure
from narration.mixing.loudness import loudness, shortfall
from narration.mixing.part import Finish, Layout, MixedPart, Place, key
from narration.model import Event, Frames, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.mixing.levels import Level
    from narration.mixing.loudness import Loudness
    from narration.model import Clips, Programme, Stretch, Tell, Timeline, Utterance
    from narration.store import Store
    from narration.work import Executor


@dataclass(frozen=True)
class Mix:
    """A `narration.model.Recording`: can be read again and again, each time in constant memory."""

    programme: Programme
    timeline: Timeline
    clips: Clips
    levels: Mapping[Utterance, Level]
    """Of each calibration."""
    loudness: Loudness
    channels: int

    def stretches(self) -> Iterator[bytes]:
        """Return the sound of each stretch, levelled and limited: 16 bit PCM at `FRAME_RATE`."""
        return self.part(range(len(self.timeline.stretches))).stretches()

    def part(self, stretches: Sequence[int]) -> MixedPart:
        """Return how to make the sound of some *stretches*, by their indices."""
        layouts = tuple(self._layout(self.timeline.stretches[index]) for index in stretches)
        heard = [place.utterance for layout in layouts for place in layout.places]
        return MixedPart(layouts, self.clips.only(heard), self._finish)

    def digests(self) -> list[str]:
        """Return a name of each stretch's sound: the same key, the same sound."""
        return [key(self._layout(stretch), self.clips, self._finish) for stretch in self.timeline.stretches]

    @property
    def _finish(self) -> Finish:
        return Finish(self.channels, self.loudness.gain, self.programme.delivery.peak - MARGIN)

    def _layout(self, stretch: Stretch) -> Layout:
        tone = self.timeline.earcons.get(stretch.first)
        return Layout(
            Frames(stretch.end - stretch.start),
            tuple(self._place(index, stretch.start) for index in range(stretch.first, stretch.last)),
            None if tone is None else Frames(tone - stretch.start),
        )

    def _place(self, index: int, start: Frames) -> Place:
        passage, cue = self.programme.passages[index], self.timeline.cues[index]
        return Place(
            passage.utterance,
            Frames(cue.start - start),
            Frames(cue.end - start),
            self.levels[calibration(passage.utterance)].gain + passage.voice.volume,
            passage.voice.pan if self.channels == 2 else None,
        )


def record(  # noqa: PLR0913, PLR0917 -- what it is made of, and with
    programme: Programme,
    timeline: Timeline,
    clips: Clips,
    store: Store,
    work: Executor,
    tell: Tell = ignore,
) -> Mix:
    """Return how to make the sound of *programme*: every voice evenly loud, all of it as loud as asked.

    Args:
        programme: what is heard.
        timeline: when.
        clips: of all its passages and `calibrations`.
        store: keeps how loud voices are.
        work: has the processes that measure them.
        tell: gets a ``warning`` where it cannot be as loud as asked.

    Raises:
        EngineError: a voice is silent, or ffmpeg fails.
        OutputError: the store cannot be written.
    """
    levels = measure(programme, clips, store, work)
    places = any(passage.voice.pan for passage in programme.passages)
    channels = 2 if places or programme.delivery.stereo else 1
    how = loudness(programme, timeline, clips, levels, channels)
    if problem := shortfall(programme, how):
        tell(Event("warning", facts={"message": problem.message, "hint": problem.hint}))
    return Mix(programme, timeline, clips, levels, how, channels)


def record_beside(mix: Mix, programme: Programme, timeline: Timeline, store: Store, work: Executor) -> Mix:
    """Return how to make the sound of words of ours beside a recording, as loud as they would be in it.

    Args:
        mix: the recording.
        programme: what is heard; in the clips of *mix*, as its `calibrations` are.
        timeline: when.
        store: keeps how loud voices are.
        work: has the processes that measure them.

    Raises:
        EngineError: a voice is silent, or ffmpeg fails.
        OutputError: the store cannot be written.
    """
    levels = measure(programme, mix.clips, store, work)
    return replace(mix, programme=programme, timeline=timeline, levels=levels)
