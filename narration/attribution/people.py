"""Gathers names into persons and bodies."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.attribution import capitals, handles, names, nouns
from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from narration.attribution.language import Language
    from narration.attribution.names import Name
    from narration.attribution.paragraphs import Paragraph


@dataclass
class Person:
    """Somebody who may speak: a person, a body, or a source without a name."""

    number: int
    name: str
    """The fullest form in the article."""
    key: tuple[str, ...] = ()
    """Its words in lower case; empty for a source without a name."""
    body: bool = False
    place: bool = False
    human: bool = False
    """Whether the article says so: by a role, a title, “who”."""
    named: bool = True
    plural: bool = False
    """Whether more than one person is meant: “residents”."""
    head: str = ""
    """The noun of a source without a name: “official”."""
    forms: list[str] = field(default_factory=list)
    """Every form printed, in the order of the article."""
    genders: dict[Gender, str] = field(default_factory=dict)
    """What the text shows of the gender, and where; two entries leave it open."""
    hints: Counter[Gender] = field(default_factory=Counter)
    """How often a pronoun of each gender means them."""
    nouns: set[str] = field(default_factory=set)
    """The nouns of their roles and titles, in lower case."""
    titles: set[str] = field(default_factory=set)
    """Those that tell the gender, in lower case: “mrs”."""
    ages: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    """The words of what the article says they do or are: of “Ada taught geography” both."""
    named_times: int = 0
    """How often the article names them."""
    spoke: bool = False
    """Whether they said something before, at this place of the article."""
    opening: bool = False
    """Whether this is one word that only ever begins a sentence: its capital may say nothing."""
    aside: bool = False
    """Whether they are only ever named behind a preposition: “the size of Bristol”."""
    roles: list[str] = field(default_factory=list)
    """What the article says of them, in its own words."""
    narrates: bool = False
    """Whether they tell the story as “I”."""

    def likely_human(self, given: Mapping[str, str]) -> bool:
        """Tell whether the article shows that this is a person, not a place or a body."""
        if self.body or self.place:
            return False
        if not self.named:
            return self.human
        return (
            self.human
            or bool(self.genders or +self.hints or self.ages)
            or (self.key[:1] != () and self.key[0] in given)
        )

    def gender(self, given: Mapping[str, str]) -> tuple[Gender, str]:
        """Return the gender that the text shows, else that of the first name in *given*, with the reason."""
        if len(self.genders) == 1:
            return next(iter(self.genders.items()))
        if self.genders:
            return Gender.UNKNOWN, "the text shows both"
        if sum(self.hints.values()) and (best := self.hints.most_common(1)[0])[1] * 3 > 2 * sum(
            self.hints.values()
        ):
            return best[0], f"called ‘{'he' if best[0] is Gender.MALE else 'she'}’"
        if self.named and not self.body and self.key and (found := given.get(self.key[0])):
            return Gender(found), f"first name {self.name.split()[0]}"
        return Gender.UNKNOWN, ""


@dataclass
class People:
    """Everybody in one article, and where they are named."""

    persons: list[Person]
    mentions: tuple[tuple[Name, ...], ...]
    """The names in each paragraph."""
    given: Mapping[str, str]
    """The gender of first names."""
    language: Language
    _bearers: Mapping[tuple[str, ...], tuple[int, ...]]

    def called(self, name: str) -> Person | None:
        """Return the one person who is called *name* in the article."""
        known = [person for person in self.persons if name in (person.name, *person.forms)]
        bearers = self._bearers.get(tuple(name.lower().split()), ())
        found = known or [self.persons[number] for number in bearers]
        return found[0] if len(found) == 1 else None

    def bearers(self, name: Name) -> tuple[Person, ...]:
        """Return who may be meant by *name*: one person, or all who share a surname."""
        found = [self.persons[number] for number in self._bearers.get(name.key, ())]
        if name.gender is Gender.UNKNOWN:
            return tuple(found)
        fitting = [
            person for person in found if _agrees(person, name.gender, name.title, self.language, self.given)
        ]
        return tuple(fitting or found)

    def united(self, others: Sequence[Person], kept: Person) -> People:
        """Return everybody, with all that the *others* are called meaning *kept*."""
        if not others:
            return self
        for other in others:
            kept.forms += [form for form in other.forms if form not in kept.forms]
            kept.genders |= other.genders
            # the number stays taken, by nobody
            self.persons[other.number] = Person(other.number, "", named=False)
        gone = {other.number for other in others}
        bearers = {
            key: tuple(dict.fromkeys(kept.number if number in gone else number for number in numbers))
            for key, numbers in self._bearers.items()
        }
        return replace(self, _bearers=bearers)


def gather(paragraphs: Sequence[Paragraph], language: Language, given: Mapping[str, str]) -> People:
    """Return who is named in the article; *given* tells the gender of first names."""
    lowered = frozenset(t.text for p in paragraphs for t in p.tokens if t.text.islower() and not t.capital)
    story = tuple(
        names.find(p, language, lowered, given) if p.kind.value not in SHOUTING else () for p in paragraphs
    )
    if "capital" in language.grammar["nouns"]:
        story = nouns.sift(story, paragraphs, language, given)
    story = handles.join(story)
    short = _acronyms(story, paragraphs)
    story = tuple(tuple(replace(n, key=short.get(n.key, n.key)) for n in found) for found in story)
    persons = _persons([name for found in story for name in found], language, given)
    bearers = {**_index(persons, language)}
    bearers |= {key: bearers[full] for key, full in short.items()}
    mentions = tuple(
        found or _known(paragraph, bearers, language)
        for paragraph, found in zip(paragraphs, story, strict=True)
    )
    return People(persons, mentions, given, language, bearers)


def _acronyms(
    story: Sequence[Sequence[Name]], paragraphs: Sequence[Paragraph]
) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return the full name for each acronym in brackets behind one: “National Mill Trust (NMT)”."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for names_, paragraph in zip(story, paragraphs, strict=True):
        for name, short in pairwise(names_):
            bracket = short.first == name.last + 1 and paragraph.tokens[name.last].text == "("
            letters = short.printed.replace(".", "")
            initials = "".join(word[0] for word in name.printed.split() if word[0].isupper())
            if bracket and len(letters) > 1 and initials.endswith(letters):
                found.setdefault(short.key, name.key)
    return found


SHOUTING = frozenset({"headline", "heading"})
"""Blocks whose capitals say nothing: only names known from elsewhere are found in them."""


def _persons(found: Iterable[Name], language: Language, given: Mapping[str, str]) -> list[Person]:
    """Return one person for each name that is not part of a longer one.

    A surname with the title of the other gender (“Mr Roe” beside Jane Roe), or
    with “Ms” beside “Mrs”, is a person of its own.
    """
    groups: dict[tuple[tuple[str, ...], Gender, str], list[Name]] = defaultdict(list)
    for name in found:
        groups[name.key, name.gender, name.title].append(name)
    persons: list[Person] = []
    holders: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    bodies = {group: 2 * sum(name.body for name in names) > len(names) for group, names in groups.items()}
    order = sorted(groups, key=lambda group: (-len(group[0]), bodies[group], group[1] != "unknown"))
    for key, gender, title in order:
        names_ = groups[key, gender, title]
        owners = [person for person in holders[key] if _agrees(person, gender, title, language, given)]
        if not owners:
            body = bodies[key, gender, title]
            owners = [Person(len(persons), "", key, body=body, place=True, aside=True)]
            persons += owners
            for part in _parts(key, language.titles["generations"]):
                if not (body and holders[part] and part == key[: len(part)]):  # “Roe” is not Roe Mills
                    holders[part] += owners
        if len(owners) == 1:
            _absorb(owners[0], names_, language)
    return persons


def _agrees(person: Person, gender: Gender, title: str, language: Language, given: Mapping[str, str]) -> bool:
    """Tell whether *person* may have a title of that gender: a Mrs Roe is no Ms Roe."""
    married = language.titles["married"]
    known, _ = person.gender(given)
    if gender is Gender.FEMALE and title in married and person.titles & (married - {title}):
        return False
    return Gender.UNKNOWN in (gender, known) or gender is known


def _whole(key: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return [key]


def _surname(key: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    return [key[-1:]]


def _parts(key: tuple[str, ...], generations: Collection[str]) -> Iterable[tuple[str, ...]]:
    """Yield the shorter names by which somebody with the full name *key* may be called."""
    parts = {key}
    if key[-1] in generations:
        parts |= {key[:-1], key[-2:]}
        key = key[:-1]
    for cut in range(1, len(key)):
        parts.add(key[cut:])
        parts.add(key[:cut])
    if len(key) > 2:
        parts.add((key[0], key[-1]))
        parts.add((key[0], *key[-2:]))
    return parts


def _absorb(person: Person, found: Sequence[Name], language: Language) -> None:
    for name in found:
        for form in (name.printed, name.titled, name.full):
            if form and form not in person.forms:
                person.forms.append(form)
        if name.gender is not Gender.UNKNOWN:
            person.genders.setdefault(name.gender, name.reason)
            person.titles.add(name.title)
    person.place = person.place and all(name.place for name in found)
    person.aside = person.aside and all(name.aside for name in found)
    person.opening = len(person.key) == 1 and all(name.opening for name in found)
    forms = [name.full or (name.printed if len(name.key) > 1 else name.titled) for name in found]
    if not person.name or len(found[0].key) > 1:
        person.name = max([person.name, *forms], key=language.fullness)


def _index(persons: Sequence[Person], language: Language) -> Mapping[tuple[str, ...], tuple[int, ...]]:
    """Return who may be meant by each name: the surname goes before the first name.

    Somebody known only as “Mr Roe” does not take the surname from Jane Roe.
    """
    index: dict[tuple[str, ...], dict[int, None]] = defaultdict(dict)
    parts = partial(_parts, generations=language.titles["generations"])
    for part_of in (_whole, _surname, parts):
        for person in persons:
            for part in part_of(person.key):
                first = person.body and part == person.key[: len(part)] != person.key
                taken = any(persons[n].key == part and not persons[n].titles for n in index[part])
                if part_of is _whole or not (taken or (first and index[part])):
                    index[part][person.number] = None
    return {key: tuple(numbers) for key, numbers in index.items()}


def _known(
    paragraph: Paragraph, bearers: Mapping[tuple[str, ...], object], language: Language
) -> tuple[names.Name, ...]:
    """Return the names of persons known from the story in a block whose capitals say nothing."""
    found: list[names.Name] = []
    tokens = paragraph.tokens
    index = 0
    while index < len(tokens):
        longest = min(capitals.LONGEST, len(tokens) - index) if tokens[index].capital else 0
        for length in range(longest, 0, -1):
            words = tokens[index : index + length]
            key = tuple(language.stem(word.lower) for word in words if len(word.lower) > 1)
            if key in bearers and words[-1].capital and len(key) == length:
                printed = paragraph.text[words[0].start : words[-1].end]
                found.append(
                    names.Name(index, index + length, key, printed, printed, place=False, body=False)
                )
                index += length - 1
                break
        index += 1
    return tuple(found)
