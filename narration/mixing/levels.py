"""How loud each voice is by itself, and is made."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log10
from typing import TYPE_CHECKING

from narration import ffmpeg, samples
from narration.errors import EngineError, Problem
from narration.model import Token, Utterance
from narration.work import known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.model import Clip, Clips, Programme
    from narration.store import Store
    from narration.work import Executor

KIND = "levels"
"""The store's name for what we keep in it."""

METER = "narration.mixing.levels:Meter"

VERSION = 4
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

ATTACK, RELEASE = 0.005, 0.05
"""Seconds in which the limiter comes down, and goes up again."""

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
    def figures(self) -> list[float]:
        """All that is known of it, to be kept."""
        return [self.lufs, self.rms, *self.limited]

    @property
    def gain(self) -> float:
        """DB that bring the voice to `REFERENCE`."""
        return REFERENCE - self.lufs


def limiter(ceiling: float = CEILING) -> str:
    """Return the limiter as ffmpeg knows it; its largest sample is *ceiling* dBFS.

    Its gain is back at exactly 1 within 55 ms of silence, so that no stretch knows of the one before.
    """
    times = f"attack={1000 * ATTACK:g}:release={1000 * RELEASE:g}"
    return f"alimiter=limit={ceiling}dB:{times}:level=false:latency=true"


def calibration(utterance: Utterance) -> Utterance:
    """Return what shows how loud the voice of *utterance* is."""
    return Utterance((Token(CALIBRATION),), utterance.language, utterance.timbre)


def calibrations(programme: Programme) -> tuple[Utterance, ...]:
    """Return what must be spoken beside *programme* to know how loud each of its voices is."""
    return tuple(dict.fromkeys(calibration(passage.utterance) for passage in programme.passages))


def measure(programme: Programme, clips: Clips, store: Store, work: Executor) -> dict[Utterance, Level]:
    """Return the level of each calibration of *programme*, measured once and kept in the *store*.

    Raises:
        EngineError: a voice is silent, or ffmpeg fails.
    """
    spoken = calibrations(programme)
    levels = {one: level for one in spoken if (level := _known(key(one, clips), store))}
    tasks = [Measuring(one, clips.only([one])) for one in spoken if one not in levels]
    with closing(work.do(METER, tasks)) as results:
        for task, level, error in results:
            if error:
                timbre = task.spoken.timbre
                raise known(error, f"measure the voice {timbre.name} of {timbre.engine}") from error
            levels[task.spoken] = level
            store.put(KIND, key(task.spoken, clips), json.dumps(level.figures).encode())
    return levels


def unmeasured(programme: Programme, clips: Clips, store: Store) -> tuple[Utterance, ...]:
    """Return the calibrations of *programme* that must be spoken: the level of the others is known."""
    return tuple(one for one in calibrations(programme) if not _known(key(one, clips), store))


def key(spoken: Utterance, clips: Clips) -> str:
    """Return the name of a level: the same name, the same sound measured in the same way."""
    return hashlib.sha256(f"{clips.key(spoken)} {VERSION}".encode()).hexdigest()


def _known(name: str, store: Store) -> Level | None:
    """Return the level called *name* from the store, or from those that come with narrate."""
    if content := store.get(KIND, name):
        return _level(json.loads(content))
    figures = shipped().get(name)
    return _level(figures) if figures else None


@cache
def shipped() -> Mapping[str, Sequence[float]]:
    """Return the figures of levels that were measured beforehand, by `key` (``benchmarks/levels.py``).

    They are of the voices that are cast by rule, as one build of espeak-ng says
    them; by any other they are measured.
    """
    path = files("narration.mixing") / "levels.json"
    levels: Mapping[str, Sequence[float]] = json.loads(path.read_text(encoding="utf-8"))["levels"]
    return levels


def _level(figures: Sequence[float]) -> Level:
    lufs, rms, *limited = figures
    return Level(lufs, rms, tuple(limited))


@dataclass(frozen=True, slots=True)
class Measuring:
    """What a process needs to know to measure a voice."""

    spoken: Utterance
    """A `calibration`."""
    clips: Clips


class Meter:
    """Measures how loud voices are."""

    def __call__(self, measuring: Measuring) -> Level:
        """Return the level of a voice.

        Raises:
            EngineError: it is silent, or ffmpeg fails.
        """
        clip, rms = measuring.clips.clip(measuring.spoken), measuring.clips.facts(measuring.spoken).rms
        # softer than the limiter takes notice of, and louder than the gate of BS.1770
        lufs = _lufs(clip.pcm, clip.frame_rate, RUNGS[0] - rms)
        if lufs <= -70:
            timbre = measuring.spoken.timbre
            raise EngineError(Problem(f"the voice {timbre.name!r} of {timbre.engine} is silent"))
        windows = list(_windows(clip))
        losses = [_loss(windows, 10 ** ((rung - rms) / 20)) for rung in RUNGS]
        # as they are kept: whether just measured or not, they are the same
        return _level([round(figure, 3) for figure in (lufs - RUNGS[0] + rms, rms, *losses)])


def _lufs(pcm: bytes, frame_rate: int, gain: float) -> float:
    """Return the integrated loudness of mono sound that is made louder by *gain* dB."""
    measured = "ebur128=metadata=1:framelog=quiet,ametadata=print:key=lavfi.r128.I:file=-"
    arguments = [
        *("-f", "s16le", "-ar", str(frame_rate), "-ac", "1", "-i", "pipe:0"),
        *("-af", f"aformat=dblp,volume={gain}dB:precision=double,{measured}"),
        *("-f", "null", "-"),
    ]
    # the loudness so far, from moment to moment
    report = b"".join(ffmpeg.pipe(arguments, [pcm])).splitlines()
    return float(next(line for line in reversed(report) if b"=" in line).rpartition(b"=")[2])


def _windows(clip: Clip) -> Iterator[tuple[float, float]]:
    """Yield the largest sample and the energy of each `ATTACK` of a clip; full scale is 1."""
    size = 2 * round(clip.frame_rate * ATTACK)
    for start in range(0, len(clip.pcm) - size + 1, size):
        window = clip.pcm[start : start + size]
        yield samples.peak(window) / 32768, (samples.rms(window) / 32768) ** 2


def _loss(windows: Sequence[tuple[float, float]], gain: float) -> float:
    """Return the LU that the limiter takes of sound that is made *gain* times louder, worked out.

    The limiter comes down in a straight line until a peak is there, and goes up
    in a straight line; which weighting the loudness has does not matter.

    Measured on ten voices, ffmpeg's takes the same within 0.1 LU where it takes
    1 LU, within 0.35 LU where it takes 4 (ADR 52).
    """
    ceiling = 10 ** (CEILING / 20) / gain
    peaks = [peak for peak, _ in windows]
    if max(peaks) <= ceiling:
        return 0.0
    whole = limited = slope = 0.0
    now = 1.0
    for (peak, energy), ahead in zip(windows, [*peaks[1:], 0.0], strict=True):
        whole += energy
        if now == 1.0 and peak <= ceiling and ahead <= ceiling:
            limited += energy
            continue
        risen = min(1.0, now + slope)
        low = min(ceiling / peak, risen) if peak > ceiling else risen
        then = min(ceiling / ahead, low) if ahead > ceiling else low
        if then < risen:
            slope = (1.0 - then) * ATTACK / RELEASE
        mean = (min(now, low) + then) / 2
        limited += energy * mean * mean
        now = then
    return 10 * log10(whole / limited)
