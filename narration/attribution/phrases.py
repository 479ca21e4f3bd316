"""Finds the words that name somebody: a name, a pronoun, a description."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.language import Language
    from narration.attribution.names import Name
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.tokens import Token

LONGEST = 14
"""Tokens of a description, and of what may stand between a subject and its verb as an aside, times four."""


COMPLEMENTS = frozenset("of for from at with in to near behind inside on".split())
"""What joins a further noun to a description: “a source close to the owner”."""


class PhraseKind(Enum):
    """What sort of words name somebody."""

    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"
    """“the former cabinet-maker”, “residents”."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that name somebody; token indexes of their paragraph."""

    kind: PhraseKind
    first: int
    last: int
    """Index after the last token."""
    printed: str
    name: Name | None = None
    head: str = ""
    """The noun of a description, the pronoun itself."""
    definite: bool = False
    """Whether a description means somebody already known: “the”, “his”."""
    plural: bool = False


class Phrases:
    """The phrases of one paragraph."""

    def __init__(self, paragraph: Paragraph, names: Sequence[Name], language: Language) -> None:
        self.tokens: Sequence[Token] = paragraph.tokens
        self.text = paragraph.text
        self.sentences = paragraph.sentences
        self.language = language
        self.starts = {name.first: name for name in names}
        self.ends = {name.last: name for name in names}
        self._first = _firsts(paragraph.sentences)

    def after(self, index: int) -> Phrase | None:
        """Return the phrase that starts at the token *index*."""
        tokens = self.tokens
        if index >= len(tokens) or tokens[index].kind is not Kind.WORD:
            return None
        if index in self.starts:
            return self._possessed(index) or self._behind_attribute(index) or self._name(self.starts[index])
        lower = tokens[index].lower
        if lower in self.language.words["subjects"]:
            return self._pronoun(index)
        if named := self._named_after_role(index):
            return named
        described = self._description(index)
        return self._apposition(described) if described else None

    def _behind_attribute(self, index: int) -> Phrase | None:
        """Return the person in “Virginia delegate Bob Roe”, at the name of the place or body."""
        start = self.starts[index].last
        if (
            start >= len(self.tokens)
            or not self.tokens[start].text.islower()
            or self._ends_description(start)
        ):
            return None
        name = self._role_name(start)
        return self._name(name) if name and len(name.key) > 1 else None

    def ending_at(self, index: int) -> Phrase | None:
        """Return the phrase that ends right before the token *index*, adverbs and auxiliaries passed over."""
        end = index
        words = self.language.words["auxiliary"]
        while end > 0 and self.tokens[end - 1].kind is Kind.WORD and (
            self.tokens[end - 1].lower in words or self.tokens[end - 1].adverb
        ):  # fmt: skip
            end -= 1
        if end in self.ends:
            return self._name(self.ends[end])
        if end > 0 and self.tokens[end - 1].lower in self.language.words["subjects"]:
            return self._pronoun(end - 1)
        return self._description_ending(end)

    def before(self, index: int) -> Phrase | None:
        """Return the subject of the verb at *index* that stands before it in its clause.

        Objects of prepositions and asides between commas are passed over:
        “Ada, who works for Bob, said”.
        """
        found = self.ending_at(index)
        if found and not self._object(found):
            return self._apposition(found)
        end = index
        first = self._first[index]
        if found is None and end > first and self.tokens[end - 1].text in (",", "–", "—", "--", "-", ")"):
            return self._behind_aside(end - 1, first)
        if found and (outer := self.subject(index)):
            return outer
        return found

    def subject(self, index: int) -> Phrase | None:
        """Return the subject of the sentence in which the token *index* stands, from what is before it."""
        first = self._first[index]
        place = first
        while place < index:
            phrase = self.after(place) if self._may_start(place, first) else None
            if phrase and phrase.last <= index:
                if not self._object(phrase) and self._acts(phrase, index):
                    return self._apposition(phrase)
                place = max(phrase.last, place + 1)
            else:
                place += 1
        return None

    def name_or_pronoun(self, index: int) -> Phrase:
        """Return the name or the pronoun at the token *index*."""
        return self._name(self.starts[index]) if index in self.starts else self._pronoun(index)

    def signature(self, index: int) -> Phrase | None:
        """Return the name behind a dash at the token *index*, if nothing but its description follows."""
        tokens = self.tokens
        if index + 1 >= len(tokens) or tokens[index].text not in ("—", "–", "-", "--", "―", "~"):
            return None
        found = self.after(index + 1)
        ends = found and (found.last >= len(tokens) or tokens[found.last].text in (",", ".", "("))
        return found if found and ends and found.kind is PhraseKind.NAME else None

    def prominence(self, phrase: Phrase, weights: tuple[float, float, float, float]) -> float:
        """Return the weight of a mention as subject, object, possessor or aside."""
        subject, other, possessor, aside = weights
        if phrase.kind is PhraseKind.NAME and self._introduced(phrase):
            return subject
        if phrase.last < len(self.tokens) and self.tokens[phrase.last].kind is Kind.POSSESSIVE:
            return possessor
        if self._object(phrase):
            return aside
        return subject if self._acts(phrase, len(self.tokens)) else other

    def _introduced(self, phrase: Phrase) -> bool:
        """Tell whether the article tells at this place who it is: “by Bob Roe, a retired dentist”."""
        behind = self.tokens[phrase.last : phrase.last + 2]
        if len(behind) < 2 or behind[0].text != "," or not phrase.name or len(phrase.name.key) < 2:
            return False
        return behind[1].text.isdigit() or behind[1].lower in ("a", "an", "who", "the") or behind[1].lower in self.language.words["possessive"]

    def introduces(self, phrase: Phrase) -> bool:
        """Tell whether a subject may be the speaker of words that follow without a cue.

        Not “who”, “we”, “her husband”, “the worst part”.
        """
        if phrase.kind is PhraseKind.PRONOUN:
            return phrase.head in self.language.words["he"] | self.language.words["she"]
        if phrase.kind is PhraseKind.DESCRIPTION:
            owned = self.tokens[phrase.first].lower in self.language.words["possessive"]
            return self.language.human(phrase.head) and not owned
        return True

    def sentence_before(self, index: int) -> Phrase | None:
        """Return the subject of the sentence before that of the token *index*, in the same paragraph."""
        first = self._first[index]
        return self.subject(first - 1) if first else None

    def _may_start(self, place: int, first: int) -> bool:
        token = self.tokens[place]
        if place in self.starts or token.lower in self.language.words["subjects"]:
            return True
        return (
            token.lower in self.language.words["determiners"]
            or token.lower in self.language.words["possessive"]
            or place == first
            or token.lower in self.language.words["groups"]
        )

    def _acts(self, phrase: Phrase, limit: int) -> bool:
        """Tell whether a verb or an aside follows the phrase, so that it may be a subject."""
        if phrase.last >= limit:
            return True
        token = self.tokens[phrase.last]
        if token.kind is Kind.POSSESSIVE:
            return False
        if token.kind is not Kind.WORD:
            return token.text in (",", "(", "–", "—", "--", "-")
        if phrase.first == self._first[phrase.first] and token.lower in self.language.words["prepositions"]:
            return True
        words = self.language.words
        return (
            token.lower in ("who", "has", "had", "is", "was", "were", "did", "does", "said")
            or token.lower in words["auxiliary"]
            or (
                token.text.islower()
                and not any(
                    token.lower in words[group]
                    for group in ("prepositions", "conjunctions", "determiners", "possessive")
                )
            )
        )

    def _object(self, phrase: Phrase) -> bool:
        """Tell whether a preposition or a possessive stands right before the phrase."""
        if phrase.first == 0:
            return False
        before = self.tokens[phrase.first - 1]
        index = phrase.first - 1
        while (
            index > self._first[phrase.first]
            and before.kind is Kind.WORD
            and before.text.islower()
            and (
                before.lower not in self.language.words["prepositions"]
                and phrase.kind is PhraseKind.NAME
                and before.lower not in self.language.words["conjunctions"]
                and before.lower not in self.language.words["determiners"]
                and not self.language.verb(before.lower)
            )
        ):
            index -= 1
            before = self.tokens[index]
        if before.lower in ("after", "before", "since", "until", "as", "like"):
            return False
        return before.lower in self.language.words["prepositions"]

    def _behind_aside(self, comma: int, first: int) -> Phrase | None:
        """Return the phrase before the aside that ends at the token *comma*, or the name that is the aside."""
        for place in range(comma - 1, max(first, comma - 4 * LONGEST) - 1, -1):
            token = self.tokens[place]
            if token.kind is Kind.MARK and token.text in (",", "–", "—", "--", "-", "("):
                inner = self.after(place + 1)
                if inner and inner.last == comma and inner.kind is PhraseKind.NAME:
                    return inner
                outer = self.ending_at(place)
                if outer and outer.last == place and not self._object(outer):
                    return outer
        return self.subject(comma)

    def _apposition(self, phrase: Phrase) -> Phrase:
        """Return the name that stands beside a description between commas, else the phrase itself."""
        if phrase.kind is not PhraseKind.DESCRIPTION or phrase.last + 1 >= len(self.tokens):
            return phrase
        if self.tokens[phrase.last].text in (",", "–", "—", "--", "-") and phrase.last + 1 in self.starts:
            name = self.starts[phrase.last + 1]
            closing = self.tokens[name.last].text if name.last < len(self.tokens) else ""
            if closing in (",", "–", "—", "--", "-", "."):
                return self._name(name)
        return phrase

    def _name(self, name: Name) -> Phrase:
        return Phrase(PhraseKind.NAME, name.first, name.last, name.titled, name, definite=True)

    def _possessed(self, index: int) -> Phrase | None:
        """Return “Ada’s lawyer”, or its name: “Fox’s Bob Roe”."""
        name = self.starts[index]
        if name.last >= len(self.tokens) or self.tokens[name.last].kind is not Kind.POSSESSIVE:
            return None
        inner = name.last + 1
        if named := (self.starts.get(inner) or self._role_name(inner)):
            return self._name(named)
        return self._description(index, inner)

    def _pronoun(self, index: int) -> Phrase:
        token = self.tokens[index]
        return Phrase(PhraseKind.PRONOUN, index, index + 1, token.text, head=token.lower, definite=True)

    def _role_name(self, index: int) -> Name | None:
        """Return the name behind a role without an article: “columnist Ada Roe”, “the trainer Bob Roe”."""
        words = self.language.words
        for place in range(index, min(index + 7, len(self.tokens))):
            if place in self.starts:
                name = self.starts[place]
                possessive = name.last < len(self.tokens) and self.tokens[name.last].kind is Kind.POSSESSIVE
                if not name.body and not possessive:
                    return name
                continue
            token = self.tokens[place]
            if token.kind is not Kind.WORD and token.kind is not Kind.POSSESSIVE:
                return None
            if (
                self._ends_description(place)
                or token.lower in words["prepositions"]
                or token.lower in words["conjunctions"]
                or self.language.verb(token.lower)
            ):
                return None
        return None

    def _named_after_role(self, index: int) -> Phrase | None:
        name = self._role_name(index)
        return Phrase(PhraseKind.NAME, index, name.last, name.titled, name, definite=True) if name else None

    def _description(self, index: int, inner: int | None = None) -> Phrase | None:
        """Return the description that starts at *index*, a determiner or a noun for a group."""
        words = self.language.words
        lower = self.tokens[index].lower
        bare = lower in words["groups"] or self._bare(index)
        determined = lower in words["determiners"] or lower in words["possessive"]
        if inner is None and not bare and not determined:
            return None
        end = inner if inner is not None else index if bare else index + 1
        begin = end
        while end < min(len(self.tokens), begin + LONGEST) and self._inside(end, begin):
            end += 1
        if end == begin and not (
            determined and lower in ("another", "one", "some", "many", "others", "both")
        ):
            return None
        head = self.tokens[end - 1].lower
        end = self._complement(end)
        indefinite = bare or lower in words["indefinite"]
        printed = self.text[self.tokens[index].start : self.tokens[end - 1].end]
        plural = bare or (head.endswith("s") and not head.endswith("ss")) or head in words["groups"]
        return Phrase(
            PhraseKind.DESCRIPTION, index, end, printed, None, head, definite=not indefinite, plural=plural
        )

    def _bare(self, index: int) -> bool:
        """Tell whether a plural noun follows adjectives without a determiner: “Western officials”."""
        words = self.language.words
        for place in range(index, min(index + 4, len(self.tokens))):
            token = self.tokens[place]
            if (
                token.kind is not Kind.WORD
                or token.lower in words["prepositions"]
                or token.lower in words["determiners"]
            ):
                return False
            if token.lower in words["groups"]:
                return True
            if (
                self.language.verb(token.lower)
                or token.lower in words["subjects"]
                or token.lower in words["conjunctions"]
            ):
                return False
        return False

    def _inside(self, index: int, begin: int) -> bool:
        token = self.tokens[index]
        words = self.language.words
        if token.kind is Kind.POSSESSIVE:
            return True
        if token.kind is not Kind.WORD or self.sentences[index] != self.sentences[begin - 1 if begin else 0]:
            return False
        if self._ends_description(index):
            return False
        stop = any(
            token.lower in words[group]
            for group in ("prepositions", "conjunctions", "determiners", "subjects", "possessive")
        )
        verb = (
            self.language.verb(token.lower)
            or token.lower in self.language.cues["passive"]
            or token.lower in words["auxiliary"]
        )
        running = token.lower.endswith("ing") and index > begin
        return (
            not stop and not (verb and (index > begin or token.lower in words["auxiliary"])) and not running
        )

    def _ends_description(self, index: int) -> bool:
        """Tell whether the word is a finite verb."""
        lower = self.tokens[index].lower
        if lower in self.language.words["finite"]:
            return True
        if not lower.endswith("ed") or index + 1 >= len(self.tokens):
            return False
        after = self.tokens[index + 1]
        words = self.language.words
        small = any(
            after.lower in words[group]
            for group in ("prepositions", "determiners", "possessive", "conjunctions", "subjects")
        )
        return after.kind is not Kind.WORD or small

    def _complement(self, end: int) -> int:
        """Return the end of “of the union”, “for the council” behind a noun."""
        words = self.language.words
        if end + 1 >= len(self.tokens) or self.tokens[end].lower not in (
            "of",
            "for",
            "from",
            "at",
            "with",
            "in",
        ):
            return end
        place = end + 1
        while place < min(len(self.tokens), end + 8):
            token = self.tokens[place]
            if token.kind is Kind.POSSESSIVE or place in self.starts or token.lower in words["determiners"]:
                place = self.starts[place].last if place in self.starts else place + 1
                continue
            if token.kind is not Kind.WORD or not self._inside(place, end + 1):
                break
            place += 1
        return place

    def _description_ending(self, end: int) -> Phrase | None:
        """Return the description whose last word stands before the token *end*."""
        first = self._first[end] if end < len(self._first) else (self._first[-1] if self._first else 0)
        for start in range(end - 1, max(first, end - LONGEST) - 1, -1):
            token = self.tokens[start]
            if token.kind not in (Kind.WORD, Kind.POSSESSIVE):
                return None
            found = None
            if start in self.starts and self.starts[start].last < end:
                found = self._possessed(start)
            elif start not in self.starts and self._may_start(start, -1):
                found = self._description(start)
            if found and found.last == end:
                return self._leftmost(found)
        return None

    def _leftmost(self, phrase: Phrase) -> Phrase:
        """Take adjectives before a bare plural into the phrase: “US officials”."""
        start = phrase.first
        first = self._first[start]
        if self.tokens[start].lower not in self.language.words["groups"]:
            return phrase
        while start > first and self._bare(start - 1) and self.tokens[start - 1].kind is Kind.WORD:
            start -= 1
        wider = self._description(start) if start < phrase.first else None
        return wider if wider and wider.last == phrase.last else phrase


def _firsts(sentences: Sequence[int]) -> list[int]:
    """Return the index of the first token of the sentence of each token."""
    firsts: list[int] = []
    for index, number in enumerate(sentences):
        firsts.append(firsts[-1] if index and sentences[index - 1] == number else index)
    return firsts
