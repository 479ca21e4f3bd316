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
