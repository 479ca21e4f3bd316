"""Scripts of short articles, and scripts as text."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from narration import articles
from narration.attribution import attribute
from narration.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import QuoteCorrection, Script


def attributed(text: str, corrections: Sequence[QuoteCorrection] = ()) -> Script:
    """The script of an article given as the text of its file."""
    source = Source("article.txt", text)
    return attribute(articles.parse(source, hashlib.sha256(text.encode()).hexdigest()), corrections)


def script(found: Script) -> str:
    """A line for each quotation: line, utterance, speaker, kind, use, text, reason; then what is remarked."""
    lines = [
        f"{s.line}:{q.id}  {s.speaker or '-'}  {s.kind} {q.use}  {s.view.text} | {s.reason}"
        for s in found.segments
        if (q := s.quotation)
    ]
    remarks = [f"! {remark.message}" for remark in found.remarks]
    return "\n".join([*lines, *remarks])


def speakers(found: Script) -> str:
    """A line for each speaker: name, aliases, gender with its reason, role, number of quotations."""
    return "\n".join(
        f"{s.name}{'' if s.named else ' (unnamed)'} = {', '.join(s.aliases)} | {s.gender}"
        f"{f' ({s.gender_reason})' if s.gender_reason else ''} | {s.role} | {s.quotes}"
        for s in found.speakers
    )
