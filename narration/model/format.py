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
    HTML = "html"
    """The read-along page: the words beside the recording, lit up as they are heard."""
    PRINT = "print"
    """The words with the names of the speakers, in large print."""
    EPUB = "epub"
    """A book whose sentences are read aloud as they are shown."""
    M4B = "m4b"
    """An audiobook in AAC."""
    OPUS = "opus"
    """The smallest sound."""
    FOLDER = "folder"
    """A numbered MP3 for each chapter, for players that know nothing but files in order."""


USUAL = (Format.MP3, Format.VTT, Format.HTML)
"""What is made if nobody asks for anything else."""
