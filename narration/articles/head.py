"""Finds headline, standfirst, byline, dateline: what stands above the first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles.marks import fold, is_final, opens_with_a_quotation, words
from narration.model import BlockKind

if TYPE_CHECKING:
    from narration.articles.parts import Part

DEPTH = 8
"""Blocks: nothing below belongs to the head."""

LONGEST_HEADLINE = 30
"""Words; what is longer reads like a paragraph."""

LONGEST_STANDFIRST = 60
"""Words."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s)?"
_TH = r"(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"{_WEEKDAY}(?:the\s)?\d{{1,2}}{_TH}(?:\sof)?\s{_MONTH}(?:,?\s\d{{4}})?"
    rf"|{_WEEKDAY}{_MONTH}\s\d{{1,2}}{_TH}(?:,?\s\d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_DATELINE = re.compile(
    rf"""(?:{_DATE.pattern}
        |(?:First\s|Last\s)?(?:published|updated|posted|modified|on|at)\b:?
        |(?:[T]|at\s)?\d{{1,2}}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:Z|\s(?:GMT|BST|UTC|E[SD]?T|P[SD]?T|CE?S?T)|[+-]\d\d:\d\d)?
        |[\s,;|•·–—.-]
    )+""",
    re.IGNORECASE | re.VERBOSE,
)
# every word of a place begins with a capital, but for those inside it: a sentence is no place
_PLACE = re.compile(
    r"[A-Z][\w.'’-]{1,30}(?:\s(?:[A-Z][\w.'’-]{0,30}|of|the|on|upon|under|and|de|la|am|an)){0,5}, (?=.*\d)"
)

_NAME_WORD = r"[^\W\d_a-z][\w.'’-]*"
_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}}"
_JOB = r"(?:correspondent|editor|reporter|writer|columnist|staff|critic)"
_BY = re.compile(
    rf"""(?:(?:words|story|text|report|interview|analysis|review|written|reported|reporting)(?:\sby\b:?|\s?:)|by\b:?)\s
        (?-i:{_NAME_WORD})(?:(?:\s?[,|/&–—]\s?|\s-\s|\s)(?:(?-i:{_NAME_WORD})|and|for|of|the|in|at|de|del|van|von|der|la|le|al|our|an?))*
        (?:,?(?:\s[\w-]+){{0,3}}\s{_JOB}(?:\s[\w-]+){{0,4}})?\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_BY_ABROAD = re.compile(
    rf"(?:Von|Par|Por|Di|Da|Door|Av|Autor):?\s{_NAME}(?:,?\s(?:und|et|y|e|en|och|i)\s{_NAME})*"
)
"""“By” in other languages, before the full names of the authors."""
NAMES = rf"{_NAME}(?:(?:,?\sand\s|,\s){_NAME})*"
"""Names of two to four words each, as a regular expression."""

_NAMES = re.compile(NAMES)
_ROLE = re.compile(rf"{_NAME}(?:,|\sin|\s?[|–—-])\s(?:[\w-]+\s){{0,4}}(?i:{_JOB})(?:\s[\w-]+){{0,4}}\.?")
_JOB_LINE = re.compile(rf"(?:{_NAME_WORD}\s){{1,4}}(?i:{_JOB}s?)")
_ABSTRACT = frozenset({"abstract", "summary", "standfirst"})


def date_in(text: str) -> str:
    """Return the first date in a dateline as printed, or all of it."""
    found = _DATE.search(text)
    return found[0] if found else text


def is_byline(text: str) -> bool:
    """Whether a block says who wrote the article."""
    return len(text) <= 150 and any(pattern.fullmatch(text) for pattern in (_BY, _BY_ABROAD, _ROLE))


def is_name(text: str) -> bool:
    """Whether a block is nothing but names of two to four words."""
    return len(text) <= 150 and _NAMES.fullmatch(text) is not None


def is_dateline(text: str) -> bool:
    """Whether a block is a date, with its place or time if they are given."""
    place = _PLACE.match(text[:120])
    rest = text[place.end() :] if place else text
    return len(text) <= 120 and _DATELINE.fullmatch(rest) is not None and _DATE.search(rest) is not None


def with_head(parts: list[Part], title: str) -> list[Part]:
    """Return *parts* with the head of the article found.

    Args:
        parts: of which captions and boilerplate are found.
        title: the headline if front matter gives it, else empty.
    """
    found = list(parts)
    top = [number for number, part in enumerate(parts) if part.kind is None][:DEPTH]
    if not top:
        return found
    first, *rest = top
    if not title:
        found[first], top = _headline(parts[first]), rest
    elif fold(parts[first].text) == fold(title):
        found[first], top = parts[first].dropped("duplicate headline"), rest
    signed = [place for place, number in enumerate(top[:-1]) if is_byline(parts[number].text)]
    dated = [place for place, number in enumerate(top[:-1]) if is_dateline(parts[number].text)]
    above = max([-1, *signed[:1], *dated[:1]])
    for place, number in enumerate(top):
        kind = _kind(parts[number].text, place, above)
        if kind is None:
            break
        found[number] = parts[number].as_(*kind[:2], doubtful=kind[2])
    for number in top:
        if number and not parts[number - 1].read and fold(parts[number - 1].text) in _ABSTRACT:
            found[number] = parts[number].as_(BlockKind.STANDFIRST, "printed as an abstract")
    return found


def _headline(part: Part) -> Part:
    long = len(words(part.text)) > LONGEST_HEADLINE
    reason = "the first block, though it is as long as a paragraph" if long else "the first block"
    return part.as_(BlockKind.HEADLINE, reason, doubtful=long)


def _kind(text: str, place: int, above: int) -> tuple[BlockKind, str, bool] | None:
    """Return what a block under the headline is, with the reason and whether it is doubtful.

    Args:
        text: of the block.
        place: how many blocks of the head stand between it and the headline.
        above: place of the byline or the date, -1 if there is none.

    Returns:
        None if the article's text begins with it.
    """
    standfirst = 4 < len(words(text)) <= LONGEST_STANDFIRST and not opens_with_a_quotation(text)
    name = place <= above + 1 and is_name(text)
    rules = (  # the first that holds: when, what, why, whether it is doubtful
        (is_byline(text), BlockKind.BYLINE, "says who wrote the article", False),
        (is_dateline(text), BlockKind.DATELINE, "a date", False),
        (standfirst and place < above <= 3, BlockKind.STANDFIRST, "above the byline or the date", False),
        (
            standfirst and not place and not is_final(text),
            BlockKind.STANDFIRST,
            "no full stop, under the headline",
            False,
        ),
        (place and _JOB_LINE.fullmatch(text), BlockKind.BYLINE, "what the author does", False),
        (name and not standfirst, BlockKind.BYLINE, "a name under the headline", True),
    )
    return next((rule[1:] for rule in rules if rule[0]), None)
