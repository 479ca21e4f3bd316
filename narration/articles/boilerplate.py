"""Knows the blocks that are no part of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles.labels import is_trail
from narration.articles.marks import ends_a_sentence, fold, is_final, opens_with_a_quotation, words
from narration.articles.page_furniture import LONGEST, furniture
from narration.articles.signatures import NAMES, is_byline, is_dateline, is_name
from narration.model import BlockKind

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
INVITATION = "invitation"

_SPEECH = re.compile(r"[.,!?…][’'”\"»](?:\s|\Z)")
"""The end of a quotation with the punctuation that only speech has inside its marks."""
_NUMBER = re.compile(r"\d{1,2}[.)]?")
_NUMBERED = re.compile(rf"{_NUMBER.pattern}\s.+[^.]")

_LISTS = re.compile(
    r"(?:read|see) (?:more|next|also)|see also|further reading|related.*|recommended.*|top stories|trending"
    r"|most (?:read|popular|viewed|shared)|more (?:on|from|stories|news).*"
)
_POINTERS = ("read more", "read next", "read also", "see more", "see also")
"""Words that point to another page, and never lead in what somebody says."""
_ADDRESS = re.compile(r"(?:[\w ]{1,20}: ?)?(?:https?://\S+|www\.\S+|\S{1,80}@\S{1,80}\.\w+|@\w+)")


def why_unread(text: str) -> str | None:
    """Return why a block of this text is no part of the article, None if it is one."""
    if not any(letter.isalnum() for letter in text):
        return "separator"
    if len(text) > LONGEST or opens_with_a_quotation(text) or text[-1] in '”"»':
        return None  # a paragraph that says something
    if text.startswith(("©", "(c)", "(C)")) or _ADDRESS.fullmatch(text) or is_trail(text):
        return "boilerplate"
    if _STAFF.fullmatch(text):
        return "staff credit"
    folded = fold(text)
    why = furniture(folded)
    if why == LINK and _SPEECH.search(text):
        return why if folded.startswith(_POINTERS) else None
    sentence = ends_a_sentence(text) and (why == INVITATION or (why == LINK and ":" not in text))
    return None if sentence else why


def without_boilerplate(parts: list[Part]) -> list[Part]:
    """Return *parts* with boilerplate dropped, and the links that are listed under it.

    A link looks like a headline: more words than a crosshead has, no full stop; or it is numbered; or no
    sentence of the article follows it any more.
    A first block of more than four words is the headline, whatever it says.
    """
    found: list[Part] = []
    listing = counted = False
    started = any(part.kind is BlockKind.HEADLINE for part in parts)
    end = _last_sentence(parts)
    for number, part in enumerate(parts):
        if part.kind is not None:
            found.append(part)
            continue
        why = why_unread(part.text) or (LINK if _is_pointer(part) else None)
        if not started and len(words(part.text)) > 4 and not is_trail(part.text):
            why = None
        started = started or not why
        if why:
            listing = _LISTS.fullmatch(fold(part.text)) is not None or (listing and why == "separator")
        elif listing and (counted or _is_link(part.text, ended=number > end)):
            why = LINK
        else:
            listing = False
        counted = listing and not counted and _NUMBER.fullmatch(part.text) is not None
        found.append(part.dropped(why) if why else part)
    return found


def _is_pointer(part: Part) -> bool:
    """Whether a block is a link of Markdown's as a whole, and no sentence or name."""
    return part.set_off == "[" and not ends_a_sentence(part.text) and not is_name(part.text)


def _last_sentence(parts: list[Part]) -> int:
    """Return the number of the last block that is a sentence of the article's."""
    sentences = (
        number
        for number in range(len(parts) - 1, -1, -1)
        if parts[number].kind is None
        and ends_a_sentence(parts[number].text)
        and why_unread(parts[number].text) is None
    )
    return next(sentences, -1)


def _is_link(text: str, *, ended: bool) -> bool:
    """Whether a block under “Most read” or the like is one of those that are listed there.

    Args:
        text: of the block.
        ended: whether the article has no more sentences.
    """
    length = len(words(text))
    if length > 20 or _SPEECH.search(text):
        return False
    if ended:
        return not (is_byline(text) or is_dateline(text))
    numbered = _NUMBER.fullmatch(text) or _NUMBERED.fullmatch(text)
    return numbered is not None or (length > 6 and not is_final(text))
