"""Brings clips of any frame rate to the frame rate of the mix."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.mixing.timeline import duration
from narration.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from narration.model import Clips, Utterance

HEADROOM = 6.0
"""dB by which everything comes out lower: between the samples of a clip that reaches full scale the sound may
go up to 3 dB higher, and the new samples stand there."""

_REACH = 64
"""Frames of silence around a clip; swr's filter looks 16 to 18 frames to either side (filter_size 32)."""


def resampled(utterances: Sequence[Utterance], clips: Clips) -> Iterator[bytes]:
    """Yield the sound of each utterance at `FRAME_RATE`, as long as `duration` says, `HEADROOM` lower.

    A clip comes out the same whatever stands before and after it.  swr with its
    defaults is flat within 0.1 dB up to 9 kHz (measured at 22,050 frames a second),
    where pydub's linear interpolation has lost 4 dB at 8 kHz.
    """
    rates = [clips.facts(utterance).frame_rate for utterance in utterances]
    flows = {
        rate: _flow(rate, [u for u, r in zip(utterances, rates, strict=True) if r == rate], clips)
        for rate in sorted(set(rates))
    }
    try:
        for rate in rates:
            yield next(flows[rate])
    finally:
        for flow in flows.values():
            flow.close()


def _flow(rate: int, utterances: Sequence[Utterance], clips: Clips) -> Generator[bytes]:
    """Yield the sound of utterances whose clips all have the same frame rate."""
    block = rate // gcd(rate, FRAME_RATE)  # so many frames become a whole number of frames
    pad = -(-_REACH // block) * block
    facts = [clips.facts(utterance) for utterance in utterances]
    padded = [fact.frames + 2 * pad + -fact.frames % block for fact in facts]

    def around() -> Iterator[bytes]:
        for utterance, length in zip(utterances, padded, strict=True):
            pcm = clips.clip(utterance).pcm
            yield bytes(2 * pad) + pcm + bytes(2 * (length - pad) - len(pcm))
        yield bytes(2 * pad)

    out = ffmpeg.pipe(
        [
            *("-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "pipe:0"),
            *("-af", f"{ffmpeg.GATHERED},aresample={FRAME_RATE}:osf=fltp,volume=-{HEADROOM}dB"),
            *("-f", "s16le", "pipe:1"),
        ],
        around(),
    )
    before = pad * FRAME_RATE // rate
    pieces = ffmpeg.cut(out, [2 * length * FRAME_RATE // rate for length in padded])
    try:
        for fact, piece in zip(facts, pieces, strict=False):
            yield piece[2 * before : 2 * (before + duration(fact))]
    finally:
        pieces.close()
