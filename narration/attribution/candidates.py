"""Ranks who may be meant by he, she, it or they at a place of the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.attribution.language import Language
    from narration.attribution.people import Person
    from narration.attribution.topic import Topic

    Ranked = list[tuple[float, Person]]

UNKNOWN = 0.85
"""How far somebody counts as “he” whose gender the article does not show."""

OBJECT = 0.2
"""How far a thing counts as “it” that speaks: a report, a sign."""

UNPROVEN = 0.4
"""How far a name counts as a person, or as a body, that the article shows to be neither."""

ALONE = 0.6
"""How far “one” or “another” counts as “he”, and somebody who spoke and may be a body."""

PASSING = 0.7
"""How far somebody without a name counts as “he” in a later paragraph."""

BODY, HIDDEN = 0.8, 0.7
"""How far a body, and one source without a name, count as “they”."""

WELL_KNOWN = 1.2
"""How much more somebody counts as “he” whom the article names without end; see `HALF`.

Chosen on the project's own articles and half A of the development set, where 0.9 to 1.6 do as well."""

HALF = 2
"""Names that do half of that."""

LEAD = 1.7
"""How much more prominent than the next person somebody must be to be meant surely.

Measured: 92 per cent of such pronouns are right, and 74 of those below."""


COUPLE = 2.0
"""How far two with names count as “they”: more than a council that was the subject since."""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a phrase means, and how that was found."""

    person: Person | None
    how: str
    """``name``, ``shared name`` or, if others of that name were mentioned, too, ``shared rival``; of he and
    she ``lone`` if nobody else may be meant, else ``pronoun`` or, if somebody else is nearly as prominent,
    ``rival``, and ``unproven`` of whom the article does not show it; ``thing`` of it and they;
    ``description`` of what the article calls them elsewhere, ``topic`` (or ``topic rival``) of what it does
    not, ``later`` of somebody who is named only afterwards, ``kin`` of a spouse by the surname;
    ``unnamed``; ``nobody`` of what does not speak."""
    note: str = ""
    """What a person should know of it, in words."""
    other: Person | None = None
    """Who else may be meant, if anybody."""
    share: float = 0.0
    """How prominent that one is, as a share of the one who is meant: 0 to 1."""


def first(ranked: Ranked, how: str, note: str) -> Found:
    """Return the most prominent of *ranked*, with who else may be meant."""
    (top, person), *others = ranked
    other, share = (others[0][1], min(1.0, others[0][0] / top)) if others else (None, 0.0)
    return Found(person, how, note, other, share)


def leads(ranked: Ranked) -> bool:
    """Tell whether the first of *ranked* is clearly the most prominent."""
    return len(ranked) == 1 or ranked[0][0] >= LEAD * ranked[1][0]


class Candidates:
    """Who may be meant, most prominent first."""

    def __init__(self, topic: Topic, language: Language, given: Mapping[str, str]) -> None:
        self.topic = topic
        self.language = language
        self.given = given

    def humans(self, gender: Gender | None = None, *, lately: bool = False) -> Ranked:
        """Return the persons of that gender; *lately* without regard to how often they are named."""

        def fit(person: Person) -> float:
            known, _ = person.gender(self.given)
            other = gender is not None and known not in (gender, Gender.UNKNOWN)
            if person.body or person.place or person.plural or other:
                return 0.0
            proven = self.proven(person)
            if not proven and (not person.named or person.opening or person.aside):
                return 0.0
            shown = known is gender or self._human(person) or len(person.key) > 1
            if person.head in self.language.words["alone"] or not shown:
                return ALONE
            fits = (1.0 if known is gender else UNKNOWN) if proven else UNPROVEN
            if not person.named and not self.topic.here(person):
                fits *= PASSING
            times = person.named_times
            return fits if lately else fits * (1 + WELL_KNOWN * times / (times + HALF))

        return self.topic.ranked(fit)

    def several(self) -> Ranked:
        """Return those who may be “they”: also one body, and one source without a name or a gender."""

        def fit(person: Person) -> float:
            if person.plural:
                return COUPLE if person.named else 1.0
            unknown = person.gender(self.given)[0] is Gender.UNKNOWN
            hidden = not person.named and person.human and unknown
            return BODY if person.body else HIDDEN if hidden else 0.0

        return self.topic.ranked(fit)

    def things(self) -> Ranked:
        """Return those who may be “it”."""
        return self.topic.ranked(self.thing)

    def thing(self, person: Person) -> float:
        """Return how far *person* may be “it” that speaks: a body, or what may be one."""
        if person.body:
            return 1.0 if person.named or person.head in self.language.words["companies"] else OBJECT
        human = person.place or person.plural or person.opening or self._human(person)
        return 0.0 if human else UNPROVEN

    def shown(self, person: Person) -> bool:
        """Tell whether the article names *person* and shows them to be a man or a woman.

        Measured: 95 per cent of the pronouns that mean such a person are right, 76 of those that mean
        somebody of unknown gender, 58 of those that mean a source without a name.
        """
        known = person.gender(self.given)[0] is not Gender.UNKNOWN
        return self.proven(person) and person.named and known

    def proven(self, person: Person) -> bool:
        """Tell whether the article shows that *person* is one, or they spoke before."""
        return self._human(person) or (person.spoke and person.named)

    def _human(self, person: Person) -> bool:
        return person.likely_human(self.given)
