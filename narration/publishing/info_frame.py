"""The first frame of an MP3, which tells players how long it is to the sample.

After the Xing header with LAME's extension (“Mp3 Info Tag revision 0”), which is
a frame of silence to players that do not know it.  We write it, and not ffmpeg,
because ffmpeg must be able to go back in its output for that, and a pipe cannot.
"""

from __future__ import annotations

import struct

from narration.model import FRAME_RATE

SAMPLES = 1152
"""Per frame of MPEG-1 Layer III."""

DELAY = 576
"""Samples that LAME puts before the sound; decoders add 529 of their own and know it."""

_SIDE_INFO = {1: 17, 2: 32}
"""Bytes between the header and the tag, by channels (ISO 11172-3)."""

_BIT_RATES = {64: 5, 128: 9, 192: 11}
"""Index of each rate in kbit/s in the header (ISO 11172-3)."""

_MODES = {1: 0b11000100, 2: 0b01000100}
"""Last byte of the header: single channel or joint stereo, original."""

_FLAGS = 0b1111
"""Frames, bytes, contents and quality are given."""

_CBR = 1
_NO_LOWPASS_KNOWN = 0


def info_frame(samples: int, frames: int, size: int, channels: int, kbit: int) -> bytes:
    """Return the frame that stands before an MP3 of constant bit rate.

    Args:
        samples: length of the sound, per channel.
        frames: how many follow.
        size: bytes of the frames that follow.
        channels: 1 or 2.
        kbit: kbit/s.
    """
    length = frame_length(kbit)
    padding = frames * SAMPLES - DELAY - samples
    tag = b"".join(
        (
            bytes((0xFF, 0xFB, _BIT_RATES[kbit] << 4, _MODES[channels])),
            bytes(_SIDE_INFO[channels]),
            struct.pack(">4sIII", b"Info", _FLAGS, frames, size + length),
            bytes(256 * percent // 100 for percent in range(100)),
            struct.pack(">I9sBB", 0, b"LAME3.100", _CBR, _NO_LOWPASS_KNOWN),
            struct.pack(">IHHBB", 0, 0, 0, 0, kbit),  # no peak, no replay gain, no flags
            (DELAY << 12 | padding).to_bytes(3, "big"),
            struct.pack(">BBHIH", 0, 0, 0, size + length, 0),  # the CRC of the music may be left out
        )
    )
    return (tag + struct.pack(">H", _crc(tag))).ljust(length, b"\0")


def frame_length(kbit: int) -> int:
    """Return the bytes of a frame; of those that follow, some are one longer."""
    return kbit * 144_000 // FRAME_RATE


def _crc(data: bytes) -> int:
    """Return the CRC-16 of *data* with the polynomial 0x8005, lowest bit first."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
