"""Makes the list of speakers: names, aliases, gender, role."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from narration.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.attribution.people import Person
    from narration.attribution.pieces import Piece


def label(pieces: Sequence[Piece]) -> Mapping[int, str]:
    """Return the unique name of each person who is quoted; equal names are numbered from the second on."""
    seen: Counter[str] = Counter()
    labels: dict[int, str] = {}
    for piece in pieces:
        person = piece.person
        if person is not None and person.number not in labels:
            seen[person.name] += 1
            count = seen[person.name]
            labels[person.number] = person.name if count == 1 else f"{person.name} ({count})"
    return labels


def gather(
    pieces: Sequence[Piece], labels: Mapping[int, str], given: Mapping[str, str]
) -> tuple[Speaker, ...]:
    """Return the speakers in the order of their first quotation."""
    persons: dict[int, Person] = {}
    utterances: dict[int, set[int]] = {}
    for piece in pieces:
        if piece.person is not None:
            persons.setdefault(piece.person.number, piece.person)
            utterances.setdefault(piece.person.number, set()).add(piece.utterance)
    return tuple(
        _speaker(person, labels[number], len(utterances[number]), given) for number, person in persons.items()
    )


def _speaker(person: Person, name: str, quotes: int, given: Mapping[str, str]) -> Speaker:
    gender, reason = person.gender(given)
    aliases = tuple(dict.fromkeys([person.name, *person.forms]))
    return Speaker(name, aliases, gender, reason, "; ".join(person.roles), quotes, person.named)
