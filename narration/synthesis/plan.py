"""What must be spoken, and why; the rest is in the store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.synthesis import trimming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narration.model import Said, Timbre, Utterance
    from narration.synthesis.keeping import StoredClips

NEW = "new words"
LOST = "its clip is not in the store any more"
TRIMMED = "silence is cut off differently"


@dataclass(frozen=True, slots=True)
class Needed:
    """An utterance that must be spoken, and why."""

    utterance: Utterance
    reason: str


@dataclass(frozen=True)
class Plan:
    """What a build has to say."""

    needed: tuple[Needed, ...]
    """The longest first, so that no process is left with a long one at the end."""
    reused: int
    """How many different utterances are in the store."""

    @property
    def reasons(self) -> dict[str, int]:
        """How many utterances are spoken for each reason, the most frequent first."""
        return dict(Counter(needed.reason for needed in self.needed).most_common())


def plan(utterances: Iterable[Utterance], clips: StoredClips, before: Sequence[Said] = ()) -> Plan:
    """Find out which *utterances* are not among the *clips*, each once, and why not.

    Args:
        utterances: all of a build.
        clips: what is there.
        before: what the earlier edition said.
    """
    once = list(dict.fromkeys(utterances))
    missing = [utterance for utterance in once if not clips.holds(utterance)]
    missing.sort(key=lambda utterance: -len(utterance.text))
    still = {clips.key(utterance) for utterance in once}
    earlier: dict[str, list[Said]] = {}
    for said in before:
        earlier.setdefault(said.text, []).append(said)
    needed = [Needed(u, _reason(clips.said(u), earlier.get(u.text, ()), still)) for u in missing]
    return Plan(tuple(needed), len(once) - len(missing))


def _reason(now: Said, earlier: Sequence[Said], still: set[str]) -> str:
    """Return why *now* is spoken.

    Args:
        now: what will be said.
        earlier: what was said in the same words.
        still: the keys of all that is said now.
    """
    if any(said.key == now.key for said in earlier):
        return LOST
    same_voice = [said for said in earlier if (said.timbre, said.language) == (now.timbre, now.language)]
    if same_voice:
        return _changed_engine(same_voice[0], now)
    # of two speakers who say the same, the one who has not said it in this edition has changed
    for said in sorted(earlier, key=lambda said: said.key in still):
        return _changed_voice(said.timbre, now.timbre) or f"language changed to {now.language}"
    return NEW


def _changed_engine(was: Said, now: Said) -> str:
    if was.fingerprint != now.fingerprint:
        return f"the engine {now.timbre.engine} is not what it was"
    return TRIMMED if was.trimming != trimming.VERSION else NEW


def _changed_voice(was: Timbre, now: Timbre) -> str:
    """Say what is different, or nothing."""
    changes = (
        ("engine", was.engine, now.engine),
        ("voice", was.name, now.name),
        ("rate", was.rate, now.rate),
        ("pitch", f"{was.pitch:g}", f"{now.pitch:g}"),
    )
    return ", ".join(f"{what} changed from {old} to {new}" for what, old, new in changes if old != new)
