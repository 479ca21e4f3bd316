"""people.toml: whom a house knows, with their names and voices."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.errors import VoicesError
from narration.model import Gender, KnownPerson
from narration.sheets import rules
from narration.sheets.document import Document
from narration.sheets.voices import ENGINE, Reading, SpeakerEntry, VoiceEntry, told_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from narration.errors import Problem
    from narration.model import Reach
    from narration.sheets.voices import VoicesSheet

SHEET = "people.toml"


@dataclass(frozen=True, slots=True)
class House:
    """A people.toml."""

    people: tuple[KnownPerson, ...] = ()
    """In the order of the file."""
    voices: tuple[SpeakerEntry, ...] = ()
    """The same people as voices.toml would have them."""
    remarks: tuple[Problem, ...] = ()
    """As `VoicesSheet.remarks`."""


def read_people(
    path: Path,
    known: Mapping[str, Collection[str]] | None = None,
    engine: str = ENGINE,
    reach: Mapping[str, Reach] = MappingProxyType({}),
    *,
    substitute: bool = False,
) -> House:
    """Read and check the people.toml at *path*.

    Args:
        path: of the sheet, as the user gave it.
        known: the names of the installed voices, by engine; None leaves voices unchecked.
        engine: that of a voice which is not given one.
        reach: how far an engine can change its voices, where it is known.
        substitute: whether a voice that is not installed is replaced, which the remarks say.

    Raises:
        VoicesError: with everything that is wrong, in the order of the file.
    """
    document = Document.read(path, VoicesError)
    for name, value in document.values.items():
        if name == "people":
            continue
        if isinstance(value, dict) and value.keys() & rules.PERSON.keys():
            document.note((name,), f"unknown table {name}", f'did you mean [people."{name}"]?')
        else:
            document.unknown((name,), ("people",))
    reading = Reading(document, known or {}, reach, engine, substitute=substitute)
    names = reading.names("people")
    found = [_person(document, reading, name, checked=known is not None) for name in names]
    told_apart(document, "people", [person for person, _ in found])
    document.finish()
    return House(
        tuple(person for person, _ in found), tuple(voice for _, voice in found), tuple(reading.remarks)
    )


def with_house(sheet: VoicesSheet, house: House) -> VoicesSheet:
    """Return *sheet* with the voices of *house*; what *sheet* itself says of somebody goes before."""
    speakers = list(sheet.speakers)
    for entry in house.voices:
        names = _folded(entry.name, *entry.aliases)
        place = next((n for n, own in enumerate(speakers) if names & _folded(own.name, *own.aliases)), None)
        if place is None:
            speakers.append(entry)
        else:
            speakers[place] = _joined(speakers[place], entry)
    return replace(sheet, speakers=tuple(speakers), remarks=(*sheet.remarks, *house.remarks))


def _joined(own: SpeakerEntry, house: SpeakerEntry) -> SpeakerEntry:
    """Return what voices.toml says of somebody, with what it leaves to the house."""
    said = {key: value for key, value in asdict(own.voice).items() if value is not None}
    return replace(
        own,
        voice=own.voice if own.voice.voice else replace(house.voice, **said),
        aliases=tuple(dict.fromkeys((*own.aliases, house.name, *house.aliases))),
        gender=own.gender or house.gender,
        sheet=own.sheet if own.voice.voice or not house.voice.voice else house.sheet,
    )


def _person(
    document: Document, reading: Reading, name: str, *, checked: bool
) -> tuple[KnownPerson, SpeakerEntry]:
    place = ("people", name)
    values = document.table(place, rules.PERSON)
    reading.name(place)
    aliases = tuple(values.pop("aliases", ()))
    gender = Gender(values.pop("gender")) if "gender" in values else None
    role = values.pop("role", "")
    where = document.location(place)
    voice = reading.entry(place, values) if checked else VoiceEntry(**values)
    return (
        KnownPerson(name, aliases, where, gender, role),
        SpeakerEntry(name, where, voice, aliases, gender, SHEET),
    )


def _folded(*names: str) -> set[str]:
    return {name.casefold() for name in names}
