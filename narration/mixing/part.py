"""The sound of some stretches, made as it is read."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.mixing.levels import limiter
from narration.mixing.resampling import HEADROOM, resampled
from narration.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import Clips, Frames, Utterance

VERSION = 3
"""Part of the key of every stretch: add one whenever the same stretch may sound differently."""


@dataclass(frozen=True, slots=True)
class Place:
    """A clip in its stretch."""

    utterance: Utterance
    start: Frames
    """From the start of the stretch."""
    end: Frames
    gain: float
    """dB."""
    pan: float | None
    """From -1 (left) to 1 (right); None in mono."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What stands in a stretch, and where."""

    frames: Frames
    """Its length."""
    places: tuple[Place, ...]
    tone: Frames | None = None
    """Where a short tone begins, if there is one."""


@dataclass(frozen=True, slots=True)
class Finish:
    """What is done to all sound at the end."""

    channels: int
    gain: float
    """dB from the mix, its voices at their reference, to the limiter."""
    ceiling: float
    """Largest sample in dBFS that leaves the limiter."""


@dataclass(frozen=True)
class MixedPart:
    """A `narration.model.Part`: some stretches, each the same whether alone or with others."""

    layouts: tuple[Layout, ...]
    clips: Clips
    finish: Finish

    def stretches(self) -> Iterator[bytes]:
        """Return the sound of each stretch, levelled and limited: 16 bit PCM at `FRAME_RATE`."""
        for rate, layouts in groupby(self.layouts, self._rate):
            yield from self._finished(tuple(layouts), rate)

    def _rate(self, layout: Layout) -> int:
        """Return the frame rate at which a stretch is stitched.

        It is that of its clips, if they have one in common in which each stands on whole
        frames: then all of the stretch is brought to `FRAME_RATE` by the program that
        limits it, instead of each clip by one of its own before.
        """
        rates = {self.clips.facts(place.utterance).frame_rate for place in layout.places}
        if layout.tone is None and len(rates) == 1:
            step, rest = divmod(FRAME_RATE, rate := rates.pop())
            edges = (layout.frames, *(place.start for place in layout.places))
            if not rest and not any(edge % step for edge in edges):
                return rate
        return FRAME_RATE

    def _finished(self, layouts: Sequence[Layout], rate: int) -> Iterator[bytes]:
        """Yield the sound of stretches that are stitched at the same *rate*.

        The silence at both ends of each is longer than the reach of any filter here.
        """
        channels = self.finish.channels
        filters = (
            ffmpeg.GATHERED,
            *([f"aresample={FRAME_RATE}:osf=fltp"] if rate != FRAME_RATE else []),
            f"aformat=dblp,volume={self.finish.gain}dB:precision=double",
            limiter(self.finish.ceiling),
        )
        arguments = [
            *("-f", "s16le", "-ar", str(rate), "-ac", str(channels), "-i", "pipe:0"),
            *("-af", ",".join(filters)),
            *("-f", "s16le", "pipe:1"),
        ]
        finished = ffmpeg.pipe(arguments, self._stitched(layouts, rate))
        return ffmpeg.cut(finished, [2 * channels * layout.frames for layout in layouts])

    def _stitched(self, layouts: Sequence[Layout], rate: int) -> Iterator[bytes]:
        """Yield the sound of each stretch, every voice at the reference, made as it is drawn."""
        # here, because pydub takes longer to import than ``narrate --help`` may last
        from narration.mixing.stitching import stitch  # noqa: PLC0415

        heard = [place.utterance for layout in layouts for place in layout.places]
        resample = rate == FRAME_RATE
        sounds = resampled(heard, self.clips) if resample else (self.clips.clip(one).pcm for one in heard)
        for layout in layouts:
            yield stitch(layout, sounds, self.finish.channels, rate, HEADROOM if resample else 0.0)


def key(layout: Layout, clips: Clips, finish: Finish) -> str:
    """Return the name of the sound of a stretch: the same key, the same sound.

    Returns:
        64 hexadecimal digits: SHA-256 of everything that the sound is made from.
    """
    heard = [
        VERSION,
        [finish.channels, finish.gain.hex(), finish.ceiling.hex()],
        [layout.frames, layout.tone],
        [
            [clips.key(p.utterance), p.start, p.gain.hex(), None if p.pan is None else p.pan.hex()]
            for p in layout.places
        ],
        _makers(),
    ]
    return hashlib.sha256(json.dumps(heard).encode()).hexdigest()


def _makers() -> list[str]:
    """Return the versions of what works on the sound."""
    return [ffmpeg.version(), _pydub()]


@cache
def _pydub() -> str:
    # here, because it is not asked by the processes that work
    from importlib.metadata import version  # noqa: PLC0415

    return version("pydub")
