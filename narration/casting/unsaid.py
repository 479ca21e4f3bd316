"""Finds what is printed before questions and answers for eyes only: “Q:”, “A:”."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTER = re.compile(r"(?P<letter>[^\W\d_])[.:]\s+(?=\S)")


def letters(texts: Iterable[str]) -> frozenset[str]:
    """Return the two letters that *texts*, the paragraphs of an article, have before questions and answers.

    Lists have letters, too: two of them are those of an interview if what one of them stands before is
    mostly a question.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        if letter := _LETTER.match(text):
            found[letter["letter"]].append(text.rstrip())
    asking = [letter for letter, said in found.items() if 2 * sum(t.endswith("?") for t in said) > len(said)]
    return frozenset(found) if len(found) == 2 and asking else frozenset()


def label(text: str, labels: frozenset[str]) -> tuple[int, int]:
    """Return where the label of a block ends that begins with one of *labels*, and 0."""
    letter = _LETTER.match(text)
    return (0, letter.end()) if letter and letter["letter"] in labels else (0, 0)
