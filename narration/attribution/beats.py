"""Finds who acts right behind a quotation: “No.” Ada put down the cup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from narration.attribution.phrases import Phrase
    from narration.attribution.settings import Setting
    from narration.attribution.subjects import Subjects

ENDS = frozenset(".!?…—–-")
"""How words end behind which a sentence of the narrator begins."""


def behind(setting: Setting, subjects: Subjects, *, dialogue: bool) -> Phrase | None:
    """Return the subject of the sentence behind the quotation, if it stands first in it and acts.

    Not if that sentence leads in what is quoted next; in news, only if more is
    quoted in the paragraph.
    """
    words = subjects.words
    start = setting.token + 1
    if setting.ends not in ENDS or not words.word(start) or not words.begins(start):
        return None
    last = next((i for i in range(start, len(words)) if words.first[i] != words.first[start]), len(words)) - 1
    quoted = any(words.kind(index) is Kind.QUOTE for index in range(start, last + 1))
    more = any(words.kind(index) is Kind.QUOTE for index in range(last + 1, len(words)))
    phrase = subjects.of_sentence(last) if dialogue or more else None
    if phrase is None or quoted or words.text(last) == ":":
        return None
    opens = phrase.first == start + words.among(start, "and")
    return phrase if opens and subjects.phrases.introduces(phrase) else None
