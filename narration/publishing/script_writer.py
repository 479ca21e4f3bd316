"""The script as JSON: the machine interface documented in ``docs/reference/script-json.md``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.model import Dropped, Script, Segment, Speaker

VERSION = 1
"""Of the format: changes when a reader of an older version would misread a newer file."""


def script_json(script: Script) -> dict[str, object]:
    """Return *script* as JSON types.

    ``start`` and ``end`` are code-point offsets into the decoded file (a BOM is
    not counted, newlines are untranslated), and ``text`` is exactly that slice.
    """
    article = script.article
    return {
        "version": VERSION,
        "source": article.source.name,
        "sha256": article.sha256,
        "language": article.language,
        "segments": [_segment(script, segment) for segment in script.segments],
        "speakers": [_speaker(speaker) for speaker in script.speakers],
        "dropped": [_dropped(span) for span in article.dropped],
    }


def _segment(script: Script, segment: Segment) -> dict[str, object]:
    article = script.article
    row: dict[str, object] = {
        "start": segment.view.start,
        "end": segment.view.end,
        "line": segment.line,
        "block": article.blocks[segment.block].kind.value,
        "kind": segment.kind.value,
        "speaker": segment.speaker,
        "text": article.source.text[segment.view.start : segment.view.end],
        "reason": segment.reason,
        "confidence": round(segment.confidence, 3),
    }
    if quotation := segment.quotation:
        row["quotation"] = {
            "id": quotation.id,
            "use": quotation.use.value,
            "nested": [list(span) for span in quotation.nested],
        }
    return row


def _speaker(speaker: Speaker) -> dict[str, object]:
    return {
        "name": speaker.name,
        "aliases": list(speaker.aliases),
        "gender": speaker.gender.value,
        "gender_reason": speaker.gender_reason,
        "role": speaker.role,
        "quotes": speaker.quotes,
    }


def _dropped(span: Dropped) -> dict[str, object]:
    return asdict(span)
