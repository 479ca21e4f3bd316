"""TOML files that people write: who has which voice, who said what, who is who."""

from narration.sheets.corrections import Corrections, Entry, append, read_corrections
from narration.sheets.engines import read_engines
from narration.sheets.lexicons import holding, named_files, shipped
from narration.sheets.nearest import instead, is_near, nearest
from narration.sheets.people import House, read_people, with_house
from narration.sheets.pinning import pin
from narration.sheets.pls import write as write_pls
from narration.sheets.voices import EditionEntry, SpeakerEntry, VoiceEntry, VoicesSheet, read_voices

__all__ = [
    "Corrections",
    "EditionEntry",
    "Entry",
    "House",
    "SpeakerEntry",
    "VoiceEntry",
    "VoicesSheet",
    "append",
    "holding",
    "instead",
    "is_near",
    "named_files",
    "nearest",
    "pin",
    "read_corrections",
    "read_engines",
    "read_people",
    "read_voices",
    "shipped",
    "with_house",
    "write_pls",
]
