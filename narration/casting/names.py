"""Whom voices.toml means: its names and those of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.errors import Problem
from narration.sheets import is_near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.model import Speaker
    from narration.sheets import SpeakerEntry


def matched(speakers: Sequence[Speaker], entries: Sequence[SpeakerEntry]) -> dict[str, SpeakerEntry]:
    """Return the entry of each speaker that has one, by the speaker's name.

    Best evidence first: the same name; the entry's name among the speaker's; the
    speaker's name among the entry's aliases; an alias of both.  Case is ignored.
    """
    found = {}
    for speaker in speakers:
        name, names = speaker.name.casefold(), _folded(speaker.name, *speaker.aliases)
        tests = (
            lambda entry, name=name: entry.name.casefold() == name,
            lambda entry, names=names: entry.name.casefold() in names,
            lambda entry, name=name: name in _folded(*entry.aliases),
            lambda entry, names=names: not names.isdisjoint(_folded(*entry.aliases)),
        )
        fitting = (entry for test in tests for entry in entries if test(entry))
        if entry := next(fitting, None):
            found[speaker.name] = entry
    return found


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


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names}
