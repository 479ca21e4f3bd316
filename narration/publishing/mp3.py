"""The sound of an edition as MPEG-1 Layer III at a constant bit rate."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from narration.publishing.info_frame import SAMPLES, frame_length, info_frame

if TYPE_CHECKING:
    from collections.abc import Iterable

KBIT = {1: 64, 2: 128}
"""Bit rate in kbit/s by channels: 0.5 MB a minute in mono, and seeking that is right to 50 ms."""


def write(  # noqa: PLR0913, PLR0917 -- what stands in the head of the file
    file: IO[bytes], tag: bytes, encoded: Iterable[bytes], samples: int, channels: int, kbit: int
) -> None:
    """Write *tag*, then what is *encoded*, into *file*, which must be able to go back.

    Args:
        file: empty.
        tag: an ID3v2 tag.
        encoded: the frames; the last one is silent and brings out the end of the sound.
        samples: length of the sound, per channel.
        channels: 1 or 2.
        kbit: bit rate in kbit/s.

    Raises:
        OSError: the file cannot be written.
    """
    file.write(tag)
    file.write(bytes(frame_length(kbit)))  # the Info frame, once the size is known
    size = sum(file.write(frames) for frames in encoded)
    file.seek(len(tag))
    file.write(info_frame(samples, -(-samples // SAMPLES) + 1, size, channels, kbit))
