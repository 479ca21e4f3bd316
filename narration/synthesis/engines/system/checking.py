"""Finds out whether a system speaks."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from narration.model import Timbre, Token, Utterance
from narration.store import Store
from narration.synthesis.speaking import speak

if TYPE_CHECKING:
    from narration.synthesis.engine import EngineSpec


def say_something(spec: EngineSpec, voice: str) -> None:
    """Say a word in *voice*.

    Raises:
        EngineError: it does not come out.
    """
    word = Utterance((Token("Yes."),), "en", Timbre(spec.name, voice))
    with tempfile.TemporaryDirectory() as folder:
        speak([word], Store(Path(folder)), engines={spec.name: spec})
