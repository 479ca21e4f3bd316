"""What is heard, in which order: opening, body, notes, captions, closing."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.casting.announcements import announcements, bylines, filled, spoken_in
from narration.casting.chapters import MOST, cuts, held
from narration.casting.passages import Reader
from narration.casting.pronouncing import Pronouncing
from narration.errors import Problem
from narration.model import BlockKind, Chapter, Programme, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.casting.pronouncing import Door
    from narration.model import Cast, Passage, Script, Voice
    from narration.sheets import VoicesSheet

_LABELLED = re.compile(rf"\s*(?:(?:\w+ )?(?:{'|'.join(bylines())})\b|[^:]{{1,20}}:)", re.IGNORECASE)
"""A byline that says what its names are, in any language."""


def arrange(
    script: Script, cast: Cast, sheet: VoicesSheet, doors: Mapping[str, Door | None] = MappingProxyType({})
) -> Programme:
    """Return what is heard of *script*, in order, in the voices of *cast*.

    Headline, standfirst, author, source and date, the notice, the body, notes,
    picture captions, the closing; what the article does not have vanishes whole.

    Raises:
        VoicesError: a voice cannot say what the lexicon asks of it.
    """
    order = _Order(script, cast, sheet)
    article, edition = script.article, sheet.edition
    ours = (edition.opening or "", edition.closing or "", article.title, article.byline, article.publisher)
    lexicons = Pronouncing(sheet.lexicon, article, cast, doors, ours)
    reader = Reader(script, cast, lexicons, sheet.edition.fragments, sheet.edition.quotes)
    passages: list[Passage] = []
    chapters: list[Chapter] = []
    unmarked: list[int] = []
    for heard in order.all():
        if heard.block is None:
            made = [reader.announcement(heard.text, heard.role, heard.voice)]
        else:
            made = reader.block(heard.block, heard.role, heard.voice, heard.text)
        title = heard.chapter or ("" if passages else order.title)
        if made and title:
            chapters.append(Chapter(title, len(passages)))
        if heard.role is Role.HEADING and heard.block is not None and not title:
            unmarked.append(heard.block)
        passages += made
    # crossheads in a row are one chapter, which needs no word
    full = len(unmarked) + len(chapters) > MOST - 2 and sheet.edition.chapters != "none"
    remarks = _unmarked(script, unmarked) if unmarked and full else ()
    return Programme(
        tuple(passages),
        tuple(chapters),
        cast,
        sheet.pauses,
        sheet.edition.loudness,
        (*remarks, *_borrowed(script, sheet)),
        sheet.edition.delivery,
        sheet.edition.earcons,
        sheet.edition.word_times,
    )


def _borrowed(script: Script, sheet: VoicesSheet) -> Iterator[Problem]:
    """Yield a remark on words of ours in a language that we have none in."""
    language = script.article.language
    given = (sheet.edition.opening, sheet.edition.closing, sheet.edition.heading_label)
    if None in given and not spoken_in(language):
        message = f"no words of ours in {language}: opening, labels and closing are English"
        hint = (
            "write opening, closing and heading_label under [edition] in voices.toml; empty ones are not said"
        )
        yield Problem(message, None, hint)


def _unmarked(script: Script, headings: Sequence[int]) -> Iterator[Problem]:
    """Yield a remark on the crossheads that have no chapter, since there are too many."""
    count = f"{len(headings)} crossheads have" if len(headings) > 1 else "a crosshead has"
    message = f"{count} no chapter: an MP3 has {MOST} at most"
    place = script.article.source.location(script.article.blocks[headings[0]].view.start)
    yield Problem(message, place, "they are read all the same; divide the article if all are needed")


@dataclass(frozen=True, slots=True)
class _Heard:
    """A block, or words of ours, at its place in the order."""

    role: Role
    voice: Voice
    block: int | None = None
    text: str = ""
    """What is said before the block, or instead of one."""
    chapter: str = ""
    """Title of the chapter that begins here; empty if none does."""


class _Order:
    """The order of one article's programme."""

    def __init__(self, script: Script, cast: Cast, sheet: VoicesSheet) -> None:
        self._script = script
        self._article = script.article
        self._cast = cast
        self._edition = sheet.edition
        self._ours = announcements(script.article.language)

    @property
    def title(self) -> str:
        """The title of the first chapter."""
        printed = (self._article.blocks[block].view.text for block in self._blocks(BlockKind.HEADLINE))
        return " ".join(" ".join(printed).split()) or self._ours.opening

    def all(self) -> Iterator[_Heard]:
        """Yield everything that is heard, in order."""
        narrator = self._cast.narrator.voice
        headings = self._cast.headings.voice
        yield from (_Heard(Role.HEADLINE, headings, block) for block in self._blocks(BlockKind.HEADLINE))
        yield from (_Heard(Role.STANDFIRST, narrator, block) for block in self._blocks(BlockKind.STANDFIRST))
        yield from self._byline()
        yield from self._notice(self._edition.opening, self._ours.notice)
        yield from self._body()
        yield from (_Heard(Role.NOTE, narrator, block) for block in self._blocks(BlockKind.NOTE))
        if self._edition.captions == "end":
            yield from self._captions()
        yield from self._notice(self._edition.closing, self._ours.closing)

    def _byline(self) -> Iterator[_Heard]:
        """Yield the authors, then source and date, as printed."""
        voice = self._cast.narrator.voice
        for number, block in enumerate(self._blocks(BlockKind.BYLINE)):
            printed = self._article.blocks[block].view.text
            labelled = _LABELLED.match(printed)
            yield _Heard(Role.BYLINE, voice, block, "" if number or labelled else f"{self._ours.by} ")
        yield from (_Heard(Role.BYLINE, voice, block) for block in self._blocks(BlockKind.DATELINE))

    def _notice(self, wanted: str | None, usual: str) -> Iterator[_Heard]:
        if text := usual if wanted is None else filled(wanted, self._article):
            yield _Heard(Role.NOTICE, self._cast.narrator.voice, text=text)

    def _body(self) -> Iterator[_Heard]:
        """Yield paragraphs and crossheads, and captions if they are announced in their places."""
        body = self._blocks(BlockKind.PARAGRAPH, BlockKind.HEADING)
        found = cuts(self._script, body, self._edition.chapters, MOST - 2)
        titles = {cut.block: cut.title for cut in found}
        label = self._edition.heading_label
        label = self._ours.heading if label is None else label.strip()
        last = BlockKind.PARAGRAPH
        for block in self._in_place(body) if self._edition.captions == "announce" else body:
            title = titles.get(block, "")
            above, last = last, self._article.blocks[block].kind
            match last:
                case BlockKind.HEADING:
                    before = f"{label}: " if label and above is not BlockKind.HEADING else ""
                    yield _Heard(Role.HEADING, self._cast.headings.voice, block, before, title)
                case BlockKind.CAPTION:
                    before = f"{self._ours.caption}: "
                    yield _Heard(Role.CAPTION, self._cast.captions.voice, block, before)
                case _:
                    yield _Heard(Role.PARAGRAPH, self._cast.narrator.voice, block, chapter=title)

    def _in_place(self, body: Sequence[int]) -> list[int]:
        """Return the blocks of the body and all captions, each before a block that goes on with nothing."""
        bound = held(self._script, body)
        free = [block for block in body if block not in bound]
        place = {block: (block, 0) for block in body}
        for caption in self._blocks(BlockKind.CAPTION):
            following = bisect_left(free, caption)
            place[caption] = (free[following] if following < len(free) else caption, -1)
            if following == len(free) and body:
                place[caption] = (max(caption, body[-1]), 1)
        return sorted(place, key=lambda block: (*place[block], block))

    def _captions(self) -> Iterator[_Heard]:
        """Yield the captions under an announcement of their own, a chapter that can be skipped."""
        voice = self._cast.captions.voice
        blocks = self._blocks(BlockKind.CAPTION)
        if any(map(str.isalnum, "".join(self._article.blocks[block].view.text for block in blocks))):
            yield _Heard(Role.NOTICE, voice, text=self._ours.captions, chapter=self._ours.captions)
        yield from (_Heard(Role.CAPTION, voice, block) for block in blocks)

    def _blocks(self, *kinds: BlockKind) -> list[int]:
        return [index for index, block in enumerate(self._article.blocks) if block.kind in kinds]
