"""Merges the names of people whom the house, or the corrections of an article, know by several."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narration.attribution.anchors import fold
from narration.attribution.people import Person
from narration.errors import ArticleError, Problem
from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from narration.attribution.people import People
    from narration.attribution.pieces import Piece
    from narration.model import Article, KnownPerson

HOUSE = "people.toml"
"""The reason for what the house knows of somebody."""

_OWNER = re.compile(r"['’]\w*")
"""The end of a word behind an apostrophe."""


def introduce(people: People, known: Sequence[KnownPerson], told: Sequence[KnownPerson]) -> People:
    """Return *people* with everybody under one name whom *known* (the house) or *told* (a person) names.

    Of a house's people only whole names count: “Cole” is not Bram Cole where the
    article calls Ada Cole so.
    """
    articles = people.language.words["articles"]
    for entry in (*known, *told):
        whole = entry in known
        found = [person for person in people.persons if _is(person, entry, articles, whole=whole)]
        if not found:
            continue
        kept = max(found, key=lambda person: (entry.name in person.forms, len(person.key)))
        people = people.united([person for person in found if person is not kept], kept)
        kept.place = False
        if not whole:  # what the article describes them as is theirs, too
            kept.forms += [alias for alias in entry.aliases if alias not in kept.forms]
        _know(kept, entry)
    return people


def merge(
    article: Article,
    pieces: Sequence[Piece],
    people: People,
    known: Iterable[KnownPerson],
    told: Sequence[KnownPerson],
) -> tuple[list[Piece], tuple[Problem, ...]]:
    """Return the pieces with one person for all names of each, and what was told and applied.

    Raises:
        ArticleError: somebody was told under names that the article does not bear.
    """
    merged = list(pieces)
    articles = people.language.words["articles"]
    applied: list[Problem] = []
    problems: list[Problem] = []
    for entry in (*known, *told):
        kept = next((person for person in people.persons if entry.name in (person.name, *person.forms)), None)
        names = _folded(articles, entry.name, *entry.aliases)
        found = {
            piece.person.number: piece.person
            for piece in merged
            if piece.person and piece.person is not kept and _plain(piece.person.name, articles) in names
        }
        if kept is None and found:
            kept = _new(entry, people)
        if kept is not None:
            kept.forms += [form for other in found.values() for form in other.forms if form not in kept.forms]
            merged = [
                replace(piece, person=kept) if piece.person and piece.person.number in found else piece
                for piece in merged
            ]
        if entry in told:
            missing = [alias for alias in entry.aliases if kept is None or not _printed(alias, article)]
            (problems if missing else applied).append(_answer(entry, missing))
    if problems:
        raise ArticleError(*problems)
    return merged, tuple(applied)


def _new(entry: KnownPerson, people: People) -> Person:
    """Return somebody with a name of whom the article knows only what they are: “the baker”."""
    person = Person(len(people.persons), entry.name, tuple(entry.name.lower().split()), human=True)
    people.persons.append(person)
    _know(person, entry)
    return person


def _answer(entry: KnownPerson, missing: Sequence[str]) -> Problem:
    """Return what to say to a person's word: that it was done, or which names are *missing*."""
    if not missing:
        return Problem(f"corrected: {' and '.join(entry.aliases)} → {entry.name}", entry.location)
    hint = "give the names as the article prints them: narrate script ARTICLE lists them"
    return Problem(f"nobody is called {' or '.join(missing)} in the article", entry.location, hint)


def _know(person: Person, entry: KnownPerson) -> None:
    person.name = entry.name
    if entry.name not in person.forms:
        person.forms.append(entry.name)
    if entry.gender is not None:
        person.genders = {} if entry.gender is Gender.UNKNOWN else {entry.gender: HOUSE}
        person.human = True
    if entry.role and entry.role not in person.roles:
        person.roles.insert(0, entry.role)


def _is(person: Person, entry: KnownPerson, articles: Collection[str], *, whole: bool) -> bool:
    """Tell whether *entry* names somebody whose name the article prints."""
    if not person.named or not person.name:
        return False
    for name in _folded(articles, entry.name, *entry.aliases):
        words = name.split()
        if tuple(words) == person.key:
            return True
        covers = not whole or set(person.key) <= set(words)
        if covers and name in _folded(articles, *person.forms):
            return True
    return False


def _printed(name: str, article: Article) -> bool:
    """Tell whether *article* prints the name, be it as an owner: “Ada Cole’s boat”."""
    wanted = f" {' '.join(fold(name))} "
    texts = (block.view.text for block in article.blocks)
    return any(
        wanted in f" {' '.join(fold(text))} {' '.join(fold(_OWNER.sub(' ', text)))} " for text in texts
    )


def _folded(articles: Collection[str], *names: str) -> set[str]:
    return {_plain(name, articles) for name in names}


def _plain(name: str, articles: Collection[str]) -> str:
    """Return *name* without case, and without the article before it."""
    first, _, rest = (name := " ".join(name.casefold().split())).partition(" ")
    return rest if rest and first in articles else name
