"""Joins the clips of a stretch: the only module that knows pydub."""

from __future__ import annotations

import warnings
from array import array
from typing import TYPE_CHECKING

from narration.mixing.earcon import LENGTH, earcon
from narration.model import FRAME_RATE

with warnings.catch_warnings():
    # pydub looks for an ffmpeg on PATH, which it is never asked to use here, and warns of what Python 3.13
    # has removed, which audioop-lts brings back
    warnings.simplefilter("ignore")
    from pydub import AudioSegment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.mixing.part import Layout

_COMING = 4
"""Milliseconds in which a clip comes; trimming leaves 5 before the first sound."""

_GOING = 10
"""Milliseconds in which it goes; trimming leaves 15 after the last."""


def sound(pcm: bytes, gain: float, pan: float | None, rate: int = FRAME_RATE) -> AudioSegment:
    """Return a clip (16 bit, mono) as it stands in the mix, as long as it was.

    Args:
        pcm: the samples.
        gain: dB.
        pan: place from -1 (left) to 1 (right); None keeps it mono.
        rate: frames a second.
    """
    segment = AudioSegment(_faded(pcm, rate), sample_width=2, frame_rate=rate, channels=1).apply_gain(gain)
    return segment if pan is None else segment.pan(pan)


def stitch(
    layout: Layout, sounds: Iterator[bytes], channels: int, rate: int = FRAME_RATE, lift: float = 0.0
) -> bytes:
    """Return the PCM of a stretch: each clip at its place, silence everywhere else.

    Args:
        layout: what stands where.
        sounds: of its clips, 16 bit, mono; no more are drawn than it has.
        channels: 1 or 2.
        rate: frames a second of the sounds, and of the stretch; all places are whole frames of it.
        lift: dB by which the sounds are too low.

    Places are frames, and everything is joined once: pydub's ``+`` and its
    lengths count in milliseconds, and copy all that is there each time.
    """
    pieces: list[AudioSegment] = []
    now = 0
    if layout.tone is not None:
        # as the voices: all of it is made louder once, and resampling kept its headroom
        segment = AudioSegment(earcon(), sample_width=2, frame_rate=FRAME_RATE, channels=1)
        pieces += [_silence(layout.tone - now, channels, FRAME_RATE), segment.set_channels(channels)]
        now = layout.tone + LENGTH
    for place in layout.places:
        segment = sound(next(sounds), place.gain + lift, place.pan, rate)
        start = place.start * rate // FRAME_RATE
        pieces += [_silence(start - now, channels, rate), segment]
        now = start + int(segment.frame_count())
    pieces.append(_silence(layout.frames * rate // FRAME_RATE - now, channels, rate))
    return b"".join(piece.raw_data for piece in pieces)


def _faded(pcm: bytes, rate: int) -> bytes:
    """Return a clip without a step at either end.

    pydub's fades take twenty times as long, more than all else here, and count in milliseconds.
    """
    samples = array("h", pcm)
    coming, going = (min(ms * rate // 1000, len(samples) // 2) for ms in (_COMING, _GOING))
    for index in range(coming):
        samples[index] = samples[index] * index // coming
    for index in range(1, going + 1):
        samples[-index] = samples[-index] * (index - 1) // going
    return samples.tobytes()


def _silence(frames: int, channels: int, rate: int) -> AudioSegment:
    """Return so many frames of silence, which pydub makes by the millisecond."""
    silence = AudioSegment.silent(frames * 1000 // rate + 1, rate)
    return silence.get_sample_slice(0, frames).set_channels(channels)
