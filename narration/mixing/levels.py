"""How loud each voice is by itself, and is made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.errors import EngineError, Problem
from narration.model import Token, Utterance

if TYPE_CHECKING:
    from narration.model import Clips, Programme
    from narration.store import Store

KIND = "levels"
"""The store's name for what we keep in it."""

VERSION = 1
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
