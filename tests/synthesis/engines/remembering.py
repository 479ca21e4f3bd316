"""Speaks in the voice that a file named when the engine was made, as a model is read once and kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from narration.synthesis.engines.hum import Hum

if TYPE_CHECKING:
    from narration.model import Utterance
    from narration.synthesis.engine import Take


class Remembering:
    def __init__(self, model: str) -> None:
        self._voice = Path(model).read_text(encoding="utf-8")
        self._tone = Hum()

    def say(self, utterance: Utterance) -> Take:
        return self._tone.say(replace(utterance, timbre=replace(utterance.timbre, name=self._voice)))
