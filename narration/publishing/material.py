"""All that the files of an edition are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.model import Article, Format, Programme, Recording, Tell, Timeline
    from narration.publishing.encoding import Encoded
    from narration.publishing.tagging import Tag


@dataclass(frozen=True)
class Leads:
    """The sound of what leads in to chapters that do not say their titles."""

    recording: Recording
    """A stretch for each."""
    chapters: tuple[int, ...]
    """Which: indices into the marks of the timeline, in order."""


@dataclass(frozen=True)
class Material:
    """A finished programme, as each writer gets it."""

    slug: str
    """Name of the edition: ASCII, what its files are called."""
    article: Article
    programme: Programme
    timeline: Timeline
    recording: Recording
    tag: Tag
    """What players show of it: title, author, date, chapters, picture."""
    encoded: Encoded
    """Its MP3 frames; made before the first writer that needs them."""
    formats: tuple[Format, ...]
    """All that are made, in that order: a page links to its neighbours."""
    tell: Tell
    """Gets a ``warning`` for whatever is left out (facts: message, hint)."""
    leads: Leads | None = None
    """What leads in to chapters; None where none needs it, or nobody has asked for files of chapters."""
