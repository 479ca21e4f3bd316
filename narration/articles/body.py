"""Finds crossheads, notes, captions without a mark, paragraphs below the head of the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles import head
from narration.articles.marks import CLOSING, OPENING, ends_a_sentence, is_final, words
from narration.articles.parts import Part
from narration.articles.signatures import is_byline, is_clock, is_dateline, is_entry
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_HEADING = 6
"""Words of a crosshead, as newspapers set them."""

DOUBTFUL_HEADING = 8
"""Words; up to here a line without a verb may be a heading, and is said to be doubtful."""

BROKEN_OFF = ("—", "–", "-")
"""What quoted words end in that are interrupted."""

LIST = 3
"""Short lines in a row that are no crossheads any more."""

LONGEST_ITEM = 12
"""Words of such a line, and of the headline of an entry."""

FURTHER = 40
"""Parts in which what is read next is looked for: captions, links, signs stand between."""

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
_LABELLED = re.compile(r"[^\W\d_][\w.’' -]{0,40}:\s")
"""Who speaks, before their words: “Q: …”."""


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
    foot = set(still[-head.FOOT :])
    captions = [part for part in parts if part.kind is BlockKind.CAPTION]
    bare = [caption for caption in captions if not ends_a_sentence(caption.text)]
    like_captions = 2 * len(bare) > len(captions)
    questions = [number for number in still if _is_question(parts[number])]
    asked = set(questions) if len(questions) > 1 else set()
    listed = set(_listed(parts))
    for number, part in enumerate(parts):
        if part.kind is not None:
            found.append(part)
        elif number in foot and is_byline(part.text):
            found.append(part.as_(BlockKind.BYLINE, "says who wrote the article"))
        elif number in foot and is_dateline(part.text):
            found.append(part.as_(BlockKind.DATELINE, "a date"))
        elif dashed := _dashed_heading(part):
            found += dashed
        elif number in asked:
            found.append(part.as_(BlockKind.HEADING, "set off as a question"))
        elif number + 1 in listed and number not in listed:
            found.append(part.as_(BlockKind.HEADING, "short, above several short lines"))
        elif number in listed:
            found.append(part.as_(BlockKind.PARAGRAPH, "one of several short lines"))
        elif _is_set_off(part):
            found.append(part.as_(BlockKind.HEADING, "set off as a crosshead"))
        else:
            before = parts[number - 1] if number else None
            found.append(_line(part, before, _following(parts, number), like_captions=like_captions))
    return found


def _listed(parts: Sequence[Part]) -> Iterator[int]:
    """Yield the numbers of short lines that follow a short line, if there are three or more in a row."""
    run: list[int] = []
    for number, part in enumerate([*parts, None]):
        if part is not None and not part.read:
            continue
        if part is not None and not part.set_off and _is_short(part, LONGEST_ITEM):
            run.append(number)
            continue
        yield from run[1:] if len(run) >= LIST else ()
        run = []


def _following(parts: Sequence[Part], number: int) -> Part | None:
    """Return the part that is read after *number*, captions left out."""
    further = parts[number + 1 : number + 1 + FURTHER]
    return next((part for part in further if part.read and part.kind is not BlockKind.CAPTION), None)


def _dashed_heading(part: Part) -> list[Part]:
    """Return a heading that stands between dashes, and these; nothing if *part* is none."""
    match = _DASHED.fullmatch(part.text)
    if not match or len(words(part.text)) > DOUBTFUL_HEADING:
        return []
    left, right = match.end(1), match.start(2)
    before, heading, after = (
        Part(part.view.cut(*span).stripped()) for span in ((0, left), (left, right), (right, len(part.text)))
    )
    heading = heading.as_(BlockKind.HEADING, "set off as a crosshead")
    return [before.dropped("markup"), heading, after.dropped("markup")]


def _is_set_off(part: Part) -> bool:
    """Whether signs say that *part* is a crosshead: those of a heading, or of a few words in bold."""
    length = len(words(part.text))
    open_ = not (part.text.rstrip(CLOSING).endswith(".") or _LABELLED.match(part.text))
    bold = part.set_off.startswith("**") and length <= DOUBTFUL_HEADING and open_
    return bold or (part.set_off == "#" and length <= head.LONGEST_HEADLINE)


def _is_question(part: Part) -> bool:
    """Whether *part* is a question in bold or italics that nobody is said to ask."""
    asks = part.text.endswith("?") and len(words(part.text)) <= head.LONGEST_STANDFIRST
    return part.set_off in {"*", "**", "***"} and asks and not _LABELLED.match(part.text)


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
    timed = before is not None and is_clock(before.text) and after is not None
    quoted = opens and text[-1] in CLOSING and length <= LONGEST_HEADING
    caption = like_captions and not opens and length > LONGEST_HEADING
    rules = (  # the first that holds: when, what, why, whether it is doubtful
        (is_final(text), paragraph, "ends like a sentence", False),
        (opens and text.rstrip(CLOSING).endswith(BROKEN_OFF), paragraph, "words that break off", False),
        (_LISTED.match(text), paragraph, "an item of a list", False),
        (is_clock(text), heading, "a time above an entry", False),
        (timed and length <= LONGEST_ITEM, heading, "under a time, above an entry", False),
        (is_entry(text), paragraph, "an entry with its time", False),
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
    return part is not None and _is_short(part, LONGEST_HEADING)


def _is_short(part: Part, longest: int) -> bool:
    """Whether *part* is open and has at most *longest* words, without a full stop or a sign of its own."""
    text = part.text
    if part.kind is not None or is_final(text) or _LISTED.match(text) or is_clock(text) or is_entry(text):
        return False
    return len(words(text)) <= longest


def _is_title(text: str) -> bool:
    """Whether *text* has no finite clause or is all in capitals, begins like a title, is not left open."""
    if text[0].islower() or text[0] in "([" or len(text) > 100:
        return False
    if text[0] in OPENING and text[-1] not in CLOSING:
        return False
    return text.isupper() or _CLAUSE_TITLE.match(text) is not None or not _FINITE.search(text)
