"""What engines that know nothing but words get of an utterance, or why they cannot say it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.model import TokenForm

if TYPE_CHECKING:
    from narration.model import Timbre, Utterance

_UNSAID = MappingProxyType(
    {**dict.fromkeys([*range(32), 127, *map(ord, "<>")], " "), ord("["): "(", ord("]"): ")"}
)
"""Nothing that could be said, and brackets, which some take for commands (``[[rate 9]]``, SSML)."""


def plain(utterance: Utterance) -> str:
    """Return the text of *utterance* without anything that could be taken for a command.

    Raises:
        EngineError: some of it is phonemes.
    """
    if any(token.form is TokenForm.PHONEMES for token in utterance.tokens):
        hint = "give the word another spelling in [lexicon] instead of phonemes"
        message = f"the engine {utterance.timbre.engine} takes words only, got phonemes"
        raise EngineError(Problem(message, hint=hint))
    return utterance.text.translate(_UNSAID)


def unmoved(timbre: Timbre) -> None:
    """Raise if a voice is to be moved whose engine cannot do so."""
    if timbre.pitch:
        message = f"expected no pitch for {timbre.engine}, which cannot move a voice, got {timbre.pitch:g}"
        raise EngineError(Problem(message, hint="leave pitch out for that voice"))
