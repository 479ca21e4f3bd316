"""What can be heard of a finished file: how long, how loud, where there is silence."""

from __future__ import annotations

import math
import re
from array import array
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

HOP = 10
"""Milliseconds that are looked at together."""

SILENCE = 32
"""Largest sample that counts as silence: -60 dBFS, as where clips are trimmed."""

_FULL = 32_760
_RUN = 3
"""So many samples in a row at the largest value are a wave that was cut off, not its highest point."""

_MEASURE = (
    "ebur128=peak=true:metadata=1:framelog=quiet,"
    "astats=metadata=1:measure_perchannel=none:measure_overall=RMS_level+Noise_floor,"
    "ametadata=print:file=-"
)
_FACT = re.compile(rb"lavfi\.(?:r128|astats\.Overall)\.(\w+)=(\S+)")


@dataclass(frozen=True)
class Sound:
    """What a file sounds like, decoded."""

    milliseconds: int
    loudness: float
    """Integrated, in LUFS."""
    peak: float
    """True peak in dBTP."""
    rms: float
    """Root mean square of everything in dBFS."""
    noise: float
    """The quietest moment in dBFS."""
    clipped: int
    """How many times the wave is cut off."""
    peaks: Sequence[int]
    """Largest sample in each `HOP`, of all channels."""

    @cached_property
    def sounding(self) -> bytes:
        """1 for each `HOP` that is more than silence, else 0."""
        return bytes(peak > SILENCE for peak in self.peaks)

    @cached_property
    def runs(self) -> tuple[tuple[int, int, bool], ...]:
        """(start, end, whether it sounds) in ms, one after the other from the first to the last."""
        found = []
        at = 0
        for sounds, hops in groupby(self.sounding):
            length = sum(1 for _ in hops) * HOP
            found.append((at, at + length, bool(sounds)))
            at += length
        return tuple(found)

    @cached_property
    def silences(self) -> tuple[tuple[int, int], ...]:
        """(start, end) in ms of each silence."""
        return tuple((start, end) for start, end, sounds in self.runs if not sounds)

    def share(self, start: int, end: int) -> float:
        """Return how much of the time from *start* to *end* (ms) is more than silence, 0 to 1."""
        part = self.sounding[start // HOP : max(start // HOP + 1, end // HOP)]
        return sum(part) / len(part) if part else 0.0


def measure(path: Path, channels: int) -> Sound:
    """Decode the MP3 at *path* and return what it sounds like.

    Raises:
        EngineError: ffmpeg is missing, or finds no sound.
    """
    source = ["-i", str(path), "-map", "0:a:0"]
    report = b"".join(ffmpeg.pipe([*source, "-af", _MEASURE, "-f", "null", "-"], ()))
    facts = {name.decode(): float(value) for name, value in _FACT.findall(report)}
    highest = max(value for name, value in facts.items() if name.startswith("true_peaks_ch"))
    peaks: list[int] = []
    clipped = samples = 0
    decoded = ffmpeg.pipe([*source, "-ar", str(FRAME_RATE), "-f", "s16le", "pipe:1"], ())
    for window in _windows(decoded, 2 * channels * (FRAME_RATE * HOP // 1000)):
        samples += len(window)
        high, low = max(window), min(window)
        peaks.append(max(high, -low))
        if peaks[-1] >= _FULL:
            clipped += sum(_cut_off(window[channel::channels]) for channel in range(channels))
    return Sound(
        milliseconds=round(1000 * samples / channels / FRAME_RATE),
        loudness=facts["I"],
        peak=20 * math.log10(highest) if highest else -math.inf,
        rms=facts["RMS_level"],
        noise=facts["Noise_floor"],
        clipped=clipped,
        peaks=peaks,
    )


def _windows(chunks: Iterable[bytes], size: int) -> Iterator[array[int]]:
    """Yield samples, *size* bytes together, at the end what is left."""
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        whole = len(rest) // size * size
        for start in range(0, whole, size):
            yield array("h", bytes(rest[start : start + size]))
        del rest[:whole]
    if len(rest) > 1:
        yield array("h", bytes(rest[: len(rest) // 2 * 2]))


def _cut_off(samples: Iterable[int]) -> int:
    """Return how many runs of samples lie at the largest value."""
    runs = groupby(samples, lambda sample: (sample >= _FULL) - (sample <= -_FULL))
    return sum(1 for side, run in runs if side and sum(1 for _ in run) >= _RUN)
