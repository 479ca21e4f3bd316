"""Reads what programs write as WAVE: 16 bit mono of it, even if its lengths are not told.

After RIFF and the WAVE formats PCM (1), IEEE float (3) and extensible (0xFFFE).  A program that
writes into a pipe cannot go back and fill in the lengths: what they say is taken up to the end.
"""

from __future__ import annotations

import struct
from array import array
from math import isnan

from narration import samples
from narration.errors import EngineError, Problem
from narration.model import Clip

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


def read(content: bytes) -> Clip:
    """Return the sound of a WAVE file.

    Raises:
        EngineError: it is none, or of a kind that we do not read.
    """
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        start = content[:20]
        raise EngineError(Problem(f"expected a WAVE file, got {start!r}" if start else "got no sound at all"))
    at, form = 12, b""
    while at + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, at)
        body = content[at + 8 : at + 8 + length]
        if kind == b"fmt " and len(body) >= 16:
            form = body
        elif kind == b"data" and form:
            return _clip(form, body if length or _is_told(content) else content[at + 8 :])
        at += 8 + length + length % 2
    raise EngineError(Problem("the WAVE file ends before its sound"))


def _is_told(content: bytes) -> bool:
    """Return whether the length of the file is that which it says itself."""
    return 8 + int.from_bytes(content[4:8], "little") >= len(content)


def _clip(form: bytes, body: bytes) -> Clip:
    tag, channels, frame_rate, _, _, bits = struct.unpack_from("<HHIIHH", form)
    if tag == _EXTENSIBLE and len(form) >= 26:
        (tag,) = struct.unpack_from("<H", form, 24)
    if channels not in {1, 2} or not 8_000 <= frame_rate <= 192_000:
        raise EngineError(Problem(f"cannot read a WAVE file of {channels} channels at {frame_rate} Hz"))
    if tag == _FLOAT and bits in {32, 64}:
        pcm = _whole(body, bits // 8)
    elif tag == _PCM and bits in {8, 16, 24, 32}:
        pcm = samples.to_16_bits(body, bits // 8)
    else:
        raise EngineError(Problem(f"cannot read a WAVE file of format {tag} with {bits} bits"))
    return Clip(samples.to_mono(pcm) if channels == 2 else pcm[: len(pcm) // 2 * 2], frame_rate)


def _whole(body: bytes, width: int) -> bytes:
    """Return samples from -1 to 1, each of *width* bytes, as whole numbers of 16 bits."""
    count = len(body) // width
    floats = struct.unpack(f"<{count}{'f' if width == 4 else 'd'}", body[: count * width])
    if any(map(isnan, floats)):
        raise EngineError(Problem("the WAVE file has samples that are no numbers"))
    whole = array("h", (round(32767 * min(1.0, max(-1.0, sample))) for sample in floats))
    return struct.pack(f"<{len(whole)}h", *whole)
