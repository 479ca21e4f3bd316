"""Whom voices.toml means: its names and those of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.errors import Problem
from narration.sheets import is_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.model import Speaker
    from narration.sheets import SpeakerEntry

_WHOLE_NAME = 2
"""The last evidence in which a name of the one is the name by which the other goes."""
_NONE = 4


def matched(speakers: Sequence[Speaker], entries: Sequence[SpeakerEntry]) -> dict[str, SpeakerEntry]:
    """Return the entry of each speaker that has one, by the speaker's name.

    Best evidence first: the same name; the entry's name among the speaker's; the
    speaker's name among the entry's aliases; an alias of both.  Case is ignored.
    """
    found = {}
    for speaker in speakers:
        rated = [(_evidence(speaker, entry), entry) for entry in entries]
        evidence, entry = min(rated, key=lambda pair: pair[0], default=(_NONE, None))
        if entry and evidence < _NONE:
            found[speaker.name] = entry
    return found


def doubles(
    speakers: Sequence[Speaker], entries: Sequence[SpeakerEntry], found: Mapping[str, SpeakerEntry]
) -> tuple[Problem, ...]:
    """Return a problem for each entry that means somebody whom another entry means better."""
    used = {entry.name for entry in found.values()}
    problems = []
    for entry in entries:
        if entry.name in used:
            continue
        meant = (s.name for s in speakers if s.name in found and _evidence(s, entry) <= _WHOLE_NAME)
        if (name := next(meant, None)) is not None:
            place = found[name].location
            message = f"{entry.name} is {name}, who has an entry of their own"
            message += f" at {place.name}:{place.line}:{place.column}"
            hint = f"put {entry.name!r} among the aliases there, and take this entry away"
            problems.append(Problem(message, entry.location, hint))
    return tuple(problems)


def near_misses(
    speakers: Sequence[Speaker], entries: Sequence[SpeakerEntry], found: Mapping[str, SpeakerEntry]
) -> tuple[Problem, ...]:
    """Return a problem for each entry that is almost, but not quite, a speaker's.

    A house sheet holds many names that an article does not bear: those are no problem.
    """
    used = {entry.name for entry in found.values()}
    without = [speaker for speaker in speakers if speaker.named and speaker.name not in found]
    problems = []
    for entry in entries:
        if entry.name in used:
            continue
        near = [
            (written, alias)
            for speaker in without
            for alias in dict.fromkeys((speaker.name, *speaker.aliases))
            for written in (entry.name, *entry.aliases)
            if is_near(written, alias)
        ]
        if near:
            written, alias = near[0]
            hint = f"did you mean {alias}?  If they are two people, nothing needs doing"
            problems.append(Problem(f"{written} is not in the article, but {alias} is", entry.location, hint))
    return tuple(problems)


def _evidence(speaker: Speaker, entry: SpeakerEntry) -> int:
    """Return how good the evidence is that *entry* means *speaker*: 0 is best, `_NONE` is none."""
    name, names = speaker.name.casefold(), _folded(speaker.name, *speaker.aliases)
    tests = (
        entry.name.casefold() == name,
        entry.name.casefold() in names,
        name in _folded(*entry.aliases),
        not names.isdisjoint(_folded(*entry.aliases)),
    )
    return next((number for number, holds in enumerate(tests) if holds), _NONE)


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names}
