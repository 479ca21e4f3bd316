"""Forms in which editions are handed over: what each wants of the finished file."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.model import Delivery

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Preset:
    """What somebody who takes editions asks for."""

    loudness: float
    """LUFS of the decoded programme."""
    delivery: Delivery


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        # Apple Podcasts: -16 LUFS give or take 1, which is -19 in one channel, and at most -1 dBTP
        "podcast-mono": Preset(-19.0, Delivery()),
        "podcast-stereo": Preset(-16.0, Delivery(stereo=True)),
        # EBU R 128: -23 LUFS, at most -1 dBTP
        "broadcast": Preset(-23.0, Delivery()),
        # ACX: -23 to -18 dB RMS, whose middle speech reaches at as many LUFS; 192 kbit/s, 120 minutes a file
        "acx": Preset(
            -20.5,
            Delivery(
                peak=-3.0,
                kbit=192,
                rms=(-23.0, -18.0),
                noise=-60.0,
                opening=(0.5, 1.0),
                closing=(1.0, 5.0),
                longest=7200.0,
            ),
        ),
    }
)
"""By the name that ``[edition] preset`` gives."""
