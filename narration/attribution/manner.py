"""Tells whether a text is told in dialogue, like a novel, or quotes, like a newspaper."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import Person

SHORTEST = 12
"""Paragraphs from which on the manner of a text can be told."""

NEIGHBOURS = 0.3
"""Share of the pairs of neighbouring paragraphs that both begin with a quotation, in a dialogue at least.

Measured: 0.39 to 0.78 in passages of novels, at most 0.29 in news articles of that length."""

LIVELY = 0.12
"""Share of quotations that ask or cry, in a dialogue at least."""

LONGEST = 2
"""Words in the name of somebody who is called “the Hatter”."""

_MARKS = "”’\"'»“‘›"


def dialogue(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether people speak in turn in most of the text, a paragraph each."""
    story = [paragraph for paragraph in paragraphs if paragraph.story]
    quoted = [p.text[s.start : s.end].rstrip(_MARKS)[-1:] for p in story for s in p.spans]
    if len(story) < SHORTEST or not quoted:
        return False
    beside = sum(_begins(one) and _begins(next_) for one, next_ in pairwise(story))
    lively = sum(last in ("?", "!") for last in quoted)
    return beside >= NEIGHBOURS * (len(story) - 1) and lively >= LIVELY * len(quoted)


def enliven(persons: Iterable[Person], language: Language) -> None:
    """Take those for persons, in a dialogue, who are bodies only by their article: “the Hatter”."""
    for person in persons:
        listed = any(word in language.bodies["last"] for word in person.key)
        letters = any(form.isupper() for form in person.forms)
        person.body = person.body and (listed or letters or len(person.key) > LONGEST)


def _begins(paragraph: Paragraph) -> bool:
    """Tell whether the paragraph begins with a quotation of its own."""
    return bool(paragraph.spans) and paragraph.spans[0].start == 0 and not paragraph.spans[0].continues
