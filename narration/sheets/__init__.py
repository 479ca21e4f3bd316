"""TOML files that people write: who has which voice, who said what."""

from narration.sheets.corrections import Corrections, read_corrections
from narration.sheets.nearest import is_near, nearest
from narration.sheets.pinning import pin
from narration.sheets.voices import EditionEntry, SpeakerEntry, VoiceEntry, VoicesSheet, read_voices

__all__ = [
    "Corrections",
    "EditionEntry",
    "SpeakerEntry",
    "VoiceEntry",
    "VoicesSheet",
    "is_near",
    "nearest",
    "pin",
    "read_corrections",
    "read_voices",
]
