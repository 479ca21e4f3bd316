"""What 16 bit samples amount to: the only module that knows audioop."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    # Python 3.13 has removed it; audioop-lts brings it back
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop


def peak(pcm: bytes) -> int:
    """Return the largest distance from zero, 0 to 32,768."""
    return audioop.max(pcm, 2)


def rms(pcm: bytes) -> int:
    """Return the root mean square, 0 to 32,768."""
    return audioop.rms(pcm, 2)


def to_16_bits(pcm: bytes, width: int) -> bytes:
    """Return whole samples of *width* bytes, little endian as in WAVE files, as samples of two."""
    whole = pcm[: len(pcm) // width * width]
    if width == 1:  # the only width that WAVE files have without a sign
        whole = audioop.bias(whole, 1, 128)
    return audioop.lin2lin(whole, width, 2)


def to_mono(pcm: bytes) -> bytes:
    """Return the mean of two channels."""
    return audioop.tomono(pcm[: len(pcm) // 4 * 4], 2, 0.5, 0.5)
