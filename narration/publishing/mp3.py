"""The sound of an edition as MPEG-1 Layer III at a constant bit rate."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from narration.model import FRAME_RATE
from narration.publishing.info_frame import SAMPLES, frame_length, info_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narration.publishing.material import Material
    from narration.publishing.staging import Staging


def write(material: Material, staging: Staging) -> None:
    """Write the recording, whole, with its tag.

    Raises:
        OutputError: it cannot be written.
        EngineError: a stretch has gone, and cannot be made again.
    """
    # here, because mutagen takes longer to import than a command that makes no sound may
    from narration.publishing.id3 import render  # noqa: PLC0415

    encoded = material.encoded
    with staging.file(f"{material.slug}.mp3", "audio/mpeg") as file:
        samples = material.timeline.frames
        join(file, render(material.tag), encoded.stretches(), samples, encoded.channels, encoded.kbit)


def join(  # noqa: PLR0913, PLR0917 -- what stands in the head of the file
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
    """Yield what is *encoded* at the bit rate that it says it has, to a byte or so anywhere in it.

    The rate is kept by frames that are one byte longer than others, and every
    encoder begins with a short one.  Over hours a player that finds a place by
    the rate would come too late.
    """
    size, frames = 0, 0
    for stretch in encoded:
        due = (frames + 1) * SAMPLES * kbit * 125 // FRAME_RATE - size
        even = _longer(stretch, kbit) if due > frame_length(kbit) else stretch
        size += len(even)
        frames += round(len(stretch) * FRAME_RATE / (kbit * 144_000))
        yield even


def _longer(stretch: bytes, kbit: int) -> bytes:
    """Return a *stretch* whose first frame, a short one, is one byte longer, and says so.

    That byte belongs to no sound: it stands where the first frame has told all of
    its own, and before what it holds of the sound of the second.
    """
    end = frame_length(kbit)
    # the first nine bits after a header: how many bytes before it the sound of its frame begins (ISO 11172-3)
    behind = int.from_bytes(stretch[end + 4 : end + 6], "big") >> 7
    head, rest = stretch[: end - behind], stretch[end - behind :]
    return head[:2] + bytes([head[2] | 0b10]) + head[3:] + b"\0" + rest
