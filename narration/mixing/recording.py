"""The sound of a programme, made as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.mixing.levels import MARGIN, calibration, limiter, measure
from narration.mixing.loudness import loudness, shortfall
from narration.mixing.resampling import HEADROOM, resampled
from narration.model import FRAME_RATE, Event, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.mixing.levels import Level
    from narration.mixing.loudness import Loudness
    from narration.model import Clips, Programme, Stretch, Tell, Timeline, Utterance
    from narration.store import Store


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
        return self.part(self.timeline.stretches)

    def part(self, stretches: Sequence[Stretch]) -> Iterator[bytes]:
        """Return the sound of some neighbouring *stretches*, the same whether alone or with others."""
        width = 2 * self.channels
        limited = limiter(self.programme.delivery.peak - MARGIN)
        arguments = [
            *("-f", "s16le", "-ar", str(FRAME_RATE), "-ac", str(self.channels), "-i", "pipe:0"),
            *("-af", f"aformat=dblp,volume={self.loudness.gain}dB:precision=double,{limited}"),
            *("-f", "s16le", "pipe:1"),
        ]
        finished = ffmpeg.pipe(arguments, self._stitched(stretches))
        return ffmpeg.cut(finished, [width * (stretch.end - stretch.start) for stretch in stretches])

    def _stitched(self, stretches: Sequence[Stretch]) -> Iterator[bytes]:
        """Return the sound of *stretches*, every voice at the reference, made as it is drawn."""
        # here, because pydub takes longer to import than ``narrate --help`` may last
        from narration.mixing.stitching import sound, stitch  # noqa: PLC0415

        passages = self.programme.passages[stretches[0].first : stretches[-1].last]
        clips = resampled([passage.utterance for passage in passages], self.clips)
        sounds = (
            sound(
                pcm,
                self.levels[calibration(passage.utterance)].gain + passage.voice.volume + HEADROOM,
                passage.voice.pan if self.channels == 2 else None,
            )
            for passage, pcm in zip(passages, clips, strict=True)
        )
        cues = (self.timeline.cues[stretch.first : stretch.last] for stretch in stretches)
        return (
            stitch(
                stretch,
                said,
                islice(sounds, len(said)),
                self.channels,
                self.timeline.earcons.get(stretch.first),
            )
            for stretch, said in zip(stretches, cues, strict=True)
        )


def record(programme: Programme, timeline: Timeline, clips: Clips, store: Store, tell: Tell = ignore) -> Mix:
    """Return how to make the sound of *programme*: every voice evenly loud, all of it as loud as asked.

    Args:
        programme: what is heard.
        timeline: when.
        clips: of all its passages and `calibrations`.
        store: keeps how loud voices are.
        tell: gets a ``warning`` where it cannot be as loud as asked.

    Raises:
        EngineError: a voice is silent, or ffmpeg fails.
        OutputError: the store cannot be written.
    """
    levels = measure(programme, clips, store)
    places = any(passage.voice.pan for passage in programme.passages)
    channels = 2 if places or programme.delivery.stereo else 1
    how = loudness(programme, timeline, clips, levels, channels)
    if problem := shortfall(programme, how):
        tell(Event("warning", facts={"message": problem.message, "hint": problem.hint}))
    return Mix(programme, timeline, clips, levels, how, channels)
