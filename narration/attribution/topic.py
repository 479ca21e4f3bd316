"""Remembers whom the story is about, so that pronouns find their person."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narration.attribution.people import Person

SUBJECT, SPEAKER, OBJECT, POSSESSOR, ASIDE = 3.5, 3.5, 1.0, 0.7, 0.4
"""How much a mention makes somebody the topic, by their part in the sentence; ASIDE is after of, in, at.

Chosen on the project's own articles and half A of the development set, where a wide range does as well."""

FADING = 0.6
"""How much of that is left a sentence later."""

REPEATED = 0.05
"""How much a further mention adds: the last one counts, not their number."""

MEMORY = 60
"""Mentions that are remembered: some ten paragraphs."""


@dataclass(frozen=True, slots=True)
class _Trace:
    person: Person
    sentence: int
    weight: float


class Topic:
    """Who was mentioned lately, and how prominently."""

    def __init__(self) -> None:
        self._traces: deque[_Trace] = deque(maxlen=MEMORY)
        self._known: set[int] = set()
        self.named = False
        """Whether anybody was named before: a person, no body or place."""
        self.sentence = 0
        self.paragraph = 0
        """The first sentence of this paragraph."""

    def mention(self, person: Person, weight: float) -> None:
        """Note that *person* is mentioned now."""
        self._traces.append(_Trace(person, self.sentence, weight))
        self._known.add(person.number)
        self.named = self.named or (person.named and not person.body and not person.place)

    def mentioned(self, person: Person) -> bool:
        """Tell whether *person* was mentioned before."""
        return person.number in self._known

    def ranked(self, fits: Callable[[Person], float]) -> list[tuple[float, Person]]:
        """Return those who fit, most prominent first.

        Args:
            fits: how far somebody may be meant, 0 to 1.

        Returns:
            Prominence, times how far they fit, with the person.
        """
        scores: dict[int, float] = {}
        persons: dict[int, Person] = {}
        for trace in self._traces:
            if fit := fits(trace.person):
                number = trace.person.number
                persons[number] = trace.person
                fresh = fit * trace.weight * FADING ** (self.sentence - trace.sentence)
                scores[number] = max(scores.get(number, 0.0), fresh) + REPEATED * fresh
        return sorted(((score, persons[n]) for n, score in scores.items()), key=lambda pair: -pair[0])

    def near(self, person: Person, sentences: int) -> bool:
        """Tell whether *person* was mentioned in this sentence or so many before it."""
        last = next((trace.sentence for trace in reversed(self._traces) if trace.person is person), None)
        return last is not None and self.sentence - last <= sentences

    def here(self, person: Person) -> bool:
        """Tell whether *person* was mentioned in this paragraph."""
        return self.near(person, self.sentence - self.paragraph)

    def recent(self) -> Iterator[Person]:
        """Yield who was mentioned, the last first."""
        return (trace.person for trace in reversed(self._traces))
