"""Tells whether the dashes at the start of an article's paragraphs open speech or only list things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.attribution import incises
from narration.attribution.transcripts import quoted, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.language import Language

_OPEN = re.compile(r"[—–―]\s?(?=[^\W_])")

FEWEST = 2
"""Paragraphs with a dash; one alone is a misprint or a signature."""

PERSONAL = 1 / 2
"""Of them, how many ask something, or speak of I or to you: lists of an agency's news do neither."""


def talk(texts: Sequence[str], language: Language) -> bool:
    """Tell whether *texts* print dialogue with dashes: people talk in it, and the narrator says who.

    In languages that have such speech every dash opens it.
    """
    if "inside" in language.grammar["incise"]:
        return True
    dashed = [(text, found.end()) for text in texts if (found := _OPEN.match(text))]
    dashed = [(text, start) for text, start in dashed if not quoted(text, start)]
    personal = language.words["speaking"] | language.words["spoken_to"]
    talking = sum("?" in text or not personal.isdisjoint(words(text)) for text, _ in dashed)
    if len(dashed) < FEWEST or talking < PERSONAL * len(dashed):
        return False
    return any(incises.interrupted(text, language) for text, _ in dashed)
