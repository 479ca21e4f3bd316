"""How loud each voice is made, then the programme as a whole."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.errors import EngineError, Problem
from narration.model import FRAME_RATE, Token, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.model import Clips, Programme, Timeline
    from narration.store import Store

KIND = "levels"
"""The store's name for what we keep in it."""

VERSION = 1
"""Part of the key of every level: add one whenever the same clip may measure differently."""

REFERENCE = -35.0
"""LUFS to which every voice is brought before the mix.  Speech peaks up to 23 dB above its loudness, a voice
may be set 12 dB louder: 16 bits never clip.  Their noise is 60 dB below; that of the MP3 only 20."""

CODEC = -0.6
"""LU that a programme loses on its way to the decoded MP3: LAME scales by 0.95 (-0.45 dB), the rest is the
limiter's (mean of 14 programmes; ADR 52)."""

ORDINARY = -0.4
"""LU by which an ordinary article, pauses and all, is softer than `REFERENCE` (two articles, five casts)."""

STEP = 0.5
"""dB to which the gain of the programme is rounded, so that a changed voice does not move all others."""

SLACK = 0.3
"""LU by which a programme may miss its loudness for the same reason: an ordinary one keeps the gain of all
ordinary ones.  With 0.2 LU for what the figures do not tell, half a LU is kept."""

CALIBRATION = (
    "Seven grey boats came home before noon. The youngest fisher sold a basket of oysters, "
    "kept two for her uncle, and went to watch the children fly their paper birds above the harbour wall. "
    "By evening the wind had turned. Old friends argued about the weather, shared bread and cheese, "
    "and agreed that a new engine would cost far too much this year."
)
"""Said once by every voice, whatever the article and its language: a level is a property of the voice.
So long that it tells the loudness of 14 voices in two articles within 0.1 LU (half as long: 0.2)."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a voice is by itself, from its calibration."""

    lufs: float
    """Integrated loudness (ITU-R BS.1770) in LUFS."""
    rms: float
    """Root mean square in dBFS."""

    @property
    def gain(self) -> float:
        """DB that bring the voice to `REFERENCE`."""
        return REFERENCE - self.lufs


def calibration(utterance: Utterance) -> Utterance:
    """Return what shows how loud the voice of *utterance* is."""
    return Utterance((Token(CALIBRATION),), utterance.language, utterance.timbre)


def calibrations(programme: Programme) -> tuple[Utterance, ...]:
    """Return what must be spoken beside *programme* to know how loud each of its voices is."""
    return tuple(dict.fromkeys(calibration(passage.utterance) for passage in programme.passages))


def measure(programme: Programme, clips: Clips, store: Store) -> dict[Utterance, Level]:
    """Return the level of each calibration of *programme*, measured once and kept in the *store*.

    Raises:
        EngineError: a voice is silent, or ffmpeg fails.
    """
    return {spoken: _level(spoken, clips, store) for spoken in calibrations(programme)}


def programme_gain(
    programme: Programme, timeline: Timeline, clips: Clips, levels: Mapping[Utterance, Level], channels: int
) -> float:
    """Return the dB that bring the mix from its voices' `REFERENCE` to the loudness of the programme.

    What BS.1770 would measure is worked out from the root mean square of each
    clip: blocks of 400 ms, a new one each 100 ms; the silent ones do not count
    (-70 LUFS), nor those 10 LU below the mean of the others.
    """
    energies = []
    for passage in programme.passages:
        level = levels[calibration(passage.utterance)]
        loudness = clips.facts(passage.utterance).rms + level.lufs - level.rms
        energies.append(10 ** ((loudness + level.gain + passage.voice.volume) / 10))
    blocks = [energy for energy in _blocks(timeline, energies) if energy > 10**-7]
    threshold = sum(blocks) / len(blocks) / 10
    heard = [energy for energy in blocks if energy > threshold]
    # BS.1770 adds up the channels, and panning keeps the power of a centred voice in two of them
    mixed = 10 * log10(channels * sum(heard) / len(heard))
    wanted = programme.loudness - CODEC
    ordinary = _rounded(wanted - REFERENCE - ORDINARY - 10 * log10(channels))
    more = wanted - mixed - ordinary
    return ordinary if abs(more) <= SLACK else ordinary + _rounded(more)


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
        index = bisect_right(starts, frame) - 1
        if index < 0:
            return 0.0
        cue = timeline.cues[index]
        return sums[index] + energies[index] * (min(frame, cue.end) - cue.start)

    hop, block = FRAME_RATE // 10, 4 * FRAME_RATE // 10
    for start in range(0, timeline.frames - block + 1, hop):
        yield (until(start + block) - until(start)) / block


def _level(spoken: Utterance, clips: Clips, store: Store) -> Level:
    key = hashlib.sha256(f"{clips.key(spoken)} {VERSION}".encode()).hexdigest()
    if kept := store.get(KIND, key):
        return Level(**json.loads(kept))
    clip = clips.clip(spoken)
    level = Level(_lufs(clip.pcm, clip.frame_rate), clips.facts(spoken).rms)
    if level.lufs <= -70:
        timbre = spoken.timbre
        raise EngineError(Problem(f"the voice {timbre.name!r} of {timbre.engine} is silent"))
    store.put(KIND, key, json.dumps({"lufs": level.lufs, "rms": level.rms}).encode())
    return level


def _lufs(pcm: bytes, frame_rate: int) -> float:
    """Return the integrated loudness of mono sound as ffmpeg measures it."""
    arguments = [
        *("-f", "s16le", "-ar", str(frame_rate), "-ac", "1", "-i", "pipe:0"),
        *("-af", "ebur128=metadata=1:framelog=quiet,ametadata=print:key=lavfi.r128.I:file=-"),
        *("-f", "null", "-"),
    ]
    report = b"".join(ffmpeg.pipe(arguments, [pcm]))
    return float(report.rpartition(b"=")[2] or -70)
