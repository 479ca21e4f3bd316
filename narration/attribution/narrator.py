"""Finds the person who tells a story as “I”."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from narration.attribution.people import Person
from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People
    from narration.attribution.vocatives import Vocatives

FEWEST = 2
"""How often the narrator says “I” outside quotation marks."""


def find(
    paragraphs: Sequence[Paragraph], people: People, vocatives: Vocatives, language: Language
) -> Person | None:
    """Return a person for the narrator, if there is an “I” outside the quotations; else None.

    They have the name by which others address somebody whom the narrator never
    names, if there is one such name.
    """
    pronoun = language.words["narrator"]
    told = sum(t.kind is Kind.WORD and t.lower in pronoun for p in paragraphs if p.story for t in p.tokens)
    if told < FEWEST:
        return None
    inner = (p.text[span.start + 1 : span.end - 1] for p in paragraphs if p.story for span in p.spans)
    called = Counter(name for words in inner for name in vocatives.strange(words) if _proper(name, language))
    (name, count), *others = [*called.most_common(2), ("", 0)]
    known = bool(name) and (not others or count > others[0][1])
    printed = name.title() if known else max(pronoun).upper()
    person = Person(
        len(people.persons), printed, (name,) if known else (), human=True, named=known, narrates=True
    )
    people.persons.append(person)
    vocatives.add(person)
    return person


def _proper(name: str, language: Language) -> bool:
    """Tell whether the word is a name, not “Sir” or “Doctor”."""
    return not language.title(name) and not language.human(name)
