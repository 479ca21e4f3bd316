"""Programmes to choose voices by: each says whom it reads, with the first sentence it will say."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.casting.announcements import announcements
from narration.casting.chapters import MOST
from narration.casting.passages import Reader
from narration.casting.pronouncing import Pronouncing
from narration.model import (
    Article,
    Block,
    BlockKind,
    Chapter,
    Gender,
    Quotation,
    Role,
    Script,
    Segment,
    SegmentKind,
    Speaker,
    Use,
)
from narration.source import Source, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narration.casting.pronouncing import Door
    from narration.model import CastMember, Passage, Programme
    from narration.sheets import VoicesSheet

NARRATOR, UNATTRIBUTED = "narrator", "unattributed"
"""What the roles that can be asked for are called."""


def audition(
    script: Script,
    programme: Programme,
    sheet: VoicesSheet,
    doors: Mapping[str, Door | None] = MappingProxyType({}),
) -> Programme:
    """Return a programme of one chapter a voice: whom it reads, and its first sentence in *programme*.

    Args:
        script: what is read.
        programme: all that is heard of it.
        sheet: has the lexicon.
        doors: what each engine makes of pronunciations.
    """
    cast = programme.cast
    ours = announcements(script.article.language)
    roles = {NARRATOR: ours.narrator, UNATTRIBUTED: ours.unattributed}
    names = [member.speaker for member in cast.speakers]
    reader = Reader(script, cast, Pronouncing(sheet.lexicon, script.article, cast, doors, names))
    found: list[Passage] = []
    chapters: list[Chapter] = []
    for member in (cast.narrator, cast.unattributed, *cast.speakers):
        first = next((passage for passage in programme.passages if _says(member, passage)), None)
        if first is not None:
            text = ours.reads.replace("{who}", roles.get(member.speaker, member.speaker))
            chapters.append(Chapter(member.speaker, len(found)))
            found += [reader.announcement(text, Role.HEADING, member.voice), first]
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
