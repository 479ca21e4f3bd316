"""Finds headline, standfirst, byline, dateline: what stands above the first paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.articles import labels
from narration.articles.marks import fold, is_final, opens_with_a_quotation, words
from narration.articles.signatures import (
    is_byline,
    is_dateline,
    is_introduced,
    is_job,
    is_name,
    is_outlet,
    parted,
)
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.articles.parts import Part

DEPTH = 8
"""Blocks: nothing below belongs to the head."""

FOOT = 3
"""Blocks at the end in which an article may be signed."""

LONGEST_HEADLINE = 30
"""Words; what is longer reads like a paragraph."""

LONGEST_CROSSHEAD = 8
"""Words, where signs say that it may be one."""

LONGEST_STANDFIRST = 60
"""Words."""

SIGNED = frozenset({BlockKind.BYLINE, BlockKind.DATELINE})

_ABSTRACT = frozenset({"abstract", "summary", "standfirst"})


def with_head(parts: list[Part], title: str) -> list[Part]:
    """Return *parts* with the head of the article found.

    Args:
        parts: of which captions and boilerplate are found.
        title: the headline if front matter gives it, else empty.
    """
    still = [number for number, part in enumerate(parts) if part.kind is None]
    parts = list(parted(parts, {*still[1:DEPTH], *still[1:][-FOOT:]}))
    found = list(parts)
    top = [number for number, part in enumerate(parts) if part.kind is None or part.kind in SIGNED][
        : 2 * DEPTH
    ]
    if not top:
        return found
    top = _under_labels(found, top)[:DEPTH]
    first, *rest = top
    if not title:
        found[first], top = _headline(parts[first]), rest
    elif fold(parts[first].text) == fold(title):
        found[first], top = parts[first].dropped("duplicate headline"), rest
    _under(found, top)
    for number in top:
        if number and not parts[number - 1].read and fold(parts[number - 1].text) in _ABSTRACT:
            found[number] = parts[number].as_(BlockKind.STANDFIRST, "printed as an abstract")
    return found


def _under_labels(found: list[Part], top: Sequence[int]) -> list[int]:
    """Find what stands above the headline among the blocks of *found* numbered *top*, and return the rest."""
    skipped = labels.menu([found[number].text for number in top])
    for number in top[:skipped]:
        found[number] = found[number].dropped("section label")
    further = [number for number in top[skipped:] if found[number].kind is None]
    dated = [number for number in further[1:2] if is_dateline(found[number].text)]
    below = [number for number in further if number not in dated]
    if len(below) > 1 and (label := labels.above(found[below[0]], found[below[1]])):
        found[below[0]] = label
        for number in dated:
            found[number] = found[number].as_(BlockKind.DATELINE, "a date")
        skipped += 1 + len(dated)
    return list(top[skipped:])


def _under(found: list[Part], top: Sequence[int]) -> None:
    """Find the kinds of the blocks of *found* under the headline, numbered *top*, up to a paragraph."""
    texts = [found[number].text for number in top]
    signed = [place for place, text in enumerate(texts[:-1]) if _is_signed(texts, place)]
    dated = [place for place, text in enumerate(texts[:-1]) if is_dateline(text)]
    above = max([-1, *signed[:1], *dated[:1]])
    before = None
    for place, number in enumerate(top):
        if place < above and labels.is_section(texts[place]):
            found[number] = found[number].dropped("section label")
        elif found[number].kind is None:
            kind = _kind([found[one] for one in top], place, above, before)
            if kind is None:
                break
            found[number] = found[number].as_(*kind[:2], doubtful=kind[2])
        before = found[number].kind


def _is_signed(texts: Sequence[str], place: int) -> bool:
    """Whether a block says who wrote the article, or what they do whose name is the block before."""
    text = texts[place]
    named = place > 0 and is_name(texts[place - 1])
    return is_byline(text) or is_introduced(text) or (named and is_job(text, signed=False))


def _headline(part: Part) -> Part:
    long = len(words(part.text)) > LONGEST_HEADLINE
    reason = "the first block, though it is as long as a paragraph" if long else "the first block"
    return part.as_(BlockKind.HEADLINE, reason, doubtful=long)


def _kind(
    parts: Sequence[Part], place: int, above: int, before: BlockKind | None
) -> tuple[BlockKind, str, bool] | None:
    """Return what a block under the headline is, with the reason and whether it is doubtful.

    Args:
        parts: the blocks under the headline.
        place: of this one among them.
        above: place of the byline or the date, -1 if there is none.
        before: kind of the block before it, None for the headline.

    Returns:
        None if the article's text begins with it.
    """
    texts = [part.text for part in parts]
    text, set_off = texts[place], parts[place].set_off
    length = len(words(text))
    opens = opens_with_a_quotation(text) or not (text[0].isalnum() or text[0] in "£$€[")
    standfirst = 4 < length <= LONGEST_STANDFIRST and not opens
    outlets = sum(map(is_outlet, texts[place:above]))
    several = is_name(text) and (" and " in text or "," in text)
    name = place <= above + 1 and is_name(text)
    outlet = place < above and all(is_outlet(line) for line in texts[place:above] if not is_byline(line))
    known = place < above or is_job(texts[place + 1], signed=True) if place + 1 < len(texts) else False
    bold = set_off.startswith("*") and len(texts) > 1 and not text.endswith("?")
    crosshead = set_off == "#" and length <= LONGEST_CROSSHEAD
    standing = BlockKind.STANDFIRST
    if crosshead and not (is_byline(text) or is_dateline(text)):
        return None
    rules = (  # the first that holds: when, what, why, whether it is doubtful
        (is_byline(text), BlockKind.BYLINE, "says who wrote the article", False),
        (is_dateline(text), BlockKind.DATELINE, "a date", False),
        (is_introduced(text), BlockKind.BYLINE, "seems to say who wrote the article", True),
        (several and place < above, BlockKind.BYLINE, "names above the date", length > 4),
        (standfirst and place < above <= 3 + outlets, standing, "above the byline or the date", False),
        (standfirst and not place and bold, standing, "set off under the headline", False),
        (
            standfirst and not place and not is_final(text),
            standing,
            "no full stop, under the headline",
            False,
        ),
        (
            place and is_job(text, signed=before is BlockKind.BYLINE),
            BlockKind.BYLINE,
            "what the author does",
            False,
        ),
        (outlet and length > 1, BlockKind.BYLINE, "a name above the byline or the date", False),
        (name and not standfirst, BlockKind.BYLINE, "a name under the headline", not known),
    )
    return next((rule[1:] for rule in rules if rule[0]), None)
