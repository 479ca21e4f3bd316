"""The voices that are taken while a cast is made: whose they are, who else could have one."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.casting.distances import compared
from narration.casting.fragments import voiced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.casting.distances import Sound
    from narration.model import Script

STANDING = MappingProxyType({"narrator": "the narrator's", "unattributed": "the unattributed voice"})
"""Roles whose voices are taken before anybody's, and how a remark calls those."""


class Taken:
    """Who has which voice so far, and who is heard next to whom."""

    def __init__(self, script: Script, fragments: str = "narrator") -> None:
        quoted = (s for s in script.segments if voiced(s, fragments))
        self.heard = [segment.speaker or "unattributed" for segment in quoted]
        """Whose quotations are heard, in order."""
        self.sounds: dict[str, Sound] = {}
        self._order: list[tuple[str, Sound]] = []
        self._alike: dict[Sound, tuple[int, list[str]]] = {}
        self._unclear: dict[Sound, tuple[int, str | None]] = {}
        self._places: dict[str, list[int]] = {}
        for place, who in enumerate(self.heard):
            self._places.setdefault(who, []).append(place)
        self._neighbours: dict[str, set[str]] = {}
        for one, other in pairwise(self.heard):
            self._neighbours.setdefault(one, set()).add(other)
            self._neighbours.setdefault(other, set()).add(one)

    @property
    def standing(self) -> list[Sound]:
        """The voices of the roles that have one already, the narrator's first."""
        return [self.sounds[role] for role in STANDING if role in self.sounds]

    def take(self, who: str, sound: Sound) -> None:
        """Let *who* have *sound*, unless they have a voice."""
        if who not in self.sounds:
            self.sounds[who] = sound
            self._order.append((who, sound))

    def neighbours(self, who: str) -> set[str]:
        """Return who is heard right before or after *who*: always the narrator, and who answers them."""
        return (self._neighbours.get(who, set()) | {"narrator"}) - {who}

    def holder(self, sound: Sound) -> str | None:
        """Return who has a voice that cannot be told from *sound*."""
        return next(iter(self._holders(sound)), None)

    def rival(self, sound: Sound) -> str | None:
        """Return who has a voice that cannot be told from *sound* at once."""
        checked, rival = self._unclear.get(sound, (0, None))
        if rival is None:  # whoever has a voice keeps it: only those who came since must be looked at
            since = self._order[checked:]
            rival = next((who for who, taken in since if not taken.clear_of(sound)), None)
            self._unclear[sound] = (len(self._order), rival)
        return rival

    def leaves(self, who: str, sound: Sound) -> bool:
        """Return whether *sound* can be told from all taken, and at once from those next to *who*."""
        near = (self.sounds[other] for other in self.neighbours(who) if other in self.sounds)
        return all(taken.clear_of(sound) for taken in near) and self.holder(sound) is None

    def shared(self, who: str, wanted: Sequence[Sound]) -> Sound:
        """Return the voice to share when none is free: first with nobody next to *who*, then with few people.

        Of those the one is shared that is heard farthest from *who*, and least.
        """
        near = [self.sounds[other] for other in self.neighbours(who) if other in self.sounds]

        def burden(sound: Sound) -> tuple[int, int]:
            return sum(not taken.clear_of(sound) for taken in near), len(self._holders(sound))

        def remoteness(sound: Sound) -> tuple[int, int]:
            holders = self._holders(sound)
            said = sum(len(self._places.get(other, ())) for other in holders)
            return min((self._between(who, other) for other in holders), default=0), -said

        burdens = [burden(sound) for sound in wanted]
        least = min(burdens)
        return max((s for s, b in zip(wanted, burdens, strict=True) if b == least), key=remoteness)

    def remark(self, message: str, holder: str, voice: Sound) -> str:
        """Return *message* about *voice* with who has it already, or one that is near."""
        taken, whose = self.sounds[holder], _whose(holder)
        if taken.name == voice.name:
            return f"{message}, which is {whose}"
        near = "is not told at once" if taken.differs(voice) else "cannot be told"
        return f"{message}, which {near} from {whose} {taken.label}"

    def why_not(self, sound: Sound) -> str:
        """Return what keeps anybody from *sound*."""
        holder = self.rival(sound)
        if holder is None:
            return f"{sound.label}: somebody's where nothing is pinned"
        taken = self.sounds[holder]
        if taken == sound:
            return f"{sound.label}: it is {_whose(holder)}"
        return f"{sound.label}: {compared(sound, taken)} from {_whose(holder)} {taken.label}"

    def _holders(self, sound: Sound) -> list[str]:
        """Return all who have a voice that cannot be told from *sound*."""
        checked, holders = self._alike.setdefault(sound, (0, []))
        holders += [who for who, taken in self._order[checked:] if not taken.differs(sound)]
        self._alike[sound] = (len(self._order), holders)
        return holders

    def _between(self, who: str, other: str) -> int:
        """Return how many quotations on from one of *who* the nearest of *other* is."""
        marked = [(place, who) for place in self._places.get(who, ())]
        marked += [(place, other) for place in self._places.get(other, ())]
        turns = (b - a for (a, first), (b, second) in pairwise(sorted(marked)) if first != second)
        return min(turns, default=len(self.heard))


def _whose(holder: str) -> str:
    return STANDING.get(holder, f"{holder}'s")
