"""Tells names from common nouns in languages that print both with a capital."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.attribution.language import Language
    from narration.attribution.names import Name
    from narration.attribution.paragraphs import Paragraph


def sift(
    found: Sequence[tuple[Name, ...]],
    paragraphs: Sequence[Paragraph],
    language: Language,
    given: Mapping[str, str],
) -> tuple[tuple[Name, ...], ...]:
    """Return the names of each paragraph without the common nouns.

    A run of two capitals or more is a name; one word is one if it is part of
    such a name, a known first name, titled, or stands beside a verb of speech.
    """
    pairs = [(name, p) for names, p in zip(found, paragraphs, strict=True) for name in names]
    sure = [name for name, p in pairs if _long(name, p, language, given)]
    known = {word for name in sure if not name.body for word in name.key}
    return tuple(
        tuple(
            replace(name, body=name.body or _body(name, language))
            for name in names
            if name in sure or (len(name.key) == 1 and _single(name, p, language, known, given))
        )
        for names, p in zip(found, paragraphs, strict=True)
    )


def _long(name: Name, paragraph: Paragraph, language: Language, given: Mapping[str, str]) -> bool:
    if len(name.key) < 2:
        return False
    titled = name.printed != name.titled
    return titled or name.key[0] in given or name.body or not _determined(name, paragraph, language)


def _single(
    name: Name, paragraph: Paragraph, language: Language, known: set[str], given: Mapping[str, str]
) -> bool:
    word = name.key[0]
    if name.body or name.printed != name.titled or word in known:
        return True
    if _determined(name, paragraph, language) or any(
        word in language.words[group] for group in ("groups", "persons", "documents", "things", "companies")
    ):
        return False
    return word in given or _beside_verb(name, paragraph, language)


def _determined(name: Name, paragraph: Paragraph, language: Language) -> bool:
    """Tell whether an article or an adjective stands before the name."""
    before = paragraph.tokens[name.first - 1].lower if name.first else ""
    return before in language.words["determiners"] | language.words["possessive"]


def _beside_verb(name: Name, paragraph: Paragraph, language: Language) -> bool:
    """Tell whether “sagte” stands right before or right behind the name."""
    tokens = paragraph.tokens
    beside = [tokens[i] for i in (name.first - 1, name.last) if 0 <= i < len(tokens)]
    return any(token.kind is Kind.WORD and token.lower in language.cues["speech"] for token in beside)


def _body(name: Name, language: Language) -> bool:
    return any(word in language.bodies["last"] for word in name.key)
