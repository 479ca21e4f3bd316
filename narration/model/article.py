"""What one file holds: an article, its blocks, what is not read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.errors import Problem
    from narration.source import Location, Source, View


class BlockKind(StrEnum):
    """What a block of an article is (after NewsML's parts of a story)."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    NOTE = "note"
    CREDIT = "credit"
    """Never in `Article.blocks`: always dropped, with its reason."""
    BOILERPLATE = "boilerplate"
    """Never in `Article.blocks`: always dropped, with its reason."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, caption … of the article that is to be read."""

    kind: BlockKind
    view: View
    """Its words, and where each stands in the source."""
    line: int
    """Line of the source on which it starts, from 1."""
    reason: str
    """Why it is of this kind, in words."""
    doubtful: bool = False
    """Whether a person should look at the kind; such blocks fail ``--strict``."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """Characters of the source that are not read, and why."""

    start: int
    end: int
    line: int
    reason: str
    """Short and countable: ``picture credit``, ``markup``, ``front matter``, ``boilerplate`` …"""
    text: str


@dataclass(frozen=True)
class Article:
    """What was read from one file.

    Every character of the source that is not white space lies in exactly one
    block or in exactly one dropped span.
    """

    source: Source
    sha256: str
    """Of the bytes of the file, 64 hexadecimal digits."""
    blocks: tuple[Block, ...]
    """In the order of the file."""
    dropped: tuple[Dropped, ...] = ()
    """In the order of the file."""
    language: str = ""
    """BCP 47; empty if the file does not say, until attribution has found it."""
    title: str = ""
    byline: str = ""
    """As printed, with or without its “By”."""
    date: str = ""
    """As printed; empty if the article prints none."""
    publisher: str = ""
    """Name of the publication the article stood in (front matter ``source``), as printed; may be a URL."""
    image: str = ""
    """Path of a picture for the tags (front matter ``image``), relative to the article; empty if none."""
    remarks: tuple[Problem, ...] = ()
    """What a person should know of the reading: doubtful kinds, lines that were joined."""


@dataclass(frozen=True, slots=True)
class ParagraphCorrection:
    """A person's word on what a block is: ``[[paragraph]]`` of a ``.script.toml``."""

    text: str
    """First words of the block."""
    kind: BlockKind
    location: Location
