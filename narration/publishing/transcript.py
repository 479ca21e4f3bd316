"""The words of a programme with the names of those who say them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from narration.model import Role

if TYPE_CHECKING:
    from narration.model import Passage, Programme

_APART = frozenset({Role.HEADLINE, Role.HEADING})
"""Read by the narrator, and known for what they are without a name before them."""


def speaker(passage: Passage) -> str:
    """Return the name that eyes see for who speaks *passage*."""
    if passage.quotation is None:
        return "Narrator"
    return passage.speaker or "Unknown speaker"


def transcript(programme: Programme) -> str:
    """Return all words of *programme*: a line for each paragraph, or part of one, that one person says."""
    lines = []
    for (name, _, role), group in groupby(programme.passages, _turn):
        words = " ".join(" ".join(passage.printed.split()) for passage in group)
        lines.append(words if role in _APART else f"{name}: {words}")
    return "\n\n".join(lines) + "\n"


def _turn(passage: Passage) -> tuple[str, int | None, Role]:
    return speaker(passage), passage.block, passage.role
