"""Reads lines that say who wrote an article, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from narration.articles.parts import Part
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

LONGEST = 180
"""Characters of such a line."""

_MONTH = (
    r"(?:Jan(?:uary|uar|vier)?|Feb(?:ruary|ruar)?|F[ée]vr(?:ier)?|Mar(?:ch|s|zo)?|M[äa]rz|Apr(?:il)?|Avr(?:il)?|May"
    r"|Mai|June?|Juin|July?|Juli|Juillet|Aug(?:ust)?|Ao[uû]t|Sept?(?:ember|embre)?|O[ck]t(?:ober|obre)?"
    r"|Nov(?:ember|embre)?|De[cz](?:ember)?|D[ée]c(?:embre)?|enero|febrero|abril|mayo|junio|julio|agosto"
    r"|septiembre|noviembre|diciembre)\b\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s)?"
_TH = r"(?:st|nd|rd|th|er)?"
_DATE = (
    rf"{_WEEKDAY}(?:the\s)?\d{{1,2}}\.?{_TH}(?:\s(?:of|de))?\s{_MONTH}(?:,?(?:\sde)?\s\d{{4}})?"
    rf"|{_WEEKDAY}{_MONTH}\s\d{{1,2}}{_TH}\b(?:,?\s\d{{4}})?"
    rf"|(?:{_MONTH}|Spring|Summer|Autumn|Fall|Winter)\s\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
)
_ZONE = r"(?:Z|\s(?:[A-Z]{2,4}T|[CEMP]T|UTC|Uhr)(?:\b|(?=Updated|Published))|[+-]\d\d:\d\d)"
_TIME = (
    rf"(?:T|at\s)?\d{{1,2}}[:.h]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?{_ZONE}?|\d{{1,2}}\s?[ap]\.?m\b\.?{_ZONE}?"
)
_AGO = r"(?:an?|\d{1,2})\s?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?)\sago"
_SAID = (
    r"(?:First\s|Last\s)?(?:published|updated?|posted|modified|edited|date|on|at)\b:?"
    r"|(?:for immediate release|embargoed (?:until|to)|for release|release date)\b:?"
    r"|(?:issue|volume|vol|edition|number|no)\b\.?\s\d{1,4}\b"
    r"|(?:publié|mis\sà\sjour|le|à|veröffentlicht|aktualisiert|stand|am|um|publicado|actualizado|el|a\slas)\b:?"
)
_SEPARATORS = r"[\s,;|•·∙–—.-]"

_DATED = re.compile(_DATE, re.IGNORECASE)
_AGED = re.compile(_AGO, re.IGNORECASE)
_STAMP = re.compile(rf"(?:{_DATE}|{_AGO}|{_TIME}|{_SAID}|{_SEPARATORS})+", re.IGNORECASE)
"""A date, a time, or both, several times."""
_STAMPED = rf"(?i:{_DATE}|{_AGO}|(?:(?:First|Last)\s)?(?:Published|Updated|Posted|Modified)\b)"

_LABEL = (
    r"(?:(?:article|words|story|text|report|interview|analysis|review|written|reported|reporting|posted)(?:\sby\b:?|\s?:)"
    r"|(?:author|autora?|auteur)s?\s?:|by\b:?|(?-i:Von|Par|Por|Di|Da|Door|Av|Autor)\b:?)"
)
# every word of a place begins with a capital, but for those inside it: a sentence is no place
_PLACE = re.compile(
    rf"(?!(?i:{_LABEL})\s)"
    r"[A-Z][\w.'’-]{1,30}(?:\s(?:[A-Z][\w.'’-]{0,30}|of|the|on|upon|under|and|de|la|am|an)){0,5}, (?=.*\d)"
)
_WIRE = re.compile(r"\([A-Z][\w ]{1,30}\)")
"""The agency behind place and date."""

_NAME_WORD = r"[^\W\d_a-z][\w.'’-]*"
_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,3}}"
NAMES = rf"{_NAME}(?:(?:,?\sand\s|,\s){_NAME})*"
"""Names of two to four words each, as a regular expression."""
_JOB = (
    r"(?:correspondent|editor|reporter|writer|columnist|staff|critic|journalist|producer|presenter|author"
    r"|bureau\schief)"
)
_WORD = rf"(?!{_STAMPED})(?-i:{_NAME_WORD})"
_AND = r"(?:and|for|of|the|in|at|from|de|del|van|von|der|la|le|al|our|an?|und|et|y|e|en|och|i|à)"
_BY = re.compile(
    rf"""{_LABEL}\s(?:(?:our|an?|the)\s(?=.*\b{_JOB}s?\b))?
        {_WORD}(?:(?:\s?[,/&]\s?|\s)(?:{_WORD}|{_AND}\b|@\w{{1,30}})|\s\((?:@|\w+\s)?[\w.’'-]{{1,30}}\))*
        (?:,?(?:\s(?!{_STAMPED})[\w-]+){{0,3}}\s{_JOB}s?\b(?:\s(?!{_STAMPED})[\w-]+){{0,4}})?\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_SMALL = frozenset(
    {
        "a",
        "about",
        "an",
        "at",
        "by",
        "for",
        "from",
        "get",
        "in",
        "on",
        "our",
        "the",
        "to",
        "what's",
        "with",
        "your",
    }
)
"""Words that no name has, though a line in capitals may."""
_ROLE = re.compile(rf"{_NAME}(?:,|\sin|\s?[|–—-])\s(?:[\w-]+\s){{0,4}}(?i:{_JOB})s?\b(?:\s[\w-]+){{0,4}}\.?")
_INTRODUCED = re.compile(rf"By {_NAME}, [^\W\d_A-Z][^.!?]{{0,80}}")
"""An author with what they are: “By Jo Orr, who sails”."""
_JOB_LINE = re.compile(rf"(?:{_NAME_WORD}\s){{1,4}}(?i:{_JOB}s?)")
_TITLED = re.compile(rf"(?:[\w-]+,?\s){{0,5}}{_JOB}s?\b(?:,?\s[\w-]+){{0,5}}", re.IGNORECASE)
_NAMES = re.compile(NAMES)
_OUTLET = re.compile(rf"{_WORD}(?:,?\s(?:{_WORD}|of|the|and|in)){{0,5}}")
"""Names in a row, of a person or of a paper."""
_LENGTH = re.compile(r"\d{1,2}(?:h|d|\s?(?:-\s?)?min(?:ute)?s?(?:\s(?:read|listen))?)\b", re.IGNORECASE)
_FILED = re.compile(
    rf"(?i:(?:in|from the section|filed under|category|categories|topics?|tags?|section)\b:?)"
    rf"\s{_OUTLET.pattern}"
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)"
_ENTRY = re.compile(
    rf"(?:(?:every|each|from|until)\s)?(?:{_DATE}|{_DAY}|{_TIME})\s?[–—:,|-]\s?\S.{{2,}}"
    rf"|[^:]{{2,40}}:\s(?:{_DATE}|{_DAY}|{_TIME})\b.*",
    re.IGNORECASE,
)
_CLOCK = re.compile(rf"(?:{_TIME})(?:\s(?:BREAKING|UPDATE|UPDATED|NEW|LATEST|{_AGO}))?", re.IGNORECASE)
_GAP = re.compile(rf"{_SEPARATORS}*")


class Sign(Enum):
    """What a piece of such a line says."""

    BY = "who"
    WHEN = "when"
    NAME = "a name"
    SINCE = "how long ago"
    REST = "how long it takes, where it is filed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the line."""

    sign: Sign
    start: int
    end: int


def date_in(text: str) -> str:
    """Return the first date in a dateline as printed, or all of it."""
    found = _DATED.search(text)
    return found[0] if found else text


def is_byline(text: str) -> bool:
    """Whether a block says who wrote the article, and nothing of when."""
    signs = {piece.sign for piece in pieces(text)}
    return Sign.BY in signs and signs <= {Sign.BY, Sign.NAME}


def is_introduced(text: str) -> bool:
    """Whether a block seems to say who the author is."""
    return len(text) <= LONGEST and _INTRODUCED.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether a block is nothing but names of two to four words."""
    small = _SMALL.intersection(text.lower().split())
    return len(text) <= LONGEST and not small and _NAMES.fullmatch(text) is not None


def is_outlet(text: str) -> bool:
    """Whether a block is nothing but names, of a paper, a place, a person."""
    found = pieces(text)
    return bool(found) and all(piece.sign is Sign.NAME for piece in found)


def is_job(text: str, *, signed: bool) -> bool:
    """Whether a block is what an author does; *signed* if the block before says who wrote the article."""
    return (_TITLED if signed else _JOB_LINE).fullmatch(text[:LONGEST]) is not None


def is_dateline(text: str) -> bool:
    """Whether a block is a date, with its place or time if they are given."""
    return {piece.sign for piece in pieces(text)} == {Sign.WHEN}


def is_entry(text: str) -> bool:
    """Whether a line is one of a calendar: a date or a time, and what is then."""
    return len(text) <= LONGEST and _ENTRY.fullmatch(text) is not None


def is_clock(text: str) -> bool:
    """Whether a line is a time and nothing else, as above an entry of a live page."""
    return len(text) <= LONGEST and _CLOCK.fullmatch(text) is not None


def pieces(text: str) -> tuple[Piece, ...]:
    """Return what the pieces of a line say, empty if one of them says something else."""
    if len(text) > LONGEST:
        return ()
    found: list[Piece] = []
    place = 0
    while place < len(text):
        piece = _piece(text, place)
        if piece is None:
            return ()
        found.append(piece)
        gap = _GAP.match(text, piece.end)
        place = gap.end() if gap else piece.end
    return tuple(found)


def parted(parts: Sequence[Part], places: Collection[int]) -> Iterator[Part]:
    """Yield *parts*; those at *places* that say who and when are parted, what says neither is dropped."""
    for number, part in enumerate(parts):
        found = pieces(part.text) if number in places and part.kind is None else ()
        signs = {piece.sign for piece in found}
        if len(found) > 1 and signs & {Sign.BY, Sign.WHEN} and signs != {Sign.BY, Sign.NAME}:
            yield from _parted(part, found)
        else:
            yield part


def _parted(part: Part, found: Sequence[Piece]) -> Iterator[Part]:
    """Yield the pieces of one line, names joined to what is before or after them."""
    runs: list[Piece] = []
    for piece in found:
        sign = Sign.BY if piece.sign is Sign.NAME else piece.sign
        if runs and runs[-1].sign is sign:
            runs[-1] = Piece(sign, runs[-1].start, piece.end)
        else:
            runs.append(Piece(sign, piece.start, piece.end))
    place = 0
    for run in runs:
        if (between := part.view.cut(place, run.start).stripped()).text:
            yield Part(between).dropped("separator")
        view = Part(part.view.cut(run.start, run.end))
        if run.sign is Sign.BY:
            yield view.as_(BlockKind.BYLINE, "says who wrote the article")
        elif run.sign is Sign.WHEN:
            yield view.as_(BlockKind.DATELINE, "a date")
        else:
            yield view.dropped("boilerplate")
        place = run.end
    if (after := part.view.cut(place, len(part.text)).stripped()).text:
        yield Part(after).dropped("separator")


def _piece(text: str, place: int) -> Piece | None:
    """Return the piece that begins at *place*, None if it is none of these."""
    end = _stamp(text, place)
    for sign, pattern in ((Sign.WHEN, _DATED), (Sign.SINCE, _AGED)):
        if pattern.search(text, place, end):
            return Piece(sign, place, end)
    for sign, pattern in _SIGNS:
        if (match := pattern.match(text, place)) and not text[match.end() : match.end() + 1].isalnum():
            return Piece(sign, place, match.end())
    return None


def _stamp(text: str, place: int) -> int:
    """Return where a date with its place, its time, its agency ends, *place* if none begins there."""
    start = match.end() if (match := _PLACE.match(text, place)) else place
    found = _STAMP.match(text, start)
    if not found or not (said := found[0].rstrip(" ,;|•·∙–—-")):
        return place
    end = start + len(said)
    if wire := _WIRE.match(text, end + 1):
        end = wire.end()
    return end


_SIGNS = ((Sign.REST, _LENGTH), (Sign.REST, _FILED), (Sign.BY, _BY), (Sign.BY, _ROLE), (Sign.NAME, _OUTLET))
