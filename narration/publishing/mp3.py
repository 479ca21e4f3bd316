"""The sound of an edition as MPEG-1 Layer III at a constant bit rate."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from narration.model import FRAME_RATE
from narration.publishing.info_frame import SAMPLES, frame_length, info_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    size = sum(file.write(frames) for frames in _even(encoded, kbit))
    file.seek(len(tag))
    file.write(info_frame(samples, -(-samples // SAMPLES) + 1, size, channels, kbit))


def _even(encoded: Iterable[bytes], kbit: int) -> Iterator[bytes]:
    """Yield what is *encoded* at the bit rate that it says it has.

    The rate is kept by frames that are one byte longer than others, and every
    encoder begins with a short one.  Over hours a player that finds a place by
    the rate would come too late, so the last frame of a stretch gets the byte
    that is missing; nothing points back to it.
    """
    short = frame_length(kbit)
    size, samples = 0, 0
    for frames in encoded:
        samples += SAMPLES * -(-len(frames) * FRAME_RATE // (kbit * 144_000))
        missing = samples * kbit * 125 // FRAME_RATE - size - len(frames)
        last = len(frames) - short
        if missing > 0 and frames[last : last + 2] == b"\xff\xfb":
            padded = frames[: last + 2] + bytes([frames[last + 2] | 0b10]) + frames[last + 3 :] + b"\0"
        else:
            padded = frames
        size += len(padded)
        yield padded
