"""The words of a programme with the names of those who say them."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from narration.model import Role

if TYPE_CHECKING:
    from narration.model import Passage, Programme

_APART = frozenset({Role.HEADLINE, Role.HEADING})
"""Read by the narrator, and known for what they are without a name before them."""


_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Control characters, ends of lines, halves of characters: readers of subtitles and tags trip over them."""


def printed(passage: Passage) -> str:
    """Return the words that eyes see for *passage*, on one line."""
    return one_line(passage.printed)


def one_line(text: str) -> str:
    """Return *text* with a space for each character that no reader of a text takes."""
    return _UNWRITABLE.sub(" ", text)


def speaker(passage: Passage) -> str:
    """Return the name that eyes see for who speaks *passage*."""
    if passage.quotation is None:
        return "Narrator"
    return one_line(passage.speaker or "Unknown speaker")


def transcript(programme: Programme) -> str:
    """Return all words of *programme*: a line for each paragraph, or part of one, that one person says."""
    lines = []
    for (name, _, role), group in groupby(programme.passages, _turn):
        words = " ".join(" ".join(printed(passage).split()) for passage in group)
        lines.append(words if role in _APART else f"{name}: {words}")
    return "\n\n".join(lines) + "\n"


def _turn(passage: Passage) -> tuple[str, int | None, Role]:
    return speaker(passage), passage.block, passage.role
