"""What printed characters tell of a text: quotation marks, ends of sentences, words."""

from __future__ import annotations

import re

OPENING = "“„‟‘‚‛«‹「『\"'`"
CLOSING = "”“‟’‘»›」』\"'`)]*_ "
FINAL = ".!?…:;,。！？：；，、؟۔।"
"""Punctuation that a heading does not end with."""

_SENTENCE_END = frozenset(".!?…:。！？؟۔।")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def words(text: str) -> list[str]:
    """Return the words of *text*, without the punctuation around them."""
    return _WORD.findall(text)


def fold(text: str) -> str:
    """Return the words of a view in lower case, parted by single spaces: equal for a reader, equal here."""
    return " ".join(words(text.casefold().replace("’", "'")))


def ends_a_sentence(text: str) -> bool:
    """Whether *text* ends with a full stop or the like, inside or outside closing marks."""
    return text.rstrip(CLOSING)[-1:] in _SENTENCE_END if text.rstrip(CLOSING) else False


def is_final(text: str) -> bool:
    """Whether *text* ends in any punctuation that asks for more, or ends a sentence."""
    return text.rstrip(CLOSING)[-1:] in set(FINAL) if text.rstrip(CLOSING) else False


def opens_with_a_quotation(text: str) -> bool:
    """Whether the first printed character is a quotation mark."""
    return text[:1] in set(OPENING)
