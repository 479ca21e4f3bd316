"""A stretch of the article while its kind is being found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narration.model import BlockKind

if TYPE_CHECKING:
    from narration.source import View

UNREAD = frozenset({BlockKind.CREDIT, BlockKind.BOILERPLATE})
"""Kinds that are listed, never read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the article, or a part of it that is not read."""

    view: View
    kind: BlockKind | None = None
    """None while it is open."""
    reason: str = ""
    """Why it is of this kind; of what is not read, a short word that can be counted."""
    doubtful: bool = False
    set_off: str = ""
    """The sign that set the whole block off: ``#`` as a heading, ``**`` in bold, ``*`` in italics,
    ``[`` as a link."""

    @property
    def text(self) -> str:
        """Its words."""
        return self.view.text

    @property
    def read(self) -> bool:
        """Whether it is read aloud."""
        return self.kind not in UNREAD

    def as_(self, kind: BlockKind, reason: str, *, doubtful: bool = False) -> Part:
        """Return this part with its kind found."""
        return replace(self, kind=kind, reason=reason, doubtful=doubtful)

    def dropped(self, reason: str) -> Part:
        """Return this part as one that is not read."""
        return self.as_(BlockKind.BOILERPLATE, reason)
