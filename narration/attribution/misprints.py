"""Where a quotation ends whose closing mark was forgotten."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.attribution.marks import Span

_CUE = re.compile(
    r"[,.?!…][’']?(?=\s(?:(?:he|she|they|it|[A-Z][\w.’'-]{0,30}(?:\s[A-Z][\w.’'-]{0,30}){0,3})\s(?:has\s|had\s|also\s)?"
    r"(?:said|says|told|added|asked|wrote|replied|continued|explained|tweeted|warned|insisted)"
    r"|(?:said|says|added|asked|replied|wrote|explained)\s(?:the|a|an|one|he|she|[A-Z]))\b)"
)


def end(text: str, start: int, limit: int) -> int | None:
    """Return where the quotation at *start* ends before *limit*: at the first “, he said”, “,’ he said”."""
    cue = _CUE.search(text, start, limit)
    return cue.end() if cue else None


def shorten(text: str, span: Span) -> Span:
    """Return *span*, never closed, ended where its words end; whole if that cannot be seen."""
    found = end(text, span.start, span.end)
    if not found:
        return span
    return dataclasses.replace(span, end=found, closed=text[found - 1] in "’'")
