"""Voices that a sheet names: writes those of a cast into it, or thinks them away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration import sheets

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from narration.model import Cast
    from narration.sheets import VoiceEntry, VoicesSheet


def pin(path: Path, made: Cast) -> tuple[str, ...]:
    """Write the voice of each speaker that is not pinned yet into the voices.toml at *path*.

    Returns:
        The names that were written.

    Raises:
        VoicesError: the file cannot be read.
        OutputError: it cannot be written.
    """
    voices: dict[str, dict[str, str | float]] = {}
    for member in made.speakers:
        if member.heard and not member.pinned:
            timbre = member.voice.timbre
            settings: dict[str, str | float] = {
                "engine": timbre.engine,
                "voice": timbre.name,
                "pitch": timbre.pitch,
            }
            voices[member.entry or member.speaker] = {k: v for k, v in settings.items() if v != 0}
    if voices:
        sheets.pin(path, voices)
    return tuple(voices)


def without_pins(sheet: VoicesSheet, engines: Collection[str]) -> VoicesSheet:
    """Return *sheet* as if it named no voice of *engines* for anybody; what else it says of them stays."""

    def free(entry: VoiceEntry) -> VoiceEntry:
        pinned = entry.voice and (entry.engine or sheet.engine) in engines
        return replace(entry, voice=None, pitch=None) if pinned else entry

    return replace(
        sheet,
        narrator=free(sheet.narrator),
        unattributed=free(sheet.unattributed),
        speakers=tuple(replace(known, voice=free(known.voice)) for known in sheet.speakers),
    )
