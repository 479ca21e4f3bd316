"""Who has which voice: what voices.toml pins, the rest by rule."""

from __future__ import annotations

from dataclasses import asdict, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.casting.ages import age
from narration.casting.fragments import marked
from narration.casting.names import doubles, matched, near_misses
from narration.casting.pinning import without_pins
from narration.casting.places import places
from narration.casting.taken import Taken
from narration.casting.voices import SHIFTS, offers, palette, preferences, sound, spoken_in
from narration.errors import Problem, VoicesError
from narration.model import Cast, CastMember, Gender, Reach, Timbre, Voice
from narration.sheets import VoiceEntry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.casting.distances import Sound
    from narration.casting.voices import Offer
    from narration.model import Script, Speaker, VoiceTraits
    from narration.sheets import VoicesSheet

RATE = 175
"""Words a minute where no sheet says otherwise (espeak-ng's own)."""
HEADING_SPEED = 0.92
"""Times the rate of headings where no sheet says otherwise."""

SHOWN = 8
"""Voices passed over that are remembered of one speaker, to be shown."""

_FRAGMENTS = "fragments only, which the narrator reads"


def cast(
    script: Script,
    sheet: VoicesSheet,
    catalogue: Mapping[str, Sequence[VoiceTraits]],
    reach: Mapping[str, Reach] = MappingProxyType({}),
) -> Cast:
    """Give everybody in *script* a voice.

    What the sheet pins holds.  Everybody else, those quoted most first, has the
    voice that their name prefers among those that fit and are told at once from
    all that are taken, or if there is none, from those heard next to them; who
    finds the preferred one taken yields, which is said.  A pin moves nobody but
    those whose voice, by rule, cannot be told from it, or not at once from next to it.

    Args:
        script: who speaks, and where.
        sheet: what a person decided.
        catalogue: the voices to choose from, by engine, the best narrator first.
        reach: how far an engine can change its voices, where it is known.

    Raises:
        VoicesError: an engine offers no voice to choose from.
    """
    engines = {name for name, voices in catalogue.items() if voices}
    by_rule = _Casting(script, without_pins(sheet, engines), catalogue, reach, {})
    by_rule.all()
    casting = _Casting(script, sheet, catalogue, reach, by_rule.taken.sounds)
    narrator, unattributed, speakers = casting.all()
    if sheet.edition.fragments == "marked":
        _markable(narrator.voice, reach)
    return Cast(
        narrator=narrator,
        unattributed=unattributed,
        headings=casting.paced(casting.like(narrator, "headings", sheet.headings)),
        captions=casting.like(narrator, "captions", sheet.captions),
        speakers=speakers,
        remarks=(*sheet.remarks, *casting.remarks),
        near_misses=(
            *doubles(script.speakers, sheet.speakers, casting.entries),
            *near_misses(script.speakers, sheet.speakers, casting.entries),
        ),
    )


class _Casting:
    """The voices that are taken, and by whom, while one cast is being made."""

    def __init__(
        self,
        script: Script,
        sheet: VoicesSheet,
        catalogue: Mapping[str, Sequence[VoiceTraits]],
        reach: Mapping[str, Reach],
        by_rule: Mapping[str, Sound],
    ) -> None:
        self._script = script
        self._sheet = sheet
        self._catalogue = catalogue
        self._reach = reach
        self._by_rule = by_rule
        self._language = script.article.language
        self.taken = Taken(script, sheet.edition.fragments)
        self._wishes: dict[tuple[Gender, str, str, float | None], tuple[list[Offer], ...]] = {}
        self.entries = matched(script.speakers, sheet.speakers)
        self.remarks: list[Problem] = []
        self.passed_over: dict[str, tuple[str, ...]] = {}

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
        heard = set(self.taken.heard)
        made = {s.name: self._unheard(s, narrator) for s in self._script.speakers if s.name not in heard}
        order = sorted((s for s in self._script.speakers if s.name in heard), key=lambda s: -s.quotes)
        made |= {s.name: self._speaker(s) for s in order if self._entry(s).voice}
        # who keeps their voice comes before who has to look for another, lest that one be taken
        order = sorted((s for s in order if s.name not in made), key=lambda s: not self._keeps(s.name))
        made |= {s.name: self._speaker(s) for s in order}
        if self._sheet.edition.stereo:
            made |= self._placed([member for member in made.values() if member.heard])
        return tuple(made[speaker.name] for speaker in self._script.speakers)

    def _placed(self, members: Sequence[CastMember]) -> dict[str, CastMember]:
        """Return *members* at the place of each, but for those to whom the sheet gives one."""
        near = {member.speaker: self.taken.neighbours(member.speaker) for member in members}
        found = places([member.speaker for member in members], near)
        free = (
            m for m in members if (known := self.entries.get(m.speaker)) is None or known.voice.pan is None
        )
        return {m.speaker: replace(m, voice=replace(m.voice, pan=found[m.speaker])) for m in free}

    def _unheard(self, speaker: Speaker, narrator: CastMember) -> CastMember:
        """Return the narrator's voice for who has no speech, and say so if the sheet gives another."""
        known = self.entries.get(speaker.name)
        if known and known.voice != VoiceEntry():
            message = f"{known.name}: {_FRAGMENTS}, so this voice is not heard"
            self.remarks.append(Problem(message, known.location))
        return replace(narrator, speaker=speaker.name, reason=_FRAGMENTS, pinned=False, heard=False)

    def _keeps(self, who: str) -> bool:
        """Return whether nobody has taken the voice that *who* has by rule, or one too much like it."""
        mine = self._by_rule.get(who)
        return mine is not None and self.taken.leaves(who, mine)

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
        self.taken.take(who, chosen)
        asked = round((entry.rate or self._sheet.narrator.rate or RATE) * self._sheet.edition.speed)
        rate = self._rate(who, chosen.engine, asked, "change rate or speed in voices.toml")
        voice = Voice(
            Timbre(chosen.engine, chosen.name, rate, chosen.shift), entry.volume or 0.0, entry.pan or 0.0
        )
        pinned = entry.voice is not None
        return CastMember(
            who,
            voice,
            "voices.toml" if pinned else reason,
            pinned,
            passed_over=() if pinned else self.passed_over.get(who, ()),
        )

    def paced(self, headings: CastMember) -> CastMember:
        """Return *headings* at the pace of headings, unless the sheet gives them a rate of their own.

        An engine that cannot be told a rate reads them like everything else, which
        is said only if a person asked for another pace.
        """
        if self._sheet.headings.rate is not None:
            return headings
        timbre, wanted = headings.voice.timbre, self._sheet.edition.heading_speed
        asked = round(timbre.rate * (HEADING_SPEED if wanted is None else wanted))
        hint = "change heading_speed in voices.toml" if wanted is not None else None
        rate = self._rate("headings", timbre.engine, asked, hint)
        return replace(headings, voice=replace(headings.voice, timbre=replace(timbre, rate=rate)))

    def _rate(self, who: str, engine: str, asked: int, hint: str | None) -> int:
        """Return the rate nearest to *asked* that *engine* can give, and say so if a *hint* helps."""
        slowest, fastest = self._reach.get(engine, Reach()).rate
        rate = min(max(asked, slowest), fastest)
        if rate != asked and hint is not None:
            self.remarks.append(
                Problem(f"{who}: {asked} words a minute cannot be spoken; {rate} instead", hint=hint)
            )
        return rate

    def _chosen(self, who: str, gender: Gender, entry: VoiceEntry) -> Sound:
        """Return the voice of the sheet, else the first that *who* prefers and can be told from all taken."""
        engine = entry.engine or self._sheet.engine
        if entry.voice:
            pinned = self._sound(engine, entry.voice, entry.pitch or 0)
            if holder := self.taken.holder(pinned):
                self._say(f"{who}: {pinned.label}", holder, pinned)
            return pinned
        wanted = self._wanted(who, gender, engine, entry.pitch)
        free = next((sound for sound in wanted if self.taken.rival(sound) is None), None)
        free = free or next((sound for sound in wanted if self.taken.leaves(who, sound)), None)
        if self._keeps(who):
            free = self._by_rule[who]
        chosen = free or self.taken.shared(who, wanted)
        before = wanted[: wanted.index(chosen)] if chosen in wanted else wanted
        self.passed_over[who] = tuple(self.taken.why_not(sound) for sound in before[:SHOWN])
        if chosen != wanted[0] and (holder := self.taken.rival(wanted[0])):
            self._say(f"{who}: {chosen.label} instead of {wanted[0].label}", holder, wanted[0])
        if free is None:
            holder = self.taken.holder(chosen) or self.taken.rival(chosen)
            self._say(f"{who}: no voice is left, {chosen.label}", holder, chosen)
        return chosen

    def _wanted(self, who: str, gender: Gender, engine: str, pitch: float | None) -> list[Sound]:
        """Return the voices that fit *who*, best first: the unmistakable ones, then all others.

        The narrator's voice is nobody's, at whatever pitch, if there are others.
        Who is of unknown gender has a voice that says too much rather than one
        that is somebody's.
        """
        years = age(self._script.article.source.text, self._aliases(who))
        wish = (gender, years, engine, pitch)
        if wish not in self._wishes:
            self._wishes[wish] = self._tiers(*wish)
        return [sound for tier in self._wishes[wish] for sound in preferences(who, tier)]

    def _tiers(self, gender: Gender, years: str, engine: str, pitch: float | None) -> tuple[list[Offer], ...]:
        low, high = self._reach.get(engine, Reach()).pitch
        shifts = [shift for shift in SHIFTS if low <= shift <= high] if pitch is None else [pitch]
        standing = self.taken.standing

        def offered(gender: Gender | None) -> list[Offer]:
            found = offers(
                engine, self._voices(engine), gender, age=years, shifts=shifts, language=self._language
            )
            return [one for one in found if not standing or one.sound.name != standing[0].name] or found

        fitting = offered(gender) or offered(None)
        if gender is not Gender.UNKNOWN:
            clear = palette(fitting, standing)
            return clear, [one for one in fitting if one not in clear]
        clear = palette([one for one in fitting if one.fits] or fitting, standing)
        anybodys = palette(
            [one for one in offered(None) if one.fits], [*standing, *(one.sound for one in clear)]
        )
        return clear, anybodys, [one for one in fitting if one not in (*clear, *anybodys)]

    def _aliases(self, who: str) -> tuple[str, ...]:
        return next((speaker.aliases for speaker in self._script.speakers if speaker.name == who), ())

    def _say(self, message: str, holder: str | None, voice: Sound) -> None:
        """Remark on a voice that somebody has already, and who that is."""
        self.remarks.append(Problem(self.taken.remark(message, holder, voice) if holder else message))

    def _sound(self, engine: str, name: str, shift: float) -> Sound:
        return sound(engine, name, float(shift), self._catalogue.get(engine, ()))

    def _best(self, engine: str) -> str:
        return spoken_in(self._voices(engine)[0].name, self._language)

    def _voices(self, engine: str) -> Sequence[VoiceTraits]:
        voices = self._catalogue.get(engine, ())
        if not voices:
            message = f"the engine {engine} has no voices that are known well enough to be cast by rule"
            others = ", ".join(filter(self._catalogue.get, self._catalogue))
            hint = f"name a voice for everybody in voices.toml, or cast from {others}"
            raise VoicesError(Problem(message, hint=hint))
        return voices


def _markable(narrator: Voice, reach: Mapping[str, Reach]) -> None:
    """Raise if the narrator's engine cannot move a voice as far as marked words are."""
    timbre = marked(narrator).timbre
    low, high = reach.get(timbre.engine, Reach()).pitch
    if not low <= timbre.pitch <= high:
        message = f'fragments = "marked": {timbre.engine} cannot move the voice {timbre.name} that far'
        raise VoicesError(Problem(message, hint="choose narrator or speaker for fragments in voices.toml"))
