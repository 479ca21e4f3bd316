"""Has utterances spoken that are not in the store yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.model import ignore
from narration.synthesis.keeping import StoredClips
from narration.synthesis.saying import Sayer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narration.model import Tell, Utterance
    from narration.store import Store


def speak(
    utterances: Iterable[Utterance],
    store: Store,
    *,
    jobs: int = 1,
    tell: Tell = ignore,
    before: Sequence[object] = (),
) -> StoredClips:
    """Return the clips of all *utterances*; those that are not in the *store* are spoken first.

    Raises:
        EngineError: an utterance was not said as it should be, not even the second time.
        OutputError: the store cannot be written.
    """
    clips, sayer = StoredClips(store), Sayer()
    for utterance in dict.fromkeys(utterances):
        if not clips.holds(utterance):
            clips.keep(utterance, sayer(utterance))
    return clips
