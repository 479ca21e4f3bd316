"""What a build leaves behind, and what it tells while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EditionFile:
    """One file of an edition."""

    size: int
    """In bytes."""
    sha256: str
    """64 hexadecimal digits."""
    type: str
    """Its media type, as servers tell it."""
    made_from: str = ""
    """A digest of all that it was made from, of files that take long to make; else empty."""


@dataclass(frozen=True)
class Edition:
    """Every file made from one article."""

    slug: str
    folder: str
    files: Mapping[str, EditionFile]
    """Each file by its name in the folder, ``/`` between folders."""
    inputs: Mapping[str, str]
    """SHA-256 of everything it was made from; equal inputs make equal editions."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, as data."""

    kind: str
    """``planned``, ``spoken``, ``reused``, ``failed``, ``published``, ``unchanged``, ``warning`` …"""
    article: str = ""
    """Slug of the article."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """What there is to know of it; JSON types only."""


Tell = Callable[[Event], None]
"""Where a stage sends its events: the console draws them, tests collect them, ``--json`` prints them."""


def ignore(event: Event) -> None:
    """Take an event and do nothing with it."""
    del event
