"""Knows the blocks that are no part of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles.head import NAMES
from narration.articles.marks import ends_a_sentence, fold, is_final, opens_with_a_quotation, words
from narration.articles.page_furniture import LONGEST, furniture

if TYPE_CHECKING:
    from narration.articles.parts import Part

_STAFF = re.compile(
    rf"""\(?(?:(?:[Aa]dditional\s)?(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Rr]esearch|[Pp]roduction)\sby\s
        {NAMES}(?:\sin\s[A-Z]\w+)?[;,.]?\s?)+\)?\.?
    |Contributing(?:\s\w+)?:\s{NAMES}\.?
    |{NAMES}\scontributed\s(?:reporting|to\sthis\s(?:report|story|article))\b.{{0,60}}""",
    re.VERBOSE,
)

LINK = "related link"

_LISTS = re.compile(
    r"(?:read|see) (?:more|next|also)|see also|further reading|related.*|recommended.*|top stories|trending"
    r"|most (?:read|popular|viewed|shared)|more (?:on|from|stories|news).*"
)
_ADDRESS = re.compile(r"(?:[\w ]{1,20}: ?)?(?:https?://\S+|www\.\S+|\S{1,80}@\S{1,80}\.\w+|@\w+)")


def why_unread(text: str) -> str | None:
    """Return why a block of this text is no part of the article, None if it is one."""
    if not any(letter.isalnum() for letter in text):
        return "separator"
    if len(text) > LONGEST or opens_with_a_quotation(text) or text[-1] in '”"»':
        return None  # a paragraph that says something
    if text.startswith(("©", "(c)", "(C)")) or _ADDRESS.fullmatch(text):
        return "boilerplate"
    if _STAFF.fullmatch(text):
        return "staff credit"
    why = furniture(fold(text))
    sentence = why == LINK and ends_a_sentence(text) and ":" not in text
    return None if sentence else why


def without_boilerplate(parts: list[Part]) -> list[Part]:
    """Return *parts* with boilerplate dropped, and the links that are listed under it.

    A link looks like a headline: more words than a crosshead has, no full stop.
    A first block of more than four words is the headline, whatever it says.
    """
    found: list[Part] = []
    listing = started = False
    for part in parts:
        if part.kind is not None:
            found.append(part)
            continue
        why = why_unread(part.text)
        if not started and len(words(part.text)) > 4:
            why = None
        started = started or not why
        if why:
            listing = _LISTS.fullmatch(fold(part.text)) is not None or (listing and why == "separator")
        elif listing and 6 < len(words(part.text)) <= 20 and not is_final(part.text):
            why = LINK
        else:
            listing = False
        found.append(part.dropped(why) if why else part)
    return found
