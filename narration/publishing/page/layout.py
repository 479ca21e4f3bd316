"""The words of a programme as parts of a page: headings, paragraphs, block quotations, captions.

A part keeps every printed character of its passages, in order; what is added for eyes – names, words
of ours – is told apart from them, so that a page gives back what the article prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from narration.model import Role
from narration.publishing.transcript import one_line, speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narration.model import Article, Passage, Programme

PATTERNS = 8
"""How many lines under words there are in the style sheets, besides the one of unknown speakers."""

UNKNOWN = "v0"
"""Class of the words of unknown speakers."""

HEAD = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.BYLINE})
"""What stands at the top of an article."""

_NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane * 65536 + last) for plane in range(17) for last in (65534, 65535))
    + "]"
)
"""Code points that Unicode keeps from being text, and HTML from standing in a page."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words as eyes see them."""

    text: str
    ours: bool
    """Whether the article does not print them."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage."""

    number: int
    """Its index in the programme, and that of its cue."""
    space: str
    """What stands between the sentence before, in the same paragraph, and this one."""
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Sentences that one person says one after the other in one paragraph."""

    speaker: str
    """Their name; empty for the narrator."""
    style: str
    """Class of the line under these words; empty for the narrator."""
    sentences: tuple[Sentence, ...]

    @property
    def space(self) -> str:
        """What stands before it."""
        return self.sentences[0].space


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article, or an announcement of ours."""

    role: Role
    runs: tuple[Run, ...]
    ours: bool
    """Whether nothing of it is the article's."""
    chapter: bool
    """Whether a chapter begins with it."""
    quotation: tuple[str, int | None] | None
    """Whose words all of it is: the name, and which quotation where the name is unknown; else None."""

    @property
    def mixed(self) -> bool:
        """Whether any of it is written from right to left: a browser then finds out which way it goes."""
        words = (words.text for run in self.runs for one in run.sentences for words in one.words)
        return any(bidirectional(character) in {"R", "AL"} for text in words for character in text)

    @property
    def first(self) -> int:
        """Index of its first passage."""
        return self.runs[0].sentences[0].number


@dataclass(frozen=True, slots=True)
class Part:
    """Paragraphs that stand together: one, or several of one speaker."""

    kind: str
    """A `Role`, or ``quotation``, or ``title`` for an announcement that begins a chapter."""
    paragraphs: tuple[Paragraph, ...]

    @property
    def run(self) -> Run:
        """What it begins with: for a quotation, whose it is."""
        return self.paragraphs[0].runs[0]


def text(words: str) -> str:
    """Return *words* as a page can hold them, character by character."""
    return _NONCHARACTERS.sub("\ufffd", one_line(words))


def styles(programme: Programme) -> dict[str, str]:
    """Return the class of each speaker's words, in the order in which they are first heard."""
    names = dict.fromkeys(_speaker(p) for p in programme.passages if p.speaker is not None)
    found = {name: f"v{number % PATTERNS + 1}" for number, name in enumerate(names)}
    nobody = [_speaker(p) for p in programme.passages if p.quotation is not None and p.speaker is None]
    return {**dict.fromkeys(nobody, UNKNOWN), **found}


def parts(article: Article, programme: Programme) -> Iterator[Part]:
    """Yield the parts of a page in the order in which they are heard."""
    for quotation, group in groupby(_paragraphs(article, programme), lambda one: one.quotation):
        if quotation:
            yield Part("quotation", tuple(group))
            continue
        for one in group:
            titled = one.ours and one.chapter and one.first > 0
            yield Part("title" if titled else one.role.value, (one,))


def _paragraphs(article: Article, programme: Programme) -> Iterator[Paragraph]:
    chosen = styles(programme)
    begun = {chapter.first for chapter in programme.chapters}
    for _, group in groupby(enumerate(programme.passages), _paragraph):
        numbered = list(group)
        first = numbered[0][1]
        runs = tuple(_runs(article, numbered, chosen))
        quoted = first.quotation is not None and len(runs) == 1 and first.role is Role.PARAGRAPH
        whose = (_speaker(first), None if first.speaker else first.quotation) if quoted else None
        yield Paragraph(first.role, runs, first.block is None, numbered[0][0] in begun, whose)


def _paragraph(numbered: tuple[int, Passage]) -> tuple[int, Role]:
    """Return what passages of one paragraph have in common: announcements stand alone."""
    number, passage = numbered
    return (-1 - number if passage.block is None else passage.block), passage.role


def _runs(article: Article, numbered: Iterable[tuple[int, Passage]], chosen: dict[str, str]) -> Iterator[Run]:
    before: Passage | None = None
    for _, group in groupby(numbered, lambda one: (one[1].speaker, one[1].quotation)):
        sentences = []
        for number, passage in group:
            space = _between(article, before, passage) if before else ""
            sentences.append(Sentence(number, space, tuple(_words(passage))))
            before = passage
        assert before
        name = "" if before.quotation is None else _speaker(before)
        yield Run(name, chosen[name] if name else "", tuple(sentences))


def _between(article: Article, before: Passage, after: Passage) -> str:
    """Return what the article prints between two passages of one block: a space, or nothing."""
    assert after.block is not None
    view = article.blocks[after.block].view
    ends = [wording.printed.end for wording in before.wordings if wording.printed]
    starts = [wording.printed.start for wording in after.wordings if wording.printed]
    if not ends or not starts:
        return " "
    return " " if any(map(str.isspace, view.text[view.index(ends[-1]) : view.index(starts[0])])) else ""


def _words(passage: Passage) -> Iterator[Words]:
    """Yield the words of *passage* in runs that are the article's, or ours."""
    shown = [(wording.printed is None, wording.shown) for wording in passage.wordings if wording.shown]
    for ours, group in groupby(shown, lambda one: one[0]):
        yield Words(text("".join(words for _, words in group)), ours)


def _speaker(passage: Passage) -> str:
    return text(speaker(passage))
