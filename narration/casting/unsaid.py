"""Finds what is printed in a block for eyes only: the letters of question and answer, signs of Markdown."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTER = re.compile(r"(?:\*\*)?(?P<letter>[^\W\d_])(?:\*\*)?[.:](?:\*\*)?\s+(?=\S)")
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[\w“‘\"'([])|(?<=[\w.,:!?”’\"')\]])\*{1,3}(?![\w*])")
_TARGET = r"\((?=[^()\s]{0,300}[/#@.])[^()\s]{1,300}\)"
_LINK = re.compile(rf"!?\[(?=[^\[\]]{{1,300}}\]{_TARGET})|(?<=[^\s\[\]])\]{_TARGET}")
_ADDRESS = "]("


def letters(texts: Iterable[str]) -> frozenset[str]:
    """Return the two letters that *texts*, the paragraphs of an article, have before questions and answers.

    Lists have letters, too: two of them are those of an interview if one asks, and one comes again or
    the other answers at once.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        if letter := _LETTER.match(text):
            found[letter["letter"]].append(text.rstrip("* "))
    asking = [letter for letter, said in found.items() if 2 * sum(t.endswith("?") for t in said) > len(said)]
    return frozenset(found) if len(found) == 2 and asking else frozenset()


def find(text: str, labels: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where *text* has what is not said, as indexes, in no order.

    Args:
        text: of a block.
        labels: the letters of question and answer.
    """
    if (letter := _LETTER.match(text)) and letter["letter"] in labels:
        yield letter.span()
    for pattern in (_EMPHASIS, _LINK):
        yield from (match.span() for match in pattern.finditer(text))


def reason(printed: str) -> str:
    """Return why a run with letters is not said."""
    return "link" if _ADDRESS in printed else "label"
