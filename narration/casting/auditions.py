"""Programmes to choose voices by: each says whom it reads, with the first sentence it will say."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.casting.chapters import MOST
from narration.model import (
    Article,
    Block,
    BlockKind,
    Chapter,
    Gender,
    Passage,
    Quotation,
    Role,
    Script,
    Segment,
    SegmentKind,
    Speaker,
    Token,
    Use,
    Utterance,
    Wording,
)
from narration.source import Source, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narration.model import CastMember, Programme

NARRATOR, UNATTRIBUTED = "narrator", "unattributed"
"""What the roles that can be asked for are called."""

_INTRODUCTIONS: Mapping[str, str] = MappingProxyType(
    {
        "en": "This voice reads {who}.",
        "de": "Diese Stimme liest {who}.",
        "fr": "Cette voix lit {who}.",
    }
)
_ROLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {NARRATOR: "the article", UNATTRIBUTED: "those who are not named"},
        "de": {NARRATOR: "den Artikel", UNATTRIBUTED: "alle, die nicht genannt werden"},
        "fr": {NARRATOR: "l’article", UNATTRIBUTED: "ceux qui ne sont pas nommés"},
    }
)


def audition(programme: Programme) -> Programme:
    """Return a programme of one chapter a voice: whom it reads, and its first sentence in *programme*."""
    cast = programme.cast
    found: list[Passage] = []
    chapters: list[Chapter] = []
    for member in (cast.narrator, cast.unattributed, *cast.speakers):
        first = next((passage for passage in programme.passages if _says(member, passage)), None)
        if first is not None:
            chapters.append(Chapter(member.speaker, len(found)))
            found += [_introduction(member, first), first]
    return replace(programme, passages=tuple(found), chapters=tuple(chapters[:MOST]), remarks=())


def lines(spoken: Sequence[tuple[str, str]], language: str = "en") -> Script:
    """Return a script in which each speaker of *spoken* says their words, and nothing else is said.

    Args:
        spoken: (speaker, words); `NARRATOR` and `UNATTRIBUTED` for those roles.
        language: of the words, BCP 47.
    """
    text = "\n\n".join(words for _, words in spoken)
    source = Source("line", text)
    blocks, segments, at = [], [], 0
    for number, (who, words) in enumerate(spoken):
        view = View.exact(source, at, at + len(words))
        at += len(words) + 2
        line = source.line(view.start)
        blocks.append(Block(BlockKind.PARAGRAPH, view, line, ""))
        quoted = who != NARRATOR
        kind = SegmentKind.QUOTE if quoted else SegmentKind.NARRATION
        quotation = Quotation(number + 1, Use.SPEECH) if quoted else None
        speaker = who if quoted and who != UNATTRIBUTED else None
        segments.append(Segment(view, line, number, kind, speaker, "", 1.0, quotation))
    digest = hashlib.sha256(repr(spoken).encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(source, digest, tuple(blocks), language=language, title=spoken[0][1])
    return Script(article, tuple(segments), tuple(_speakers(who for who, _ in spoken)))


def _speakers(names: Iterable[str]) -> Iterable[Speaker]:
    for name in dict.fromkeys(names):
        if name not in {NARRATOR, UNATTRIBUTED}:
            yield Speaker(name, (name,), Gender.UNKNOWN, "", "", 1)


def _says(member: CastMember, passage: Passage) -> bool:
    """Return whether *passage* is in the voice of *member*, and words of the article."""
    if member.speaker == NARRATOR:
        return passage.role is Role.PARAGRAPH and passage.quotation is None
    if member.speaker == UNATTRIBUTED:
        return passage.quotation is not None and passage.speaker is None
    return member.heard and passage.speaker == member.speaker


def _introduction(member: CastMember, first: Passage) -> Passage:
    language = first.utterance.language.partition("-")[0].lower()
    who = _ROLES.get(language, _ROLES["en"]).get(member.speaker, member.speaker)
    text = _INTRODUCTIONS.get(language, _INTRODUCTIONS["en"]).format(who=who)
    token = Token(text)
    return Passage(
        (Wording(token, None),),
        Role.HEADING,
        None,
        None,
        None,
        Utterance((token,), first.utterance.language, member.voice.timbre),
        member.voice,
        None,
    )
