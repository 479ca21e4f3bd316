"""The forms in which an edition is given out."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """What a person asks for with ``--to``, in the order in which they are made."""

    MP3 = "mp3"
    """The recording, with chapters, text and picture in its tag."""
    VTT = "vtt"
    """The transcript in time with who speaks, for players and podcast apps."""
    FOLDER = "folder"
    """A numbered MP3 for each chapter, for players that know nothing but files in order."""


USUAL = (Format.MP3, Format.VTT)
"""What is made if nobody asks for anything else."""
