"""Finds whom reporters may ring: names and numbers under “For media enquiries”."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles.marks import ends_a_sentence, fold, words
from narration.articles.parts import UNREAD

if TYPE_CHECKING:
    from narration.articles.parts import Part

REASON = "press contact"

LONGEST = 12
"""Words of a line under it."""

_HEAD = re.compile(
    r"((for|all) )?(\w+ )?(media|press|editorial) (enquiries|inquiries|queries|contacts?|office)\b.*"
)
_FURTHER = re.compile(r"(notes?|about|background|ends?|further)\b.*")
"""What follows the contacts in a press release."""


def without_contacts(parts: list[Part]) -> list[Part]:
    """Return *parts* with the contacts of a press office dropped, up to a sentence or a heading of notes."""
    found: list[Part] = []
    listing = False
    for part in parts:
        if part.kind is None:
            folded = fold(part.text)
            head = len(words(part.text)) <= LONGEST and _HEAD.fullmatch(folded) is not None
            listing = head or (listing and _is_contact(part.text, folded))
            found.append(part.dropped(REASON) if listing else part)
        else:
            listing = listing and part.kind in UNREAD
            found.append(part)
    return found


def _is_contact(text: str, folded: str) -> bool:
    return len(words(text)) <= LONGEST and not ends_a_sentence(text) and not _FURTHER.fullmatch(folded)
