"""Finds descriptions that stand in place of a name: “a Western official”, “the former cabinet-maker”."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from narration.attribution.words import Words

LONGEST = 14
"""Tokens of a description."""

_OBJECTS = (
    "prepositions", "determiners", "possessive", "conjunctions", "subjects", "he", "she", "they",
)  # fmt: skip

COMPLEMENT = 7
"""Tokens of “of the union” behind it."""


class Description(NamedTuple):
    """Token indexes of a description, and its noun."""

    first: int
    last: int
    head: str
    definite: bool
    """Whether it means somebody already known: “the”, “his”."""
    plural: bool


def starting(words: Words, index: int) -> Description | None:
    """Return the description that begins at the token *index*: a determiner, or a noun for a group."""
    bare = words.among(index, "groups") or _bare(words, index)
    determined = words.among(index, "determiners", "possessive")
    if not bare and not determined:
        return None
    return _read(words, index, index if bare else index + 1, bare=bare, alone=words.among(index, "alone"))


def owned(words: Words, index: int, inner: int) -> Description | None:
    """Return “Ada’s lawyer”: *index* is where the owner begins, *inner* the token after the possessive."""
    return _read(words, index, inner, bare=False, alone=False)


def ending(words: Words, end: int) -> Description | None:
    """Return the description whose last word stands before the token *end*."""
    if not 0 < end <= len(words):
        return None
    first = words.first[end - 1]
    for start in range(end - 1, max(first, end - LONGEST) - 1, -1):
        if words.kind(start) not in (Kind.WORD, Kind.POSSESSIVE):
            return None
        found = None
        if start in words.starts:
            name = words.starts[start]
            if name.last < end and words.kind(name.last) is Kind.POSSESSIVE:
                found = owned(words, start, name.last + 1)
        elif words.among(start, "determiners", "possessive") or (
            words.among(start, "groups") and not words.among(start - 1, "determiners", "possessive")
        ):
            found = starting(words, start)
        if found and found.last == end:
            return _widened(words, found)
    return None


def finite(words: Words, index: int) -> bool:
    """Tell whether the word is a finite verb that ends the description before it."""
    lower = words.lower(index)
    if lower in words.language.words["finite"]:
        return True
    if not lower.endswith(words.language.endings["finite"]):
        return False
    named = index + 1 in words.starts and words.language.human(words.lower(index - 1))  # “my aunt met Bob”
    return (
        named or words.among(index + 1, *_OBJECTS) or (index + 1 < len(words) and not words.word(index + 1))
    )


def _read(words: Words, index: int, begin: int, *, bare: bool, alone: bool) -> Description | None:
    end = begin
    while end < min(len(words), begin + LONGEST) and _inside(words, end, begin):
        end += 1
    if end == begin and not alone:
        return None
    if end - 1 > begin and words.language.adverb(words.tokens[end - 1]) and _person(words, end - 2):
        end -= 1
    noun = end - 1
    while noun > begin and words.among(noun, "postposed"):
        noun -= 1
    head, *of = words.lower(noun).split("-")
    if not of or of[0] not in words.language.words["of"]:  # but the gran of “gran-of-five”
        head = words.lower(noun)
    plural = (
        bare
        or (head.endswith(words.language.endings["plural"]) and not head.endswith("ss"))
        or words.among(noun, "groups")
    )
    definite = not bare and not words.among(index, "indefinite")
    return Description(index, _complemented(words, end), head, definite, plural)


def _person(words: Words, index: int) -> bool:
    """Tell whether the word is a noun for a person, behind which an adverb belongs to the verb."""
    return words.language.human(words.lower(index))


def _bare(words: Words, index: int) -> bool:
    """Tell whether a noun for a group follows adjectives without a determiner: “Western officials”."""
    for place in range(index, index + 4):
        if not words.word(place) or words.among(place, "prepositions", "determiners"):
            return False
        if words.among(place, "groups"):
            return True
        if words.verb(place) or words.among(place, "subjects", "conjunctions"):
            return False
    return False


def _inside(words: Words, index: int, begin: int) -> bool:
    if words.kind(index) is Kind.POSSESSIVE:
        return True
    if not words.word(index) or words.first[index] > begin:
        return False
    if words.among(
        index, "prepositions", "conjunctions", "determiners", "subjects", "possessive", "auxiliary"
    ):
        return False
    acts = index in words.ends and words.lower(index).endswith(words.language.endings["finite"])
    if acts or finite(words, index) or words.lower(index) in words.language.cues["passive"]:
        return False
    noun = words.lower(index) in words.language.cues["nouns"]
    begins = index == begin and (noun or not words.among(index - 1, "alone"))
    running = words.lower(index).endswith(words.language.endings["running"]) and not words.among(
        index, "things"
    )
    return begins or not (words.verb(index) or running)


def _complemented(words: Words, end: int) -> int:
    """Return the end of “of the union”, “close to the owner” behind a noun."""
    if not words.among(end, "joining") or end + 1 >= len(words):
        return end
    place = end + 1
    free = "free" in words.language.grammar["order"]
    while place < min(len(words), end + 1 + COMPLEMENT):
        determined = words.kind(place) is Kind.POSSESSIVE or words.among(place, "determiners", "possessive")
        if words.among(place, "he", "she", "they") and not determined:
            break
        if place in words.starts:
            place = words.starts[place].last
        elif determined or _inside(words, place, end + 1) or (free and words.among(place, "joining")):
            place += 1
        else:
            break
    return place if place > end + 1 else end


def _widened(words: Words, found: Description) -> Description:
    """Take adjectives before a noun for a group into the description: “US officials”."""
    start = found.first
    if not words.among(start, "groups"):
        return found
    while start > words.first[found.first] and words.word(start - 1) and _bare(words, start - 1):
        start -= 1
    wider = starting(words, start) if start < found.first else None
    return wider if wider and wider.last == found.last else found
