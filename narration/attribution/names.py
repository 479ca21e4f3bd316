"""Finds names in running text: whose, with what titles, person or body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.attribution import capitals
from narration.attribution.tokens import Kind
from narration.attribution.words import DASHES
from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.tokens import Token


@dataclass(frozen=True, slots=True)
class Name:
    """One place where a name is printed; token indexes of its paragraph."""

    first: int
    """First token of the name with its titles."""
    last: int
    """Index after its last token."""
    key: tuple[str, ...]
    """Its words in lower case without titles, initials and suffixes."""
    printed: str
    """The words of the name as printed, without titles."""
    titled: str
    """The same with titles: “President Roe”."""
    place: bool
    """Whether it is in the list of places."""
    body: bool
    """Whether it is the name of a body by its last word, an acronym, or the article before it."""
    gender: Gender = Gender.UNKNOWN
    """By its title."""
    reason: str = ""
    full: str = ""
    """The name with the surname that is printed only once for two."""
    opening: bool = False
    """Whether it is one word without a title at the start of a sentence."""
    aside: bool = False
    """Whether a preposition or an article stands before it."""
    title: str = ""
    """In lower case, the title that tells the gender: “mrs” is nobody whom the article calls “ms”."""


def find(
    paragraph: Paragraph, language: Language, lowered: frozenset[str], given: Mapping[str, str]
) -> tuple[Name, ...]:
    """Return the names in *paragraph*, outside its quotations.

    Words in *lowered*, which the article prints without a capital somewhere, are
    no names at the start of a sentence.  *given* are first names: in “Bob and Ada
    Roe” Bob is a Roe as well.
    """
    reader = _Reader(paragraph, language, lowered, given)
    runs = capitals.runs(paragraph, language, given)
    found = [name for first, last in runs for name in reader.names(first, last)]
    return tuple(_coupled(found, paragraph.tokens, language, given))


def _coupled(
    found: list[Name], tokens: Sequence[Token], language: Language, given: Mapping[str, str]
) -> list[Name]:
    """Give the surname that is printed once for two to both."""
    for place, (name, following) in enumerate(pairwise(found)):
        couple = following.first == name.last + 1 and tokens[name.last].lower in {"&", *language.words["and"]}
        if couple and len(name.key) == 1 < len(following.key) and name.key[0] in given and not following.body:
            surname = following.key[-1]
            printed = f"{name.printed} {following.printed.split()[-1]}"
            found[place] = replace(name, key=(*name.key, surname), full=printed)
    return found


DATELINE = 12
"""Tokens of a place before a report, with its dash."""


class _Reader:
    def __init__(
        self, paragraph: Paragraph, language: Language, lowered: frozenset[str], given: Mapping[str, str]
    ) -> None:
        self.paragraph = paragraph
        self.given = given
        self.tokens: Sequence[Token] = paragraph.tokens
        self.language = language
        self.lowered = lowered
        self.shouting = paragraph.text.isupper()
        """Whether all is in capitals, so that they make no acronym."""

    def names(self, first: int, last: int) -> Iterator[Name]:
        """Yield the name in a run of capitals, if there is one."""
        tokens = self.tokens
        starts = first == 0 or self.paragraph.sentences[first - 1] != self.paragraph.sentences[first]
        begin = first
        small = self.language.words["determiners"] | self.language.words["possessive"]
        behind_colon = first > 0 and tokens[first - 1].text == ":"
        if starts or behind_colon or tokens[first].lower in small:
            begin = self._skip_openers(first, last)
        if begin >= last:
            return
        titled = begin
        begin = self._skip_titles(begin, last)
        if begin >= last:
            return
        words = [token for token in tokens[begin:last] if token.kind is Kind.WORD]
        key = tuple(
            self.language.stem(w.lower)
            for w in words
            if len(w.lower) > 1 and w.lower not in self.language.titles["suffixes"]
        )
        if not key or (len(words) == 1 and words[0].lower in self.language.words["subjects"]):
            return
        if titled == last - 1 and (self._demonym(titled) or self._office(titled)):
            return
        article = begin > 0 and tokens[begin - 1].lower in self.language.words["the"]
        text = self.paragraph.text
        gender, reason, title = self._gender(titled, begin)
        place, body = self._place(words, titled), self._body(words, gender, article=article)
        label = last < len(tokens) and tokens[last].text == ":"
        lone = starts and first == titled == last - 1 and not label and tokens[first].text[1:].islower()
        printed, full = (text[token.start : words[-1].end] for token in (words[0], tokens[titled]))
        before = tokens[titled - 1].lower if titled else ""
        aside = before in self.language.words["prepositions"] | self.language.words["articles"]
        yield Name(
            titled,
            last,
            key,
            printed,
            full,
            place,
            body,
            gender,
            reason,
            opening=lone,
            aside=aside,
            title=title,
        )

    def _place(self, words: Sequence[Token], first: int) -> bool:
        """Tell whether the name is that of a place, by the list or by “in” and “at” before it."""
        before = self.tokens[first - 1].lower if first else ""
        listed = words[-1].lower in self.language.bodies["places"]
        return listed or before in self.language.words["locating"] or self._dateline(first)

    def _dateline(self, index: int) -> bool:
        """Tell whether the word stands in the place before a report: “NUUK, Greenland — …”."""
        if not self.tokens[0].text.isupper() or not self.tokens[0].capital:
            return False
        dash = next((i for i, token in enumerate(self.tokens[:DATELINE]) if token.text in DASHES), 0)
        return index < dash

    def _skip_openers(self, first: int, last: int) -> int:
        """Return where the name begins behind words that have a capital only for their place."""
        words = self.language.words
        while first < last:
            lower = self.tokens[first].lower
            common = any(lower in words[group] for group in ("openers", "groups", "determiners"))
            rare = (
                lower in self.lowered
                or any(lower in group for group in (self.language.titles["epithets"], words["offices"]))
                or (lower in words["persons"] and lower not in self.given)
                or self._phrase(first)
            )
            if not common and not (rare and not self.language.title(lower)):
                break
            first += 1
        return first

    def _demonym(self, index: int) -> bool:
        """Tell whether the word stands for somebody by where they are from: “said the Swede”."""
        words = self.language.words
        if not index or self.tokens[index].lower not in words["demonyms"]:
            return False
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        small = ("prepositions", "conjunctions", "auxiliary", "finite")
        noun = (
            after is None
            or after.kind is not Kind.WORD
            or self.language.verb(after.lower)
            or after.lower.endswith(self.language.endings["finite"])
            or any(after.lower in words[group] for group in small)
        )
        return noun and self.tokens[index - 1].lower in words["determiners"]

    def _office(self, index: int) -> bool:
        """Tell whether the word is an office printed with a capital: “said the Minister”."""
        words = self.language.words
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        alone = after is None or not after.capital
        office = self.tokens[index].lower in words["offices"]
        return office and alone and index > 0 and self.tokens[index - 1].lower in words["the"]

    def _phrase(self, index: int) -> bool:
        """Tell whether the word begins a phrase that is no name: “Putting the …”, “Seventy-two per cent”."""
        lower = self.tokens[index].lower
        after = self.tokens[index + 1].text if index + 1 < len(self.tokens) else ""
        endings = self.language.endings
        phrase = endings["running"] + endings["finite"] + endings["adverb"]
        return (lower.endswith(phrase) and after[:1].islower()) or re.match(
            r"\w+-[a-z]", self.tokens[index].text
        ) is not None

    def _skip_titles(self, first: int, last: int) -> int:
        """Return where the name begins behind its titles: after the last of them that a name follows."""
        if self.tokens[first].lower in self.language.bodies["last"] and last > first + 1:
            return first  # “Institute for Field Studies”: no field marshal
        titles = [i for i in range(first, last - 1) if self.language.title(self.tokens[i].lower.rstrip("."))]
        begin = titles[-1] + 1 if titles else first
        while begin < last - 1 and self.tokens[begin].kind is not Kind.WORD:
            begin += 1
        body = self.tokens[last - 1].lower in self.language.bodies["last"]
        while not body and begin < last - 2 and self.tokens[begin].lower in self.language.bodies["places"]:
            begin += 1
        lone = begin == last - 1 and self.language.title(self.tokens[begin].lower)
        return last if lone and begin == first else begin

    def _gender(self, first: int, begin: int) -> tuple[Gender, str, str]:
        for token in self.tokens[first:begin]:
            if (gender := self.language.titled(token.lower)) is not Gender.UNKNOWN:
                return gender, f"called {token.text}", token.lower.rstrip(".")
        return Gender.UNKNOWN, "", ""

    def _body(self, words: Sequence[Token], gender: Gender, *, article: bool) -> bool:
        if gender is not Gender.UNKNOWN:
            return False
        last = words[-1]
        acronym = len(words) == 1 and len(last.text) > 1 and last.text.isupper() and not self.shouting
        lists = self.language.bodies
        known = last.lower in lists["last"] or words[0].lower in lists["last"]
        return acronym or known or (article and len(words) <= 2)
