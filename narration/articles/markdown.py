"""Takes the signs of Markdown out of blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from narration.articles.parts import Part
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.source import View

_HEADING = re.compile(r"(?P<sign>#){1,6}\s+(?P<words>[^\s#].*?)(?:\s#{1,6})?")
_EMPHASIS = re.compile(r"(?P<sign>\*{1,3}|_{1,3})(?P<words>[^\s*_](?:[^*_]*[^\s*_])?)(?P=sign)")
_PICTURE = re.compile(r"!\[(?P<words>[^\[\]]{0,500})\]\([^()\s]{0,500}\)")
_LINK = re.compile(r"\[(?P<words>[^\[\]]{1,500})\]\([^()\s]{1,500}\)")

_INLINE = re.compile(
    r"(?P<link>!?\[)(?=[^\[\]\s][^\[\]]{0,300}\]\((?=[^()\s]{0,300}[/#@.])[^()\s]{1,300}\))"
    r"|(?<=[^\s\[\]])(?P<target>\]\((?=[^()\s]{0,300}[/#@.])[^()\s]{1,300}\))"
    r"|(?<![\w*])(?P<open>\*{1,3})(?=[^\s*])(?=[^*]{1,500}(?P=open)(?![\w*]))"
    r"|(?<=[^\s*])(?P<close>\*{1,3})(?![\w*])"
)
"""The signs of links and of emphasis inside a paragraph."""

_FURTHER = 3
"""Signs within signs: a heading in bold italics."""


def peeled(part: Part, further: int = _FURTHER) -> Iterator[Part]:
    """Yield *part* without the signs that stand around all of it; these are dropped."""
    text = part.text
    for pattern in (_HEADING, _EMPHASIS, _PICTURE, _LINK):
        match = pattern.fullmatch(text) if further else None
        if match is None:
            continue
        left, right = match.span("words")
        inner = Part(part.view.cut(left, right).stripped())
        sign = match["sign"].replace("_", "*") if pattern in {_HEADING, _EMPHASIS} else "["
        inner = replace(inner, set_off=part.set_off or sign)
        if pattern is _PICTURE and inner.text:
            inner = inner.as_(BlockKind.CAPTION, "says what a picture shows")
        yield Part(part.view.cut(0, left).stripped()).dropped("markup")
        if inner.kind is None and inner.text:
            yield from peeled(inner, further - 1)
        elif inner.text:
            yield inner
        if (after := part.view.cut(right, len(text)).stripped()).text:
            yield Part(after).dropped("markup")
        return
    yield replace(part, view=_plain(part.view))


def _plain(view: View) -> View:
    """Return *view* without the signs of links and of emphasis inside it; lone asterisks stay."""
    if not {"*", "["} & set(view.text):
        return view
    cut: list[tuple[int, int]] = []
    opened: list[re.Match[str]] = []
    for sign in _INLINE.finditer(view.text):
        if sign["close"]:
            if opened and opened[-1]["open"] == sign["close"]:
                cut += [opened.pop().span(), sign.span()]
        elif sign["open"]:
            opened.append(sign)
        else:
            cut.append(sign.span())
    return view.without(cut) if cut else view
