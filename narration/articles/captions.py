"""Splits captions from their credits, their markup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narration.articles import credits as signed
from narration.articles import markdown
from narration.articles.parts import Part
from narration.articles.signatures import is_byline
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from narration.source import View

CREDIT = "picture credit"
MARKUP = "markup"

_SHORT_CODES = "caption|wp_caption|embed|gallery|video|audio|playlist|youtube|twitter|pullquote|quote"
_SHORT_CODE = re.compile(rf"\[(/?)({_SHORT_CODES})\b[^\[\]]{{0,500}}\]")
_TAG = r"</?[A-Za-z][^<>]{0,500}>|<!--[^<>]{0,500}-->"
_MARKUP = re.compile(rf"{_SHORT_CODE.pattern}|{_TAG}")
_TAGS = re.compile(rf"(?:(?:{_TAG})\s?)+")
_LAST_TAG = re.compile(rf"(?:{_TAG})\s?")
_LABEL = re.compile(
    r"(?:Image|Picture|Photo|Video) caption[,:]? |(?:Caption|Picture|Photo|Image|Video)\s?: ", re.IGNORECASE
)
_LABELLED = re.compile(r"(?:Pictured|Above)\s?: ", re.IGNORECASE)
_BRACKETS = re.compile(rf"\[\s?(?=(?:{_LABEL.pattern}|{_LABELLED.pattern}))[^\[\]]*\]", re.IGNORECASE)
_SOURCE = re.compile(
    rf"(?:Image|Picture|Photo) source(?:[,:]\s?|\s)\S.{{0,90}}?(?=\s?{_LABEL.pattern}|\Z)", re.IGNORECASE
)

HEAD = 3
"""Blocks at the top in which a name alone is the author's, whoever took the pictures."""

REACH = 4
"""Blocks in which an opened ``[caption]`` must be closed again."""


def split(views: Sequence[View]) -> Iterator[Part]:
    """Yield the parts of each block: captions with their kind, credits, markup, and the rest still open.

    A name that is glued to a caption, or stands in a labelled credit, is a credit everywhere in the article.
    """
    pieces = list(_pieces(views))
    still_open = [(part.text, marked) for part, marked in pieces if part.kind is None]
    names = signed.glued_names((text[: signed.TAIL], marked) for text, marked in still_open)
    names |= signed.signed_names(text for text, _ in still_open)
    labelled = False  # whether a label stands alone in the block before
    for number, (part, marked) in enumerate(pieces):
        author = number < HEAD and part.text in names and not marked
        label = part.kind is None and _LABEL.fullmatch(f"{part.text} ") is not None
        if label:
            yield part.dropped(MARKUP)
        elif part.kind is None and not author:
            yield from _caption(part, names, marked=marked or labelled)
        else:
            yield part
        labelled = label


def _pieces(views: Sequence[View]) -> Iterator[tuple[Part, bool]]:
    """Yield each block without its markup, and whether the markup says that it is a caption."""
    open_until = -1
    closings = [max(view.text.rfind("[/caption]"), view.text.rfind("[/wp_caption]")) for view in views]
    for number, view in enumerate(views):
        codes = list(_SHORT_CODE.finditer(view.text))
        if not codes and number > open_until:
            yield from ((part, False) for part in _peeled(view))
            continue
        place, inside = 0, number <= open_until
        for token in _MARKUP.finditer(view.text):
            closes = token[1] == "/" and token[2] in {"caption", "wp_caption"}
            yield from _piece(view, place, token.start(), marked=inside or closes)
            yield Part(view.cut(token.start(), token.end())).dropped(MARKUP), False
            place = token.end()
            if closes:
                inside, open_until = False, -1
            elif token[2] in {"caption", "wp_caption"}:
                inside, open_until = True, _closing(closings, number, place)
        yield from _piece(view, place, len(view.text), marked=inside)


def _closing(closings: Sequence[int], number: int, place: int) -> int:
    """Return the number of the block in which a caption opened at *place* of block *number* is closed.

    Args:
        closings: where the last closing mark of each block stands, -1 for nowhere.
        number: of the block; returned if the caption is never closed.
        place: in the block.
    """
    if closings[number] >= place:
        return number
    further = range(number + 1, min(number + REACH, len(closings)))
    return next((block for block in further if closings[block] >= 0), number)


def _piece(view: View, start: int, end: int, *, marked: bool) -> Iterator[tuple[Part, bool]]:
    part = Part(view.cut(start, end).stripped())
    if part.text:
        yield part, marked


def _peeled(view: View) -> Iterator[Part]:
    """Yield *view* without the tags at its ends; tags inside a sentence stay as printed."""
    text = view.text
    first = _TAGS.match(text)
    left, right = first.end() if first else 0, len(text)
    while (tag := text.rfind("<", left, right)) >= 0 and _LAST_TAG.fullmatch(text, tag, right):
        right = tag
    for start, end in ((0, left), (left, right), (right, len(text))):
        part = Part(view.cut(start, end).stripped())
        if part.text and start == left and start < right:
            yield from markdown.peeled(part)
        elif part.text:
            yield part.dropped(MARKUP)


def _caption(part: Part, names: Collection[str], *, marked: bool) -> Iterator[Part]:
    """Yield *part* as credit, caption, credit, as far as it is one."""
    text, view = part.text, part.view
    source = _SOURCE.match(text)
    if signed.is_credit(text, names) or (source and source.end() == len(text)):
        yield part.as_(BlockKind.CREDIT, CREDIT)
        return
    if _BRACKETS.fullmatch(text):
        yield Part(view.cut(0, 1)).dropped(MARKUP)
        inner = replace(part, view=view.cut(1, len(text) - 1).stripped())
        yield from _caption(inner, names, marked=marked)
        yield Part(view.cut(len(text) - 1, len(text))).dropped(MARKUP)
        return
    glue = None if source else signed.leading(text, names, marked=marked)
    left = len(glue.name) if glue else source.end() if source else 0
    right = max(left, signed.trailing(text, names, marked=marked))
    if left:
        yield Part(view.cut(0, left)).as_(BlockKind.CREDIT, CREDIT)
        left += text[left:].startswith(" ")
    if label := _LABEL.match(text, left, right):
        yield Part(view.cut(left, label.end()).stripped()).dropped(MARKUP)
        left = label.end()
    caption = replace(part, view=view.cut(left, right).stripped())
    reasons = {
        "marked as a caption": marked,
        "a credit is glued to it": glue,
        "a picture credit follows it": right < len(text),
        "labelled as a caption": label or _LABELLED.match(caption.text),
    }
    reason = next((reason for reason, holds in reasons.items() if holds), None)
    if caption.text and reason and not is_byline(caption.text):
        guess = glue is not None and not glue.sure
        reason += f", but “{text[:left]}” may be part of it" if guess else ""
        yield caption.as_(BlockKind.CAPTION, reason, doubtful=guess)
    elif caption.text:
        yield caption
    if right < len(text):
        yield Part(view.cut(right, len(text)).stripped()).as_(BlockKind.CREDIT, CREDIT)
