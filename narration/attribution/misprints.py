"""Where a quotation ends whose closing mark was forgotten."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narration.attribution.language import Language
    from narration.attribution.marks import Span

_CAPITAL = "[A-ZÀ-ÖØ-ÞĄ-ŻА-ЯҐЄІЇ]"

NEAR = 60
"""Characters behind a forgotten mark in which verb and name are looked for."""

_NAME = rf"{_CAPITAL}[\w.’'-]{{0,30}}(?:\s{_CAPITAL}[\w.’'-]{{0,30}}){{0,3}}"


def cue(language: Language) -> re.Pattern[str]:
    """Return what stands behind words in *language* that no mark ends: “, he said”, “,’ said the baker”."""
    words, verbs = language.words, _any(language.cues["plain"])
    pronouns = words["subjects"] & (words["he"] | words["she"] | words["they"] | words["it"])
    before = rf"(?:{_any(pronouns)}|{_NAME})\s(?:{_any(words['auxiliary'])}\s)?{verbs}"
    behind = rf"{verbs}\s(?:{_any(words['articles'] | words['one'] | pronouns)}|{_CAPITAL}\w*)"
    return re.compile(rf"[,.?!…][’']?(?=\s(?:{before}|{behind})\b)")


def _any(words: Iterable[str]) -> str:
    """Return a pattern for each of the *words*; for none of them, one that nothing matches."""
    return f"(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})"


def named(text: str, span: Span, forgotten: re.Pattern[str]) -> bool:
    """Tell whether a verb and a name stand inside *span* where its mark was forgotten: “…, said Ada Roe”.

    Nobody speaks so of others without marks of their own, as they may say “he said”.
    """
    found = forgotten.search(text, span.start, span.end)
    if found is None:
        return False
    behind = re.match(r"\s([^\W\d_]+)\s([^\W\d_]+)", text[found.end() : found.end() + NEAR])
    return behind is not None and behind.group(1).islower() and behind.group(2)[0].isupper()


def end(text: str, start: int, limit: int, forgotten: re.Pattern[str]) -> int | None:
    """Return where the quotation at *start* ends before *limit*: at the first cue, as of `cue`."""
    found = forgotten.search(text, start, limit)
    return found.end() if found else None


def shorten(text: str, span: Span, forgotten: re.Pattern[str]) -> Span:
    """Return *span*, never closed, ended where its words end; whole if that cannot be seen."""
    found = end(text, span.start, span.end, forgotten)
    if not found:
        return span
    return dataclasses.replace(span, end=found, closed=text[found - 1] in "’'")
