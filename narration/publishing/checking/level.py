"""How loud a finished file is: loudness, peaks, noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.publishing.checking.rows import Row, many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.publishing.checking.rows import File

LOUDNESS = -19.0
"""LUFS where no manifest says what was asked for."""
OFF = 0.75
"""LUFS by which a file may miss its loudness: half a LU of ours, and what meters differ by."""


def loudness(file: File) -> Iterator[Row]:
    """Hold the loudness against what was asked for, in LUFS or as a root mean square."""
    sound, between = file.sound, file.delivery.rms
    if between is None:
        wanted = file.manifest.loudness if file.manifest else LOUDNESS
        off = abs(sound.loudness - wanted) > OFF
        fault = f"expected {wanted:g} LUFS, got {sound.loudness:.1f}" if off else ""
        yield Row("loudness", f"{sound.loudness:.1f} LUFS", f"{wanted:g} ± {OFF:g} LUFS", fault)
    else:
        low, high = between
        limit = f"{low:g} to {high:g} dB RMS"
        fault = "" if low <= sound.rms <= high else f"expected {limit}, got {sound.rms:.1f}"
        yield Row("loudness", f"{sound.rms:.1f} dB RMS", limit, fault)


def peak(file: File) -> Iterator[Row]:
    """Hold the true peak against its limit."""
    limit = f"at most {file.delivery.peak:g} dBTP"
    high = file.sound.peak > file.delivery.peak
    fault = f"expected a true peak of {limit}, got {file.sound.peak:.1f}" if high else ""
    yield Row("true peak", f"{file.sound.peak:.1f} dBTP", limit, fault)


def clipping(file: File) -> Iterator[Row]:
    """Count how often the wave is cut off."""
    times = many(file.sound.clipped, "time")
    yield Row(
        "clipping", times, "never", f"clipped: the wave is cut off {times}" if file.sound.clipped else ""
    )


def noise(file: File) -> Iterator[Row]:
    """Hold the noise between the words against its limit, if it has one."""
    if (floor := file.delivery.noise) is not None:
        loud = file.sound.noise > floor
        fault = f"expected noise of at most {floor:g} dB RMS, got {file.sound.noise:.1f}" if loud else ""
        yield Row("noise floor", f"{file.sound.noise:.1f} dB", f"at most {floor:g} dB", fault)
