"""The forms in which an edition is given out."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What a person asks for with ``--to``, in the order in which they are made."""

    MP3 = "mp3"
    """The recording, with chapters, text and picture in its tag."""
    VTT = "vtt"
    """The transcript in time with who speaks, for players and podcast apps."""
    SRT = "srt"
    """The transcript in time without names, for players that know nothing else."""
    TRANSCRIPT = "transcript"
    """The transcript in time as JSON, for podcast apps."""
    EPUB = "epub"
    """A book whose sentences are read aloud as they are shown."""
    M4B = "m4b"
    """An audiobook in AAC."""
    OPUS = "opus"
    """The smallest sound."""


USUAL = (Format.MP3, Format.VTT)
"""What is made if nobody asks for anything else."""
