"""Finds crossheads, notes, captions without a mark, paragraphs below the head of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles.head import FOOT
from narration.articles.marks import CLOSING, OPENING, ends_a_sentence, is_final, words
from narration.articles.parts import Part
from narration.articles.signatures import is_byline, is_dateline
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HEADING = 6
"""Words of a crosshead, as newspapers set them."""

DOUBTFUL_HEADING = 8
"""Words; up to here a line without a verb may be a heading, and is said to be doubtful."""

BROKEN_OFF = ("—", "–", "-")
"""What quoted words end in that are interrupted."""

_NOTE = re.compile(
    r"""[\s*•·▪†‡([]{0,3}(?:
        This\ (?:article|story|report|piece|page|post|column|headline|interview|review|feature)\b
            .{0,60}\b(?:amended|corrected|updated|edited|changed|clarified|revised)\b
        | (?:Correction|Clarification|Update)\b.{0,40}:
        | (?:Editor|Publisher)[’']?s?[’']?\ note\b
        | (?:An|The)\ (?:earlier|previous|original)\ version\ of\ (?:this|the)\b
        | (?:Amended|Corrected|Updated)\ on\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|(?-i:will|may)|would|can|could|cannot|must|should|shall|might|do|does|did|said|says|"
    r"\w+n['’]t|(?:I|we|they|you|he|she|it)['’](?:m|re|ve|ll|d|s)|(?:I|we|they|he|she) \w+)\b",
    re.IGNORECASE,
)
_CLAUSE_TITLE = re.compile(r"(?:What|How|Why|Who|Where|When|Which|Whether)\b")
_LISTED = re.compile(r"(?:[•·*▪◦‣–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_SIGNED = re.compile(r".*[”\"’»]\s?[—–-]{1,2}\s?\w.*")
_DASHED = re.compile(r"([–—-]\s).+(\s[–—-]\.?)")
_HASHED = re.compile(r"(#{1,6}\s|\*\*)[^*#]+?(\s?#{0,6}|\*\*)")


def with_notes(parts: list[Part]) -> list[Part]:
    """Return *parts* with notes about the article found: amendments, corrections."""
    return [
        part.as_(BlockKind.NOTE, "a note about the article")
        if part.kind is None and _NOTE.match(part.text)
        else part
        for part in parts
    ]


def with_body(parts: list[Part]) -> list[Part]:
    """Return *parts* with the kind of all that is still open found."""
    found: list[Part] = []
    still = [number for number, part in enumerate(parts) if part.kind is None]
    foot = set(still[-FOOT:])
    captions = [part for part in parts if part.kind is BlockKind.CAPTION]
    bare = [caption for caption in captions if not ends_a_sentence(caption.text)]
    like_captions = 2 * len(bare) > len(captions)
    for number, part in enumerate(parts):
        if part.kind is not None:
            found.append(part)
        elif number in foot and is_byline(part.text):
            found.append(part.as_(BlockKind.BYLINE, "says who wrote the article"))
        elif number in foot and is_dateline(part.text):
            found.append(part.as_(BlockKind.DATELINE, "a date"))
        elif marked := _marked_heading(part):
            found += marked
        else:
            before = parts[number - 1] if number else None
            found.append(_line(part, before, _following(parts, number), like_captions=like_captions))
    return found


def _following(parts: Sequence[Part], number: int) -> Part | None:
    """Return the part that is read after *number*, captions left out."""
    further = parts[number + 1 : number + 9]
    return next((part for part in further if part.read and part.kind is not BlockKind.CAPTION), None)


def _marked_heading(part: Part) -> list[Part]:
    """Return a heading that is set off by dashes or signs, and these; nothing if *part* is none."""
    match = _DASHED.fullmatch(part.text) or _HASHED.fullmatch(part.text)
    if not match or len(words(part.text)) > DOUBTFUL_HEADING:
        return []
    left, right = match.end(1), match.start(2)
    edges = [part.view.cut(0, left).stripped(), part.view.cut(right, len(part.text)).stripped()]
    heading = Part(part.view.cut(left, right).stripped()).as_(BlockKind.HEADING, "set off as a crosshead")
    before, after = ([Part(edge).dropped("markup")] if edge.text else [] for edge in edges)
    return [*before, heading, *after]


def _line(part: Part, before: Part | None, after: Part | None, *, like_captions: bool) -> Part:
    """Return *part* as paragraph, heading or caption.

    Args:
        part: whose kind is open.
        before: the part before it.
        after: what is read next.
        like_captions: whether the captions of this article stand without a full stop.
    """
    text, length = part.text, len(words(part.text))
    paragraph, heading = BlockKind.PARAGRAPH, BlockKind.HEADING
    title = _is_title(text) and length <= DOUBTFUL_HEADING
    opens = text[0] in OPENING
    quoted = opens and text[-1] in CLOSING and length <= LONGEST_HEADING
    caption = like_captions and not opens and length > LONGEST_HEADING
    rules = (  # the first that holds: when, what, why, whether it is doubtful
        (is_final(text), paragraph, "ends like a sentence", False),
        (opens and text.rstrip(CLOSING).endswith(BROKEN_OFF), paragraph, "words that break off", False),
        (_LISTED.match(text), paragraph, "an item of a list", False),
        (opens and _SIGNED.fullmatch(text), paragraph, "a quotation with its author", False),
        (caption, BlockKind.CAPTION, "no full stop, like the other captions", True),
        (quoted and not title, heading, "quoted like a crosshead, but with a verb", True),
        (not title, paragraph, "no crosshead, though without a full stop", True),
        (after is None, paragraph, "like a crosshead, but nothing follows it", True),
        (length > LONGEST_HEADING, heading, "without a verb or full stop, but long for a crosshead", True),
        (_is_another(after), heading, "like a crosshead, but another follows it", True),
        (_is_another(before), heading, "like a crosshead, but another is before it", True),
        (True, heading, "short, without a verb or full stop", False),
    )
    kind, reason, doubtful = next(rule[1:] for rule in rules if rule[0])
    return part.as_(kind, reason, doubtful=doubtful)


def _is_another(part: Part | None) -> bool:
    """Whether *part* is open too and as short."""
    if part is None or part.kind is not None or is_final(part.text) or _LISTED.match(part.text):
        return False
    return len(words(part.text)) <= LONGEST_HEADING


def _is_title(text: str) -> bool:
    """Whether *text* has no finite clause, begins like a title, is not left open."""
    if text[0].islower() or text[0] in "([" or len(text) > 100:
        return False
    if text[0] in OPENING and text[-1] not in CLOSING:
        return False
    return _CLAUSE_TITLE.match(text) is not None or not _FINITE.search(text)
