"""How loud each voice is by itself, and is made."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.errors import EngineError, Problem
from narration.model import Token, Utterance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import Clips, Programme
    from narration.store import Store

KIND = "levels"
"""The store's name for what we keep in it."""

VERSION = 2
"""Part of the key of every level: add one whenever the same clip may measure differently."""

REFERENCE = -35.0
"""LUFS to which every voice is brought before the mix.  Speech peaks up to 23 dB above its loudness, a voice
may be set 12 dB louder: 16 bits never clip.  Their noise is 60 dB below; that of the MP3 only 20."""

CALIBRATION = (
    "Seven grey boats came home before noon. The youngest fisher sold a basket of oysters, "
    "kept two for her uncle, and went to watch the children fly their paper birds above the harbour wall. "
    "By evening the wind had turned. Old friends argued about the weather, shared bread and cheese, "
    "and agreed that a new engine would cost far too much this year."
)
"""Said once by every voice, whatever the article and its language: a level is a property of the voice.
So long that it tells the loudness of 14 voices in two articles within 0.1 LU (half as long: 0.2)."""


CEILING = -2.0
"""Largest sample in dBFS that leaves the limiter; decoded, it goes 0.8 dB higher at most (ADR 52)."""

MARGIN = 1.0
"""dB by which the limiter stays under the true peak that a finished file may have (ADR 52)."""

RUNGS = (-30.0, -22.0, -19.0, -16.0, -13.0, -10.0, -7.0, -4.0)
"""Root mean squares in dBFS with which a voice meets the limiter; with the first it passes whole."""


@dataclass(frozen=True, slots=True)
class Level:
    """How loud a voice is by itself, from its calibration."""

    lufs: float
    """Integrated loudness (ITU-R BS.1770) in LUFS."""
    rms: float
    """Root mean square in dBFS."""
    limited: tuple[float, ...]
    """LU that the limiter takes at each of `RUNGS`."""

    def loss(self, rms: float, ceiling: float = CEILING) -> float:
        """Return the LU that the limiter takes where the voice comes with *rms* dBFS.

        A limiter that stands lower takes what ours takes of a voice that is as much louder.
        """
        rms += CEILING - ceiling
        right = min(max(bisect(RUNGS, rms), 1), len(RUNGS) - 1)
        (low, high), (less, more) = RUNGS[right - 1 : right + 1], self.limited[right - 1 : right + 1]
        return max(0.0, less + (more - less) * (rms - low) / (high - low))

    @property
    def gain(self) -> float:
        """DB that bring the voice to `REFERENCE`."""
        return REFERENCE - self.lufs


def limiter(ceiling: float = CEILING) -> str:
    """Return the limiter as ffmpeg knows it; its largest sample is *ceiling* dBFS.

    Its gain is back at exactly 1 within 55 ms of silence, so that no stretch knows of the one before.
    """
    return f"alimiter=limit={ceiling}dB:attack=5:release=50:level=false:latency=true"


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


def _level(spoken: Utterance, clips: Clips, store: Store) -> Level:
    key = hashlib.sha256(f"{clips.key(spoken)} {VERSION}".encode()).hexdigest()
    if kept := store.get(KIND, key):
        lufs, rms, *limited = json.loads(kept)
        return Level(lufs, rms, tuple(limited))
    clip, rms = clips.clip(spoken), clips.facts(spoken).rms
    whole, *others = _lufs(clip.pcm, clip.frame_rate, [rung - rms for rung in RUNGS])
    if whole <= -70:
        timbre = spoken.timbre
        raise EngineError(Problem(f"the voice {timbre.name!r} of {timbre.engine} is silent"))
    limited = [rung - RUNGS[0] - (lufs - whole) for rung, lufs in zip(RUNGS[1:], others, strict=True)]
    level = Level(whole - RUNGS[0] + rms, rms, (0.0, *limited))
    store.put(KIND, key, json.dumps([level.lufs, level.rms, *level.limited]).encode())
    return level


def _lufs(pcm: bytes, frame_rate: int, gains: Sequence[float]) -> list[float]:
    """Return the integrated loudness of mono sound behind the limiter, for each of the *gains* in dB."""
    number = len(gains)
    ways = [
        f"[in{way}]aformat=dblp,volume={gain}dB:precision=double,{limiter()},"
        f"ebur128=metadata=1:framelog=quiet[out{way}]"
        for way, gain in enumerate(gains)
    ]
    inputs, outputs = ("".join(f"[{end}{way}]" for way in range(number)) for end in ("in", "out"))
    row = f"{outputs}concat=n={number}:v=0:a=1,ametadata=print:key=lavfi.r128.I:file=-"
    arguments = [
        *("-f", "s16le", "-ar", str(frame_rate), "-ac", "1", "-i", "pipe:0"),
        *("-filter_complex", ";".join([f"asplit={number}{inputs}", *ways, row])),
        *("-f", "null", "-"),
    ]
    # one way after the other, each with its loudness so far from moment to moment
    report = [
        float(line.rpartition(b"=")[2])
        for line in b"".join(ffmpeg.pipe(arguments, [pcm])).splitlines()
        if b"=" in line
    ]
    return report[len(report) // number - 1 :: len(report) // number]
