"""How loud a programme is made, worked out before it is mixed."""

from __future__ import annotations

from bisect import bisect_right
from math import log10
from typing import TYPE_CHECKING

from narration.mixing.levels import calibration
from narration.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.mixing.levels import Level
    from narration.model import Clips, Programme, Timeline, Utterance

CEILING = -2.0
"""Largest sample in dBFS that leaves the limiter; between samples, and through MP3 at 64 kbit/s, the sound
goes up to 0.5 dB higher."""

CODEC = -0.44
"""LU that MP3 at 64 kbit/s takes: LAME scales by 0.95."""

EDGES = 0.19
"""LU by which speech is louder than evenly loud clips would be: it is softer at the ends of a clip, where the
gate leaves it out."""

LIMITED = 0.15
"""LU that the limiter takes for each dB by which the peaks of the clips exceed the ceiling, on the mean.
(This and the two above: seven narrators, ADR 52.)"""

STEP = 0.5
"""dB to which the gain is rounded, so that a changed voice does not move all others."""

ORDINARY = 36.0
"""dB from the loudness asked for to the gain that ordinary articles need, give or take `SLACK`."""

SLACK = 0.3
"""LU by which a programme may miss its loudness so that it keeps the gain of ordinary ones.  With 0.2 LU for
what clips do not tell of themselves, half a LU is kept."""


def programme_gain(
    programme: Programme, timeline: Timeline, clips: Clips, levels: Mapping[Utterance, Level], channels: int
) -> float:
    """Return the dB from the mix, its voices at their reference, to the loudness of the decoded programme.

    What BS.1770 would measure is worked out from the root mean square of each
    clip: blocks of 400 ms, a new one each 100 ms; the silent ones do not count
    (-70 LUFS), nor those 10 LU below the mean of the others.
    """
    energies, peaks = [], []
    for passage in programme.passages:
        facts, level = clips.facts(passage.utterance), levels[calibration(passage.utterance)]
        gain = level.gain + passage.voice.volume
        energies.append(10 ** ((facts.rms + level.lufs - level.rms + gain) / 10))
        peaks.append(facts.peak + gain)
    blocks = [energy for energy in _blocks(timeline, energies) if energy > 10**-7]
    threshold = sum(blocks) / len(blocks) / 10
    heard = [energy for energy in blocks if energy > threshold]
    # BS.1770 adds up the channels, and panning keeps the power of a centred voice in two of them
    two = 10 * log10(channels)
    needed = programme.loudness - 10 * log10(sum(heard) / len(heard)) - two - EDGES - CODEC
    needed += LIMITED * _excess(timeline, [peak + needed + two for peak in peaks])
    ordinary = _rounded(programme.loudness + ORDINARY - two)
    more = needed - ordinary
    return ordinary if abs(more) <= SLACK else ordinary + _rounded(more)


def _rounded(decibels: float) -> float:
    return round(decibels / STEP) * STEP


def _excess(timeline: Timeline, peaks: Sequence[float]) -> float:
    """Return by how many dB the *peaks* of the clips exceed the ceiling, on the mean over time."""
    lengths = [cue.end - cue.start for cue in timeline.cues]
    excess = (max(0.0, peak - CEILING) * length for peak, length in zip(peaks, lengths, strict=True))
    return sum(excess) / sum(lengths)


def _blocks(timeline: Timeline, energies: Sequence[float]) -> Iterator[float]:
    """Yield the mean energy of each 400 ms, from each 100 ms on."""
    starts = [cue.start for cue in timeline.cues]
    sums = [0.0]
    for cue, energy in zip(timeline.cues, energies, strict=True):
        sums.append(sums[-1] + energy * (cue.end - cue.start))

    def until(frame: int) -> float:
        """Return the energy of all that is heard before *frame*."""
        index = bisect_right(starts, frame) - 1
        if index < 0:
            return 0.0
        cue = timeline.cues[index]
        return sums[index] + energies[index] * (min(frame, cue.end) - cue.start)

    hop, block = FRAME_RATE // 10, 4 * FRAME_RATE // 10
    for start in range(0, timeline.frames - block + 1, hop):
        yield (until(start + block) - until(start)) / block
