"""Who has which voice: what voices.toml pins, the rest by rule."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration import sheets
from narration.casting.names import doubles, matched, near_misses
from narration.casting.voices import SHIFTS, Sound, preferences, sound, spoken_in
from narration.errors import Problem, VoicesError
from narration.model import Cast, CastMember, Gender, SegmentKind, Timbre, Voice
from narration.sheets import VoiceEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from narration.model import Script, Speaker, VoiceTraits
    from narration.sheets import VoicesSheet

RATE = 175
"""Words a minute where no sheet says otherwise (espeak-ng's own)."""
SLOWEST, FASTEST = 80, 525
"""Words a minute that an engine can speak (espeak-ng's bounds)."""

_FRAGMENTS = "fragments only, which the narrator reads"
_STANDING = MappingProxyType({"narrator": "the narrator's", "unattributed": "the unattributed voice"})
"""Roles whose voices are taken before anybody's, and how a remark calls those."""


def cast(script: Script, sheet: VoicesSheet, catalogue: Mapping[str, Sequence[VoiceTraits]]) -> Cast:
    """Give everybody in *script* a voice.

    What the sheet pins holds.  Everybody else, those quoted most first, has the
    voice that their name prefers among those that fit and differ to the ear from
    all that are taken; who finds the preferred one taken yields, which is said.
    A pin moves nobody but those whose voice, by rule, is the one it takes; what
    merely sounds like it is said.

    Args:
        script: who speaks, and where.
        sheet: what a person decided.
        catalogue: the voices to choose from, by engine, the best narrator first.

    Raises:
        VoicesError: an engine offers no voice to choose from.
    """
    by_rule = _Casting(script, _without_pins(sheet), catalogue, {})
    by_rule.all()
    casting = _Casting(script, sheet, catalogue, by_rule.taken)
    narrator, unattributed, speakers = casting.all()
    return Cast(
        narrator=narrator,
        unattributed=unattributed,
        headings=_paced(casting.like(narrator, "headings", sheet.headings), sheet),
        captions=casting.like(narrator, "captions", sheet.captions),
        speakers=speakers,
        remarks=tuple(casting.remarks),
        near_misses=(
            *doubles(script.speakers, sheet.speakers, casting.entries),
            *near_misses(script.speakers, sheet.speakers, casting.entries),
        ),
    )


def pin(path: Path, made: Cast) -> tuple[str, ...]:
    """Write the voice of each speaker that is not pinned yet into the voices.toml at *path*.

    Returns:
        The names that were written.

    Raises:
        VoicesError: the file cannot be read.
        OutputError: it cannot be written.
    """
    voices: dict[str, dict[str, str | float]] = {}
    for member in made.speakers:
        if member.heard and not member.pinned:
            timbre = member.voice.timbre
            settings: dict[str, str | float] = {
                "engine": timbre.engine,
                "voice": timbre.name,
                "pitch": timbre.pitch,
            }
            voices[member.entry or member.speaker] = {k: v for k, v in settings.items() if v != 0}
    if voices:
        sheets.pin(path, voices)
    return tuple(voices)


class _Casting:
    """The voices that are taken, and by whom, while one cast is being made."""

    def __init__(
        self,
        script: Script,
        sheet: VoicesSheet,
        catalogue: Mapping[str, Sequence[VoiceTraits]],
        by_rule: Mapping[str, Sound],
    ) -> None:
        self._script = script
        self._sheet = sheet
        self._catalogue = catalogue
        self._by_rule = by_rule
        self._language = script.article.language
        self.taken: dict[str, Sound] = {}
        self.entries = matched(script.speakers, sheet.speakers)
        self.remarks: list[Problem] = []

    def all(self) -> tuple[CastMember, CastMember, tuple[CastMember, ...]]:
        """Return the narrator, the unattributed voice, and the speakers in the order of the script."""
        narrator = self.narrator()
        return narrator, self.unattributed(), self.speakers(narrator)

    def narrator(self) -> CastMember:
        """Return the narrator's voice: the best there is, unless the sheet names one."""
        entry = self._sheet.narrator
        name = entry.voice or self._best(self._sheet.engine)
        chosen = self._sound(self._sheet.engine, name, entry.pitch or 0)
        return self._member("narrator", entry, chosen, "the clearest of the narrator's voices")

    def unattributed(self) -> CastMember:
        """Return the voice of quotations whose speaker is unknown: a neutral one, always the same."""
        entry = self._sheet.unattributed
        return self._member(
            "unattributed", entry, self._chosen("unattributed", Gender.UNKNOWN, entry), "neutral"
        )

    def like(self, narrator: CastMember, role: str, entry: VoiceEntry) -> CastMember:
        """Return the voice of a role that is the narrator's but for what the sheet says of it."""
        if entry == VoiceEntry():
            return replace(narrator, speaker=role, reason="the narrator's", pinned=False)
        if not (entry.voice or entry.engine):
            said = {key: value for key, value in asdict(entry).items() if value is not None}
            entry = replace(self._sheet.narrator, **said, voice=narrator.voice.timbre.name)
        engine = entry.engine or self._sheet.engine
        chosen = self._sound(engine, entry.voice or self._best(engine), entry.pitch or 0)
        return self._member(role, entry, chosen, "")

    def speakers(self, narrator: CastMember) -> tuple[CastMember, ...]:
        """Return the voices of all speakers, in the order of the script."""
        heard = {s.speaker for s in self._script.segments if s.kind is SegmentKind.QUOTE}
        made = {s.name: self._unheard(s, narrator) for s in self._script.speakers if s.name not in heard}
        order = sorted((s for s in self._script.speakers if s.name in heard), key=lambda s: -s.quotes)
        made |= {s.name: self._speaker(s) for s in order if self._entry(s).voice}
        # who keeps their voice comes before who has to look for another, lest that one be taken
        order = sorted((s for s in order if s.name not in made), key=lambda s: not self._keeps(s.name))
        made |= {s.name: self._speaker(s) for s in order}
        return tuple(made[speaker.name] for speaker in self._script.speakers)

    def _unheard(self, speaker: Speaker, narrator: CastMember) -> CastMember:
        """Return the narrator's voice for who has no speech, and say so if the sheet gives another."""
        known = self.entries.get(speaker.name)
        if known and known.voice != VoiceEntry():
            message = f"{known.name}: {_FRAGMENTS}, so this voice is not heard"
            self.remarks.append(Problem(message, known.location))
        return replace(narrator, speaker=speaker.name, reason=_FRAGMENTS, pinned=False, heard=False)

    def _keeps(self, who: str) -> bool:
        """Return whether nobody has taken the very voice that *who* has by rule."""
        mine = self._by_rule.get(who)
        return mine is not None and all(
            taken.name != mine.name or taken.differs(mine) for taken in self.taken.values()
        )

    def _speaker(self, speaker: Speaker) -> CastMember:
        known = self.entries.get(speaker.name)
        entry = self._entry(speaker)
        gender = known.gender if known and known.gender else speaker.gender
        evidence = known.sheet if known and known.gender else speaker.gender_reason
        reason = f"{gender}: {evidence}" if evidence and gender is not Gender.UNKNOWN else "neutral"
        member = self._member(speaker.name, entry, self._chosen(speaker.name, gender, entry), reason)
        if known is None:
            return member
        return replace(member, entry=known.name, reason=known.sheet if member.pinned else member.reason)

    def _entry(self, speaker: Speaker) -> VoiceEntry:
        known = self.entries.get(speaker.name)
        return known.voice if known else VoiceEntry()

    def _member(self, who: str, entry: VoiceEntry, chosen: Sound, reason: str) -> CastMember:
        """Return who has which voice; from now on it is taken."""
        self.taken.setdefault(who, chosen)
        asked = round((entry.rate or self._sheet.narrator.rate or RATE) * self._sheet.edition.speed)
        rate = min(max(asked, SLOWEST), FASTEST)
        if rate != asked:
            message = f"{who}: {asked} words a minute cannot be spoken; {rate} instead"
            self.remarks.append(Problem(message, hint="change rate or speed in voices.toml"))
        voice = Voice(
            Timbre(chosen.engine, chosen.name, rate, chosen.shift), entry.volume or 0.0, entry.pan or 0.0
        )
        pinned = entry.voice is not None
        return CastMember(who, voice, "voices.toml" if pinned else reason, pinned)

    def _chosen(self, who: str, gender: Gender, entry: VoiceEntry) -> Sound:
        """Return the voice of the sheet, else the first that *who* prefers and can be told from all taken."""
        engine = entry.engine or self._sheet.engine
        if entry.voice:
            pinned = self._sound(engine, entry.voice, entry.pitch or 0)
            if holder := self._holder(pinned):
                self._say(f"{who}: {_label(pinned)}", holder, pinned)
            return pinned
        shifts = (0.0, *SHIFTS) if entry.pitch is None else (entry.pitch,)
        names = self._names(who, gender, engine)
        wanted = [self._sound(engine, name, shift) for shift in shifts for name in names]
        free = next((sound for sound in wanted if self._holder(sound) is None), None)
        if self._keeps(who):
            free = self._by_rule[who]
            if holder := self._holder(free):
                self._say(f"{who}: {_label(free)}", holder, free)
        chosen = free or self._shared(who, wanted)
        if chosen != wanted[0] and (holder := self._holder(wanted[0])):
            self._say(f"{who}: {_label(chosen)} instead of {_label(wanted[0])}", holder, wanted[0])
        if free is None:
            self._say(f"{who}: no voice is left, {_label(chosen)}", self._holder(chosen), chosen)
        return chosen

    def _names(self, who: str, gender: Gender, engine: str) -> list[str]:
        """Return the voices that fit *who*, best first: not the standing ones, if there are others."""
        standing = {self.taken[role].name for role in _STANDING if role in self.taken}
        voices = self._voices(engine)
        fitting = preferences(who, gender, voices) or preferences(who, None, voices)
        names = [spoken_in(traits.name, self._language) for traits in fitting]
        return [name for name in names if name not in standing] or names

    def _shared(self, who: str, wanted: Sequence[Sound]) -> Sound:
        """Return the voice to share when all are taken: with somebody who is not heard next to *who*."""
        near = {*_STANDING, *self._neighbours(who)}

        def cost(sound: Sound) -> tuple[int, int]:
            holders = [other for other, taken in self.taken.items() if not taken.differs(sound)]
            return sum(other in near for other in holders), len(holders)

        return min(wanted, key=cost)

    def _say(self, message: str, holder: str | None, voice: Sound) -> None:
        """Remark on a voice that somebody has already, and who that is."""
        if holder:
            taken = self.taken[holder]
            same = taken.name == voice.name
            whose = _STANDING.get(holder, f"{holder}'s")
            message += f", which is {whose}" if same else f", which sounds like {whose} {_label(taken)}"
        self.remarks.append(Problem(message))

    def _holder(self, sound: Sound) -> str | None:
        """Return who has a voice that cannot be told from *sound*."""
        return next((who for who, taken in self.taken.items() if not taken.differs(sound)), None)

    def _neighbours(self, who: str) -> set[str]:
        """Return the speakers who are heard right before or after *who*, narration aside."""
        heard = [s.speaker or "unattributed" for s in self._script.segments if s.kind is SegmentKind.QUOTE]
        return {other for pair in pairwise(heard) if who in pair for other in pair}

    def _sound(self, engine: str, name: str, shift: float) -> Sound:
        return sound(engine, name, float(shift), self._catalogue.get(engine, ()))

    def _best(self, engine: str) -> str:
        return spoken_in(self._voices(engine)[0].name, self._language)

    def _voices(self, engine: str) -> Sequence[VoiceTraits]:
        voices = self._catalogue.get(engine, ())
        if not voices:
            message = f"the engine {engine} has no voices that are known well enough to be cast by rule"
            hint = f"name a voice for everybody in voices.toml, or cast from {', '.join(self._catalogue)}"
            raise VoicesError(Problem(message, hint=hint))
        return voices


def _paced(headings: CastMember, sheet: VoicesSheet) -> CastMember:
    """Return *headings* at the pace of headings, unless the sheet gives them a rate of their own."""
    if sheet.headings.rate is not None:
        return headings
    timbre = headings.voice.timbre
    rate = min(max(round(timbre.rate * sheet.edition.heading_speed), SLOWEST), FASTEST)
    return replace(headings, voice=replace(headings.voice, timbre=replace(timbre, rate=rate)))


def _without_pins(sheet: VoicesSheet) -> VoicesSheet:
    """Return *sheet* as if it named no voice for anybody; whatever else it says of them stays."""
    return replace(
        sheet,
        narrator=_without_pin(sheet.narrator),
        unattributed=_without_pin(sheet.unattributed),
        speakers=tuple(replace(known, voice=_without_pin(known.voice)) for known in sheet.speakers),
    )


def _without_pin(entry: VoiceEntry) -> VoiceEntry:
    return replace(entry, voice=None, pitch=None) if entry.voice else entry


def _label(sound: Sound) -> str:
    return f"{sound.name} at {sound.shift:+g} semitones" if sound.shift else sound.name
