"""Finds posts and block quotations, whose print marks their words without quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.attribution.transcripts import quoted, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.attribution.language import Language

_SIGNED = re.compile(r"\s?(?:—|–|--|-)\s?[^@—–()]{2,50}\s\(@\w{1,30}\)[^()]{0,40}\Z")
"""“— Ada Quill (@ada) July 7” at the end of a paragraph."""

_HEADED = re.compile(r"[^@():]{2,50}\s\(?@\w{1,30}\)?[^:]{0,30}:\s+(?=\S)")
"""“Ada Quill (@ada): ” at its start."""

_BLOCK = re.compile(r"(?:>\s?)+")

TAIL = 160
"""Characters at the end of a paragraph in which a signature stands."""


def post(text: str) -> tuple[int, int] | None:
    """Return where the words of a post begin and end, if *text* is one that no quotation mark opens."""
    if quoted(text):
        return None
    signed = _SIGNED.search(text, max(0, len(text) - TAIL))
    if signed and signed.start():
        return 0, signed.start()
    headed = _HEADED.match(text)
    if headed and not quoted(text, headed.end()):
        return headed.end(), len(text.rstrip())
    return None


def blocks(texts: Sequence[str], language: Language) -> Iterator[tuple[int, int, bool]]:
    """Yield number, start and whether it goes on of each block quotation that a colon and a verb lead in."""
    led = False
    before = ""
    for number, text in enumerate(texts):
        sign = _BLOCK.match(text)
        if sign is None:
            before, led = text, False
            continue
        further = led
        led = led or _leads_in(before, language)
        if led and not quoted(text, sign.end()):
            yield number, sign.end(), further


def _leads_in(text: str, language: Language) -> bool:
    """Tell whether *text* ends in a colon, with a verb of speech or a paper in its last sentence."""
    if not text.rstrip().endswith(":"):
        return False
    last = re.split(r"[.!?]\s", text[-400:])[-1]
    return any(word in language.cues["speech"] or language.paper(word) for word in words(last))
