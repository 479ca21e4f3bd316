"""What must be spoken, and why; the rest is in the store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from narration.model import Said, Utterance
    from narration.synthesis.keeping import StoredClips

NEW = "new words"
LOST = "its clip is not in the store any more"
TRIMMED = "silence is cut off differently"
MEASURED = "to measure how loud the voice is"


@dataclass(frozen=True, slots=True)
class Needed:
    """An utterance that must be spoken, and why."""

    utterance: Utterance
    reason: str
    calibration: bool = False
    """Whether nobody hears it: it shows how loud a voice is."""


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


def plan(
    utterances: Iterable[Utterance],
    clips: StoredClips,
    before: Sequence[Said] = (),
    calibrations: Collection[Utterance] = (),
) -> Plan:
    """Find out which *utterances* and *calibrations* are not among the *clips*, each once, and why not.

    Args:
        utterances: all that is heard of a build.
        clips: what is there.
        before: what the earlier edition said.
        calibrations: what shows how loud each voice is.
    """
    once = list(dict.fromkeys([*utterances, *calibrations]))
    kept = clips.held(once)
    missing = [utterance for utterance in once if utterance not in kept]
    missing.sort(key=lambda utterance: -len(utterance.text))
    still = {clips.key(utterance) for utterance in once}
    earlier: dict[str, list[Said]] = {}
    for said in before:
        earlier.setdefault(said.text, []).append(said)
    needed = []
    for utterance in missing:
        measures = utterance in calibrations
        reason = _reason(clips.said(utterance), earlier.get(utterance.text, ()), still)
        if measures and reason != LOST:
            reason = MEASURED
        needed.append(Needed(utterance, reason, measures))
    return Plan(tuple(needed), len(once) - len(missing))


def _reason(now: Said, earlier: Sequence[Said], still: set[str]) -> str:
    """Return why *now* is spoken.

    Args:
        now: what will be said.
        earlier: what was said in the same words.
        still: the keys of all that is said now: of two speakers who say the same,
            the one who has not said it in this edition has changed.
    """
    if any(was.key == now.key for was in earlier):
        return LOST
    nearest = min(earlier, key=lambda was: _distance(was, now, still), default=None)
    if nearest is None:
        return NEW
    if changes := _changes(nearest, now):
        return ", ".join(changes)
    if nearest.fingerprint != now.fingerprint:
        return f"the engine {now.timbre.engine} is not what it was"
    return TRIMMED if nearest.trimming != now.trimming else NEW


def _distance(was: Said, now: Said, still: set[str]) -> tuple[bool, ...]:
    """Return what is smallest for what *now* was before: the same voice, or one that is heard no more."""
    one, other = was.timbre, now.timbre
    return bool(_changes(was, now)), (one.engine, one.name) != (other.engine, other.name), was.key in still


def _changes(was: Said, now: Said) -> list[str]:
    """Return what differs in the voice."""
    rows = (
        ("engine", was.timbre.engine, now.timbre.engine),
        ("voice", was.timbre.name, now.timbre.name),
        ("rate", was.timbre.rate, now.timbre.rate),
        ("pitch", f"{was.timbre.pitch:g}", f"{now.timbre.pitch:g}"),
        ("language", was.language, now.language),
    )
    return [f"{what} changed from {old} to {new}" for what, old, new in rows if old != new]
