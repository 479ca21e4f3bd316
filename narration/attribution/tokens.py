"""Cuts a paragraph into words, marks and quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.marks import Span

_TOKEN = re.compile(r"(?P<word>(?:(?<!\w)@)?[^\W_]+(?:[-'’.&_][^\W_]+)*)|(?P<mark>\.{2,}|--+|[^\w\s])|_")
_ELIDED = re.compile(r"[^\W\d_]+['’](?=\w)")
_POSSESSIVE = re.compile(r"['’][sS]\Z")
_SHORT = re.compile(r"(?<=\w)['’][a-z]+\Z")
"""What is left of a verb behind a pronoun: “he’d”, “they’ve”."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")
_DAY = re.compile(r"\d\d?\Z")
_ARTICLE = re.compile(r"(?:a[dlnrst]|ash|e[ls]|bin|ibn)-[A-Z]")
"""The Arabic article before a name: “al-Khatib”."""


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    MARK = "mark"
    POSSESSIVE = "possessive"
    QUOTE = "quote"
    """A whole quotation, marks included."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a punctuation mark, a possessive ’s, or a whole quotation; indexes into the block's text."""

    start: int
    end: int
    text: str
    """As printed; of a quotation, the last character inside its marks."""
    kind: Kind
    lower: str
    """In lower case, without the full stop of an abbreviation."""
    span: int = -1
    """Of a quotation: its number in the block."""

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, or has one behind an article, or is a handle."""
        return self.kind is Kind.WORD and (
            self.text[0].isupper() or self.text[0] == "@" or _ARTICLE.match(self.text) is not None
        )


def cut(text: str, spans: Sequence[Span], spelling: Mapping[str, frozenset[str]]) -> tuple[Token, ...]:
    """Return the tokens of *text*, as the language spells; each of the *spans* is one token."""
    tokens: list[Token] = []
    place = 0
    for number, span in enumerate(spans):
        tokens += _plain(text, place, span.start, spelling)
        inner = text[span.start : span.end - 1 if span.closed else span.end].rstrip("”\"’'»«“ \u00a0\u202f")
        tokens.append(Token(span.start, span.end, inner[-1:], Kind.QUOTE, "", number))
        place = span.end
    return (*tokens, *_plain(text, place, len(text), spelling))


def _plain(text: str, start: int, end: int, spelling: Mapping[str, frozenset[str]]) -> Iterator[Token]:
    skip = start
    for found in _TOKEN.finditer(text, start, end):
        if found.start() < skip:
            continue
        word, first, last = found.group(), found.start(), found.end()
        if found.lastgroup != "word":
            possessive = word in "'’" and text[first - 1 : first] in ("s", "S", "x", "z")
            yield Token(first, last, word, Kind.POSSESSIVE if possessive else Kind.MARK, word)
        elif (ending := _POSSESSIVE.search(word)) and ending.start():
            yield Token(first, last - 2, word[:-2], Kind.WORD, word[:-2].lower())
            yield Token(last - 2, last, word[-2:], Kind.POSSESSIVE, "'s")
        else:
            short = _SHORT.search(word)
            if short and short.group()[1:].lower() in spelling["contractions"]:
                at = first + short.start()
                yield Token(first, at, word[: short.start()], Kind.WORD, word[: short.start()].lower())
                yield Token(at, last, short.group(), Kind.WORD, short.group().lower().replace("’", "'"))
                continue
            *parts, word = _parts(word, spelling)
            for part in parts:
                yield Token(
                    first, first + len(part), part, Kind.WORD, part.strip("-").lower().replace("’", "'")
                )
                first += len(part)
            skip = last + _abbreviates(text, word, last, spelling["abbreviations"])
            yield Token(first, skip, text[first:skip], Kind.WORD, word.lower().lstrip("-"))


def _parts(word: str, spelling: Mapping[str, frozenset[str]]) -> list[str]:
    """Cut *word* where others are written together with it: “l’|élu”, “a|-t-|il”."""
    parts = []
    while (short := _ELIDED.match(word)) and short.group().lower().replace("’", "'") in spelling["elided"]:
        if word[0].isupper() and word[short.end()].isupper():
            break
        parts.append(short.group())
        word = word[short.end() :]
    verb, *hanging = word.split("-")
    if hanging and spelling["enclitics"].issuperset(part.lower() for part in hanging):
        return [*parts, verb, *(f"-{part}" for part in hanging[:-1]), f"-{hanging[-1]}"]
    return [*parts, word]


def _abbreviates(text: str, word: str, end: int, abbreviations: frozenset[str]) -> bool:
    """Tell whether the full stop after *word* belongs to it."""
    if text[end : end + 1] != "." or text.startswith("..", end):
        return False
    after = text[end + 1 : end + 3]
    if (after[:1] in (",", ";", ":", ")") and after) or (after[:1] == " " and after[1:].islower()):
        return True
    initial = (len(word) == 1 and word.isupper()) or _INITIALS.match(word) is not None
    day = "#" in abbreviations and _DAY.match(word) is not None
    return (initial or day or word in abbreviations) and after[1:].isalpha()


def sentences(tokens: Sequence[Token], speaks: frozenset[str]) -> tuple[int, ...]:
    """Return the number of the sentence, from 0, in which each token stands.

    A quotation that ends in a full stop ends its sentence if a capital letter
    follows; one that ends in ? or ! does so unless “Name said” follows, for the
    verbs in *speaks*.
    """
    numbers: list[int] = []
    number = 0
    ended = False
    for index, token in enumerate(tokens):
        if (
            ended
            and token.kind is not Kind.POSSESSIVE
            and not (token.kind is Kind.MARK and token.text in ")]")
        ):
            number += 1
            ended = False
        numbers.append(number)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.kind is Kind.MARK:
            ended = token.text in ".!?…" and _begins(following)
        elif token.kind is Kind.QUOTE and token.text in (*".!?…", ""):
            ended = _begins(following) and (token.text == "." or not _named(tokens, index + 1, speaks))
    return tuple(numbers)


def _begins(token: Token | None) -> bool:
    return token is not None and (
        token.kind is Kind.QUOTE or token.text[0].isupper() or token.text[0].isdigit()
    )


def _named(tokens: Sequence[Token], start: int, speaks: frozenset[str]) -> bool:
    """Tell whether a name and a verb of speech follow: the sentence of a question goes on."""
    for token in tokens[start : start + 6]:
        if token.lower in speaks:
            return True
        if not token.capital:
            return False
    return False
