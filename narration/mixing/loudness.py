"""How loud a programme is made, worked out before it is mixed."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING

from narration.errors import Problem
from narration.mixing.levels import MARGIN, calibration
from narration.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narration.mixing.levels import Level
    from narration.model import Clips, Passage, Programme, Timeline, Utterance

CODEC = -0.44
"""LU that MP3 takes at the usual bit rates: LAME scales by 0.95."""

EDGES = 0.19
"""LU by which speech is louder than evenly loud clips would be: it is softer at the ends of a clip, where the
gate leaves it out.  (This and the above: seven narrators, ADR 52.)"""

STEP = 0.5
"""dB to which the gain is rounded, so that a changed voice does not move all others."""

GAINS = tuple(STEP * step for step in range(-60, 120))
"""All that are thought of; `VoicesSheet` allows none that is further out."""

ORDINARY = 36.0
"""dB from the loudness asked for to the gain that ordinary articles need, give or take `SLACK`."""

SLACK = 0.3
"""LU by which a programme may miss its loudness so that it keeps the gain of ordinary ones.  With 0.2 LU for
what clips do not tell of themselves, half a LU is kept."""


MOST = 5.0
"""LU that the limiter may take of the programme: beyond, a dB more makes it 0.3 LU louder, and rougher."""

OFF = 0.5
"""LU by which a programme may miss its loudness without a word."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """How a programme is made as loud as it asks to be, or nearly."""

    gain: float
    """DB from the mix, its voices at their reference, to the limiter."""
    reached: float
    """LUFS of the decoded programme."""


@dataclass(frozen=True, slots=True)
class _Sound:
    """A clip as it stands in the mix."""

    lufs: float
    rms: float
    """In dBFS, in the louder channel."""
    level: Level
    """Of its voice."""
    ceiling: float
    """Of the limiter in dBFS."""

    def limited(self, gain: float) -> float:
        """Return its LUFS behind the limiter."""
        return self.lufs + gain - self.level.loss(self.rms + gain, self.ceiling)


def loudness(
    programme: Programme, timeline: Timeline, clips: Clips, levels: Mapping[Utterance, Level], channels: int
) -> Loudness:
    """Return how *programme* gets as loud as it asks to be.

    What BS.1770 would measure is worked out from the root mean square of each
    clip, and from what the limiter takes of its voice where it comes as loud:
    blocks of 400 ms, a new one each 100 ms; the silent ones do not count
    (-70 LUFS), nor those 10 LU below the mean of the others.
    """
    ceiling = programme.delivery.peak - MARGIN
    sounds = [_sound(passage, clips, levels, ceiling) for passage in programme.passages]
    # BS.1770 adds up the channels, and panning keeps the power of a centred voice in two of them
    two = 10 * log10(channels)

    def decoded(lufs: Iterable[float]) -> float:
        return _integrated(timeline, lufs) + two + EDGES + CODEC

    def made(gain: float) -> Loudness:
        return Loudness(gain, decoded(sound.limited(gain) for sound in sounds))

    def off(one: Loudness) -> float:
        return abs(one.reached - programme.loudness)

    ordinary = made(_rounded(programme.loudness + ORDINARY - two))
    if off(ordinary) <= SLACK:
        return ordinary
    unlimited = decoded(sound.lufs for sound in sounds)
    enough = bisect(GAINS, programme.loudness, key=lambda gain: made(gain).reached)
    rough = bisect(GAINS, MOST, key=lambda gain: unlimited + gain - made(gain).reached)
    top = min(enough, rough - 1)
    return min((made(gain) for gain in GAINS[top - 1 : top + 1]), key=off)


def shortfall(programme: Programme, loudness: Loudness) -> Problem | None:
    """Return how far *programme* stays from the loudness it asks for, if one hears it."""
    if abs(loudness.reached - programme.loudness) <= OFF:
        return None
    return Problem(
        f"expected {programme.loudness:g} LUFS, got {loudness.reached:.1f}: more would distort these voices",
        hint="set a lower loudness under [edition] in voices.toml, or a lower volume for loud speakers",
    )


def _sound(passage: Passage, clips: Clips, levels: Mapping[Utterance, Level], ceiling: float) -> _Sound:
    level, pan = levels[calibration(passage.utterance)], abs(passage.voice.pan)
    rms = clips.facts(passage.utterance).rms + level.gain + passage.voice.volume
    # pydub's panning: one channel up to 3 dB louder, and in between up to 0.6 dB less in both together
    together = 10 * log10((2**pan + (2 - 2**pan) ** 2) / 2)
    return _Sound(rms + level.lufs - level.rms + together, rms + 3 * pan, level, ceiling)


def _integrated(timeline: Timeline, lufs: Iterable[float]) -> float:
    """Return the integrated loudness of clips that are each evenly loud."""
    blocks = [energy for energy in _blocks(timeline, [10 ** (one / 10) for one in lufs]) if energy > 10**-7]
    threshold = sum(blocks) / len(blocks) / 10
    heard = [energy for energy in blocks if energy > threshold]
    return 10 * log10(sum(heard) / len(heard))


def _rounded(decibels: float) -> float:
    return round(decibels / STEP) * STEP


def _blocks(timeline: Timeline, energies: Sequence[float]) -> Iterator[float]:
    """Yield the mean energy of each 400 ms, from each 100 ms on."""
    starts = [cue.start for cue in timeline.cues]
    sums = [0.0]
    for cue, energy in zip(timeline.cues, energies, strict=True):
        sums.append(sums[-1] + energy * (cue.end - cue.start))

    def until(frame: int) -> float:
        """Return the energy of all that is heard before *frame*."""
        index = bisect(starts, frame) - 1
        if index < 0:
            return 0.0
        cue = timeline.cues[index]
        return sums[index] + energies[index] * (min(frame, cue.end) - cue.start)

    hop, block = FRAME_RATE // 10, 4 * FRAME_RATE // 10
    for start in range(0, timeline.frames - block + 1, hop):
        yield (until(start + block) - until(start)) / block
