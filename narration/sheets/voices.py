"""voices.toml: who has which voice, how the edition is made."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narration.errors import Problem, VoicesError
from narration.model import USUAL, Delivery, Format, Gender, Ms, Pauses, Reach
from narration.sheets import engines, lexicons, rules
from narration.sheets.document import Document, shown
from narration.sheets.nearest import instead, nearest, nearest_voice
from narration.sheets.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from narration.model import KnownPerson, Pronunciation
    from narration.sheets.engines import Option
    from narration.sheets.places import Place
    from narration.source import Location

ENGINE = "pyttsx3"
"""The engine of everybody whom no sheet gives another."""


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """What the sheet says of one voice; None where it says nothing."""

    engine: str | None = None
    voice: str | None = None
    rate: int | None = None
    """Words a minute."""
    pitch: float | None = None
    """Semitones."""
    volume: float | None = None
    """dB."""
    pan: float | None = None
    """From -1 (left) to 1 (right)."""


@dataclass(frozen=True, slots=True)
class SpeakerEntry:
    """One ``[speakers."Full Name"]``."""

    name: str
    location: Location
    """Of the name in the file."""
    voice: VoiceEntry = field(default_factory=VoiceEntry)
    aliases: tuple[str, ...] = ()
    gender: Gender | None = None
    sheet: str = "voices.toml"
    """Which file says so, as a reason names it."""


@dataclass(frozen=True, slots=True)
class EditionEntry:
    """``[edition]``; None for words stands for the usual ones in the article's language."""

    captions: str = "end"
    """``end``, ``announce`` or ``skip``."""
    heading_label: str | None = None
    opening: str | None = None
    closing: str | None = None
    speed: float = 1.0
    """Times the rate of every voice, 0.5 to 3."""
    chapters: str = "auto"
    """``auto``, ``headings`` or ``none``."""
    loudness: float = -19.0
    """LUFS of the decoded programme."""
    preset: str | None = None
    """One of `PRESETS`: a form in which editions are handed over."""
    heading_speed: float | None = None
    """Times the rate of headings without one of their own; None for the usual, where the engine can."""
    earcons: bool = False
    """Whether a short tone goes before each crosshead."""
    fragments: str = "narrator"
    """``narrator``, ``speaker`` or ``marked``."""
    quotes: str = "none"
    """``none``, ``scare`` or ``all``."""
    stereo: bool = False
    """Whether each speaker has a place of their own."""
    word_times: bool = False
    """Whether the transcript tells when each word begins."""
    formats: tuple[Format, ...] = USUAL
    """What is made."""

    @property
    def delivery(self) -> Delivery:
        """What the finished file must keep to."""
        return PRESETS[self.preset].delivery if self.preset else Delivery()


@dataclass(frozen=True)
class VoicesSheet:
    """A voices.toml; without arguments, what holds where there is none."""

    narrator: VoiceEntry = field(default_factory=VoiceEntry)
    unattributed: VoiceEntry = field(default_factory=VoiceEntry)
    headings: VoiceEntry = field(default_factory=VoiceEntry)
    captions: VoiceEntry = field(default_factory=VoiceEntry)
    speakers: tuple[SpeakerEntry, ...] = ()
    """In the order of the file."""
    pauses: Pauses = field(default_factory=Pauses)
    lexicon: tuple[Pronunciation, ...] = ()
    """What is said for printed words; of two entries for the same, the first counts."""
    shipped: bool = True
    """Whether narrate's own lexicon counts, too."""
    edition: EditionEntry = field(default_factory=EditionEntry)
    remarks: tuple[Problem, ...] = ()
    """What is read by another voice than the sheet says, since that one is not on this machine."""

    @property
    def engine(self) -> str:
        """The engine of every voice that is not given one of its own."""
        return self.narrator.engine or ENGINE


def read_voices(
    path: Path,
    known: Mapping[str, Collection[str]],
    reach: Mapping[str, Reach] = MappingProxyType({}),
    options: Mapping[str, Mapping[str, Option]] = MappingProxyType({}),
    *,
    substitute: bool = False,
) -> VoicesSheet:
    """Read and check the voices.toml at *path*.

    Args:
        path: of the sheet, as the user gave it.
        known: the names of the installed voices, by engine.
        reach: how far an engine can change its voices, where it is known.
        options: what ``[engines.NAME]`` may say, by engine.
        substitute: whether a voice that is not installed is replaced, which the sheet's remarks say.

    Raises:
        VoicesError: with everything that is wrong, in the order of the file.
    """
    document = Document.read(path, VoicesError)
    for name, value in document.values.items():
        if name not in rules.SHEET:
            _unknown_table(document, name, value)
    reading = Reading(document, known, reach, substitute=substitute)
    for name, values in engines.tables(document, options).items():
        for key, option in options[name].items():
            if option.kind == "genders":
                reading.described((engines.TABLE, name, key), name, values.get(key, {}))
    sheet = VoicesSheet(
        narrator=reading.voice("narrator"),
        unattributed=reading.voice("unattributed"),
        headings=reading.voice("headings"),
        captions=reading.voice("captions"),
        speakers=reading.speakers(),
        pauses=Pauses(**{k: Ms(v) for k, v in document.table(("pauses",), rules.PAUSES).items()}),
        lexicon=lexicons.own(document),
        shipped=lexicons.uses_shipped(document),
        edition=_edition(document.table(("edition",), rules.EDITION)),
    )
    told_apart(document, "speakers", sheet.speakers)
    document.finish()
    lexicon = lexicons.gathered(document, sheet.lexicon)
    return replace(sheet, lexicon=lexicon, remarks=tuple(reading.remarks))


class Reading:
    """The parts of a sheet that are more than a table of settings."""

    def __init__(
        self,
        document: Document,
        known: Mapping[str, Collection[str]],
        reach: Mapping[str, Reach],
        usual: str = ENGINE,
        *,
        substitute: bool = False,
    ) -> None:
        self._document = document
        self._known = known
        self._reach = reach
        engine = document.at(("narrator", "engine"))
        self._engine = engine if isinstance(engine, str) else usual
        self._substitute = substitute
        self.remarks: list[Problem] = []

    def voice(self, name: str) -> VoiceEntry:
        """Return the voice of a role."""
        return self.entry((name,), self._document.table((name,), rules.VOICE))

    def speakers(self) -> tuple[SpeakerEntry, ...]:
        """Return ``[speakers."Full Name"]``."""
        return tuple(self._speaker(("speakers", name)) for name in self.names("speakers"))

    def names(self, table: str) -> list[str]:
        """Return the keys of a table that may have any; note it if it is none."""
        found = self._document.at((table,))
        if found is not None and not isinstance(found, dict):
            self._document.note((table,), f"{table}: expected a table, got {shown(found)}")
        return list(found) if isinstance(found, dict) else []

    def _speaker(self, place: Place) -> SpeakerEntry:
        self.name(place)
        values = self._document.table(place, rules.SPEAKER)
        gender = values.pop("gender", None)
        return SpeakerEntry(
            name=str(place[-1]),
            location=self._document.location(place),
            aliases=tuple(values.pop("aliases", ())),
            gender=Gender(gender) if gender else None,
            voice=self.entry(place, values),
        )

    def name(self, place: Place) -> None:
        """Note a key that should be a name and is none."""
        if not any(map(str.isalnum, str(place[-1]))):
            self._document.note(place, f"expected a name, got {place[-1]!r}")

    def entry(self, place: Place, values: dict[str, Any]) -> VoiceEntry:
        """Return a voice, and note an engine or a voice that is not installed, or what it cannot reach."""
        if self._substitute and self._known:
            values = self._substituted(place, values)
        engine = values.get("engine", self._engine)
        if engine not in self._known:
            if "engine" in values:
                near = nearest(engine, self._known)
                hint = f"did you mean {near}?" if near else f"installed: {', '.join(sorted(self._known))}"
                self._document.note((*place, "engine"), f"unknown engine {engine!r}", hint)
        elif "voice" in values and values["voice"] not in self._known[engine]:
            hint = instead(values["voice"], engine, self._known[engine])
            self._document.note((*place, "voice"), f"unknown voice {values['voice']!r}", hint)
        elif "engine" in values and not self._known[engine]:
            hint = f"narrate doctor says what {engine} needs; --substitute takes other voices"
            self._document.note((*place, "engine"), f"the engine {engine} has no voice on this machine", hint)
        reach = self._reach.get(engine, Reach())
        self._bounded((*place, "pitch"), values.get("pitch"), reach.pitch, "semitones", engine)
        self._bounded((*place, "rate"), values.get("rate"), reach.rate, "words a minute", engine)
        return VoiceEntry(**values)

    def _bounded(
        self, place: Place, value: float | None, bounds: tuple[float, float], unit: str, engine: str
    ) -> None:
        """Note a pitch or a rate that *engine* cannot give a voice."""
        low, high = bounds
        if value is None or low <= value <= high:
            return
        wanted = f"{unit} from {low:g} to {high:g}, which is what {engine} reaches"
        if low == high:
            wanted = f"{low:g} {unit}, since {engine} cannot be told any other"
        hint = self._reach.get(engine, Reach()).hint or None
        self._document.note(place, f"{place[-1]}: expected {wanted}, got {value:g}", hint)

    def described(self, place: Place, engine: str, names: Iterable[str]) -> None:
        """Note whom *engine*'s table describes and who is not installed, unless nobody is."""
        installed = self._known.get(engine, ())
        for name in names if installed else ():
            if name in installed:
                continue
            if self._substitute:
                message = f"{engine}'s voice {name} is not on this machine, and not cast by rule"
                self.remarks.append(Problem(message, self._document.location(place)))
            else:
                self._document.note(place, f"unknown voice {name!r}", instead(name, engine, installed))

    def _substituted(self, place: Place, values: dict[str, Any]) -> dict[str, Any]:
        """Return *values* with a voice of this machine in the place of one that is not there."""
        engine, voice = values.get("engine", self._engine), values.get("voice")
        voices = self._known.get(engine, ())
        if voice in voices or (voice is None and (voices or "engine" not in values)):
            return values
        chosen = {key: value for key, value in values.items() if key not in {"voice", "pitch"}}
        near = nearest_voice(voice, voices) if voice else None
        if near:
            chosen["voice"] = near
        if not voices:
            chosen.pop("engine", None)
        missing = f"{engine}'s voice {voice}" if voice else f"the engine {engine}"
        other = near or "a voice by rule"
        where = self._document.location((*place, "voice" if voice else "engine"))
        self.remarks.append(Problem(f"{missing} is not on this machine; {other} instead", where))
        return chosen


def told_apart(
    document: Document, table: str, people: Iterable[SpeakerEntry] | Iterable[KnownPerson]
) -> None:
    """Note a name that two people of *table* have."""
    owners: dict[str, str] = {}
    for person in people:
        for name in dict.fromkeys((person.name, *person.aliases)):
            owner = owners.setdefault(name.casefold(), person.name)
            if owner != person.name:
                line = document.location((table, owner)).line
                message = f"{name}: given to {owner} (line {line}) and to {person.name}"
                document.note((table, person.name), message)


def _edition(values: dict[str, Any]) -> EditionEntry:
    """Return ``[edition]``: what a preset says holds where no key says otherwise."""
    preset = PRESETS.get(values.get("preset", ""))
    if "formats" in values:
        values["formats"] = tuple(map(Format, values["formats"]))
    return EditionEntry(**({"loudness": preset.loudness} if preset else {}) | values)


def _unknown_table(document: Document, name: str, value: object) -> None:
    """Note a table that voices.toml does not have; it may be a speaker's who was not put under speakers."""
    place = (name,)
    speaker = isinstance(value, dict) and bool(value.keys() & rules.SPEAKER.keys())
    if speaker and nearest(name, rules.SHEET) is None:
        document.note(place, f"unknown table {name}", f'did you mean [speakers."{name}"]?')
    else:
        document.unknown(place, rules.SHEET)
