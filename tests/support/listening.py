"""Listening to sound: who hums when, how loud it is."""

from __future__ import annotations

import math
import re
import subprocess
import tempfile
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.model import FRAME_RATE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STEP = FRAME_RATE // 10
"""Frames of one character of a picture: 100 ms."""

_LOOK = STEP // 20
"""Frames to either side of the middle of a character that decide it."""

SILENCE = 32.8
"""Largest sample that counts as silence: -60 dBFS."""


def decoded(mp3: bytes) -> array[int]:
    """Return the samples of an MP3, or another file of sound, channels interleaved."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.mp3"  # of what comes through a pipe, ffmpeg keeps the padding at the end
        path.write_bytes(mp3)
        return array("h", _ffmpeg("-i", str(path), "-ar", str(FRAME_RATE), "-f", "s16le", "pipe:1").stdout)


def heard(samples: Sequence[int], notes: Mapping[str, float]) -> str:
    """Draw which of the *notes* (Hz by letter) sounds in each 100 ms of mono samples; a dot is silence."""
    return "".join(
        _loudest(samples[start : start + STEP], notes) for start in range(0, len(samples) - STEP + 1, STEP)
    )


def level(samples: Sequence[int]) -> float:
    """Return the largest sample in dBFS."""
    return 20 * math.log10(max(1, max(map(abs, samples), default=0)) / 32768)


def loudness(mp3: bytes) -> tuple[float, float]:
    """Return the integrated loudness in LUFS and the true peak in dBTP of an MP3."""
    report = _ffmpeg(
        *("-f", "mp3", "-i", "pipe:0", "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"), data=mp3
    ).stderr.decode()
    found = re.search(r"I:\s+(\S+) LUFS.*Peak:\s+(\S+) dBFS", report, re.DOTALL)
    assert found, report
    return float(found[1]), float(found[2])


def power(samples: Sequence[int], hertz: float) -> float:
    """Return how strong a note is (Goertzel): the amplitude of a sine of that frequency."""
    coefficient = 2 * math.cos(2 * math.pi * hertz / FRAME_RATE)
    before = last = 0.0
    for sample in samples:
        before, last = last, sample + coefficient * last - before
    return 2 * math.sqrt(max(0.0, last**2 + before**2 - coefficient * last * before)) / len(samples)


def _loudest(samples: Sequence[int], notes: Mapping[str, float]) -> str:
    middle = samples[STEP // 2 - _LOOK : STEP // 2 + _LOOK]
    if max(map(abs, middle)) <= SILENCE:
        return "."
    return max(notes, key=lambda letter: power(middle, notes[letter]))


def _ffmpeg(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [ffmpeg.executable(), "-hide_banner", "-nostats", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True)


def lufs(samples: Sequence[int]) -> float:
    """Return the integrated loudness of mono samples in LUFS."""
    arguments = ("-f", "s16le", "-ar", str(FRAME_RATE), "-ac", "1", "-i", "pipe:0")
    report = _ffmpeg(
        *arguments, "-af", "ebur128=framelog=quiet", "-f", "null", "-", data=array("h", samples).tobytes()
    )
    found = re.search(r"I:\s+(\S+) LUFS", report.stderr.decode())
    assert found
    return float(found[1])
