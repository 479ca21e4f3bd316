"""Speaks utterances: what is in the store already is not said again."""

from narration.synthesis.asking import Once
from narration.synthesis.engine import Engine, EngineSpec, Option, Reading, Take, configured, find, installed
from narration.synthesis.keeping import StoredClips
from narration.synthesis.plan import Needed, Plan, plan
from narration.synthesis.speaking import speak
from narration.synthesis.voices import Voices

__all__ = [
    "Engine",
    "EngineSpec",
    "Needed",
    "Once",
    "Option",
    "Plan",
    "Reading",
    "StoredClips",
    "Take",
    "Voices",
    "configured",
    "find",
    "installed",
    "plan",
    "speak",
]
