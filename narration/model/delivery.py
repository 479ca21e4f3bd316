"""What a finished file must keep to, besides its loudness."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """The form in which an edition is handed over, and the limits that are checked on the decoded file."""

    peak: float = -1.0
    """dBTP that are never exceeded."""
    stereo: bool = False
    """Whether there are two channels though no voice has a place of its own."""
    kbit: int = 0
    """Bit rate of the MP3 in kbit/s; 0 for the usual one."""
    rms: tuple[float, float] | None = None
    """DBFS between which the root mean square of everything lies, if that is asked for."""
    noise: float | None = None
    """DBFS that what is heard between the words stays under, if that is asked for."""
    opening: tuple[float, float] | None = None
    """Seconds of silence before the first words, if that is asked for."""
    closing: tuple[float, float] | None = None
    """Seconds of silence after the last words, if that is asked for."""
    longest: float | None = None
    """Most seconds of sound in one file, if that is asked for."""
